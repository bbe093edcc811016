"""The lone-worker alarm, minute by minute on a moved clock."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import get_datetime

from learning_mentor.exceptions import MentoringError
from learning_mentor.visits import alarm as visit_alarm
from learning_mentor.visits import duty as visit_duty
from tests import factories as make
from tests import session_factories as daily
from tests import visit_factories as visits


@pytest.fixture
def visit(db):
	return visits.under_way()


def after_end(visit, minutes: int):
	return get_datetime(visit.ends_on) + timedelta(minutes=minutes)


def told(visit) -> list[str]:
	"""Whom notices of the alarm were for, in order of time."""
	return frappe.get_all(
		"Notification Log",
		{"document_name": visit.name, "subject": ["like", "No check-out%"]},
		pluck="for_user",
		order_by="creation asc, for_user asc",
	)


def coordinators_of(people: list[str]) -> set[str]:
	return set(people) & {make.COORDINATOR, make.SECOND_COORDINATOR}


def test_nothing_before_the_minute_and_the_duty_contact_at_it(visit):
	assert not visit_alarm.sound(visit, after_end(visit, 15) - timedelta(seconds=1))
	assert told(visit) == []
	assert visit_alarm.sound(visit, after_end(visit, 15))
	assert told(visit) == [visit.duty_contact]


def test_coordinators_too_a_quarter_of_an_hour_later(visit):
	visit_alarm.sound(visit, after_end(visit, 15))
	assert not visit_alarm.sound(visit, after_end(visit, 29))
	assert visit_alarm.sound(visit, after_end(visit, 30))
	people = told(visit)[1:]
	assert coordinators_of(people) == {make.COORDINATOR, make.SECOND_COORDINATOR}
	assert people.count(visit.duty_contact) == 1


def test_nobody_is_told_twice_for_the_same_minute(visit):
	for _again in range(3):
		visit_alarm.sound(visit, after_end(visit, 15))
		visit_alarm.sound(visit, after_end(visit, 16))
	assert told(visit) == [visit.duty_contact]


def test_after_an_outage_the_latest_alarm_is_given_once_to_everybody(visit):
	assert visit_alarm.sound(visit, after_end(visit, 75))
	first = told(visit)
	assert len(first) == len(set(first))
	assert {visit.duty_contact, make.COORDINATOR} <= set(first)
	assert not visit_alarm.sound(visit, after_end(visit, 89))
	assert visit_alarm.sound(visit, after_end(visit, 90))


def test_the_minutes_are_the_school_s(visit):
	daily.settings(alarm_after=5, alarm_every=10)
	assert not visit_alarm.sound(visit, after_end(visit, 4))
	assert visit_alarm.sound(visit, after_end(visit, 5))
	assert not visit_alarm.sound(visit, after_end(visit, 14))
	assert visit_alarm.sound(visit, after_end(visit, 15))
	assert len(told(visit)) > 2


def overdue(visit, minutes: int) -> bool:
	return visit.name in visit_alarm._overdue(after_end(visit, minutes))


def test_who_is_missed_is_found_at_the_minute(visit):
	assert not overdue(visit, 14)
	assert overdue(visit, 15)


def test_a_check_out_ends_the_alarm(visit, as_user):
	with as_user(visit.duty_contact):
		visit_duty.check_out(visit.name)
	assert not overdue(visit, 60)


def test_standing_down_ends_the_alarm_and_says_who_and_why(visit, as_user):
	with as_user(visit.duty_contact):
		with pytest.raises(MentoringError, match="Reason is missing"):
			visit_duty.stand_down(visit.name, " ")
		visit_duty.stand_down(visit.name, "They called from the car")
	assert not overdue(visit, 60)
	visit.reload()
	assert (visit.stood_down_by, visit.stood_down_reason) == (visit.duty_contact, "They called from the car")
	assert visit.status == "Under Way"


def test_the_visitors_do_not_stand_their_own_alarm_down(visit, as_user):
	with (
		as_user(visit.companion),
		pytest.raises(frappe.PermissionError, match="duty contact or a coordinator"),
	):
		visit_duty.stand_down(visit.name, "We are fine")
	assert overdue(visit, 60)


def test_more_time_moves_the_alarm_and_watches_again(visit, as_user):
	end = get_datetime(visit.ends_on)
	with as_user(visit.duty_contact):
		visit_duty.stand_down(visit.name, "They called")
	with as_user(make.mentor_user(visit)):
		assert visit_duty.extend(visit.name, 30)["ends_on"] == end + timedelta(minutes=30)
		for minutes in (4, 121, 0):
			with pytest.raises(MentoringError, match="from 5 to 120"):
				visit_duty.extend(visit.name, minutes)
	visit.reload()
	assert not overdue(visit, 14)
	assert overdue(visit, 15)


def test_a_visit_that_has_not_begun_is_not_extended(db, as_user):
	visit = visits.make_visit(status="Approved")
	with as_user(make.mentor_user(visit)), pytest.raises(MentoringError, match="not under way"):
		visit_duty.extend(visit.name, 15)


def test_the_alarm_names_no_pupil(visit):
	visit_alarm.sound(visit, after_end(visit, 30))
	pupil = frappe.db.get_value("Student", visit.student, ["first_name", "last_name"])
	notices = frappe.get_all(
		"Notification Log", {"document_name": visit.name}, pluck="subject", order_by="name"
	)
	words = str(visit_alarm._words(visit, after_end(visit, 30)))
	assert notices
	assert not any(name in text for name in (*pupil, visit.student) for text in (*notices, words))
	assert visits.ADDRESS not in words
