"""Who is told when a pupil misses sessions in a row."""

import frappe
import pytest

from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import MISSED, at

pytestmark = pytest.mark.usefixtures("db")


def told_of(case) -> int:
	return frappe.db.count(
		"Notification Log", {"for_user": make.COORDINATOR, "subject": ["like", f"%in a row%{case.name}%"]}
	)


def test_coordinators_are_told_exactly_at_the_threshold(case):
	daily.settings(missed_in_a_row=3)
	told = []
	for day in (-9, -8, -7, -6):
		daily.log_session(case, at(day, 9), **MISSED)
		told.append(told_of(case))
	assert told == [0, 0, 1, 1]


def test_a_session_that_was_held_begins_the_count_anew(case):
	told = []
	for day, values in (
		(-9, MISSED),
		(-8, {}),
		(-7, MISSED),
		(-6, MISSED),
		(-5, {}),
		(-4, MISSED),
		(-3, MISSED),
	):
		daily.log_session(case, at(day, 9), **values)
		told.append(told_of(case))
	assert told == [0, 0, 0, 1, 1, 1, 2]


def test_a_cancelled_session_neither_counts_nor_breaks_the_row(case):
	daily.log_session(case, at(-9, 9), **MISSED)
	daily.log_session(case, at(-8, 9), status="Cancelled", not_held_reason="Holiday")
	assert told_of(case) == 0
	daily.log_session(case, at(-7, 9), **MISSED)
	assert told_of(case) == 1


def test_saving_a_missed_session_again_tells_nobody(case):
	daily.log_session(case, at(-9, 9), **MISSED)
	daily.log_session(case, at(-8, 9), **MISSED)
	daily.log_session(case, at(-8, 9), next_steps="Call home", **MISSED)
	assert told_of(case) == 1


def test_sessions_logged_out_of_order_tell_once(case):
	daily.settings(missed_in_a_row=3)
	told = []
	for day in (-9, -6, -8, -7, -5):
		daily.log_session(case, at(day, 9), **MISSED)
		told.append(told_of(case))
	assert told == [0, 0, 1, 1, 1]


def test_correcting_the_session_in_between_tells(case):
	"""Nobody was told of one and one; together with the one between they are three."""
	daily.settings(missed_in_a_row=3)
	for day, values in ((-9, MISSED), (-8, {}), (-7, MISSED)):
		daily.log_session(case, at(day, 9), **values)
	assert told_of(case) == 0
	daily.log_session(case, at(-8, 9), **MISSED)
	assert told_of(case) == 1


def test_a_session_held_in_between_keeps_them_apart(case):
	for day, values in ((-7, {}), (-9, MISSED), (-5, MISSED)):
		daily.log_session(case, at(day, 9), **values)
	assert told_of(case) == 0


def test_the_notice_names_no_pupil(case):
	daily.settings(missed_in_a_row=1)
	daily.log_session(case, at(-1, 9), pupil_said=daily.PUPIL_SAID, **MISSED)
	notice = frappe.get_last_doc("Notification Log", {"for_user": make.COORDINATOR})
	assert case.name in notice.subject
	for secret in (case.student, case.student_name, daily.PUPIL_SAID):
		assert secret not in notice.as_json()
