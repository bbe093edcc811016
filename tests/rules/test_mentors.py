"""On which days a mentor can take a case: the first and the last of each rule."""

import frappe
import pytest
from frappe.utils import add_days, add_years, today

from learning_mentor import selection
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def takes_a_case(mentor) -> bool:
	try:
		mentor.check_can_take_case()
	except MentorUnavailableError:
		return False
	return True


@pytest.mark.parametrize(
	("first", "last", "takes"),
	[
		(0, 0, False),
		(-5, 0, False),
		(0, 5, False),
		(-5, -1, True),
		(1, 5, True),
		(-5, None, False),
		(1, None, True),
	],
)
def test_leave_counts_from_its_first_to_its_last_day(first, last, takes):
	mentor = make.make_mentor(
		leave_from=add_days(today(), first), leave_to=None if last is None else add_days(today(), last)
	)
	assert takes_a_case(mentor) is takes


@pytest.mark.parametrize(("days", "takes"), [(0, True), (1, True), (-1, False)])
def test_a_clearance_holds_until_its_last_day(days, takes):
	"""Three years by the settings, the day of issue included in the certificate's own calendar."""
	mentor = make.make_mentor(clearance_issued_on=add_days(add_years(today(), -3), days))
	assert takes_a_case(mentor) is takes


def test_the_stored_status_does_not_decide():
	"""Lists show what was stored yesterday; a decision asks what is true today."""
	mentor = make.make_mentor(clearance_issued_on=add_days(add_years(today(), -3), -1))
	frappe.db.set_value("Mentor Profile", mentor.name, "clearance_status", "Cleared")
	mentor.reload()
	assert not takes_a_case(mentor)


def test_the_update_service_holds_a_year_from_the_last_check():
	old = add_years(today(), -9)
	for days, takes in ((0, True), (-1, False)):
		checked = add_days(add_years(today(), -1), days)
		mentor = make.make_mentor(clearance_issued_on=old, update_service=1, last_status_check=checked)
		assert takes_a_case(mentor) is takes


def test_without_the_barred_list_it_depends_on_the_settings():
	mentor = make.make_mentor(clearance_type="Enhanced")
	assert not takes_a_case(mentor)
	frappe.get_doc("Mentoring Settings").update({"barred_list_required": 0}).save()
	assert takes_a_case(mentor)


def test_the_last_place_is_taken_and_a_closed_case_gives_it_back(as_user):
	mentor = make.make_mentor(caseload_limit=2)
	case = make.make_case(mentor=mentor)
	assert takes_a_case(mentor)
	make.make_case(mentor=mentor)
	assert not takes_a_case(mentor)
	with as_user(make.COORDINATOR):
		case.update({"status": "Closed", "status_reason": "Over", "outcome": "Aims reached"}).save()
	assert takes_a_case(mentor)


def test_a_paused_case_keeps_its_place(as_user):
	mentor = make.make_mentor(caseload_limit=1)
	case = make.make_case(mentor=mentor)
	with as_user(make.COORDINATOR):
		case.update({"status": "Paused", "status_reason": "A stay in hospital"}).save()
	assert not takes_a_case(mentor)


def test_without_a_limit_of_their_own_the_school_s_limit_holds():
	mentor = make.make_mentor()
	assert mentor.get_caseload_limit() == 12
	frappe.get_doc("Mentoring Settings").update({"default_caseload_limit": 1}).save()
	make.make_case(mentor=mentor)
	assert not takes_a_case(mentor)


def test_the_chosen_mentor_of_the_form_is_asked_too(as_user):
	"""The workflow's own button takes the mentor of the selection record, with the same rules."""
	nomination, away = make.make_nomination(status="Under Review"), make.make_mentor(status="On Leave")
	record = frappe.get_last_doc("Mentoring Selection Record", {"nomination": nomination.name})
	with as_user(make.COORDINATOR):
		record.update({"mentor": away.name}).save()
		frappe.db.savepoint("before_deciding")
		with pytest.raises(MentorUnavailableError, match="on leave"):
			make.act(nomination, "Accept")
		frappe.db.rollback(save_point="before_deciding")
		frappe.get_doc("Mentor Profile", away.name).update({"status": "Active"}).save()
		nomination.reload()
		make.act(nomination, "Accept")
	assert frappe.db.get_value("Mentoring Case", {"nomination": nomination.name}, "mentor") == away.name


def test_a_closed_case_takes_no_plan(as_user):
	case = make.make_case()
	with as_user(make.COORDINATOR):
		case.update({"status": "Closed", "status_reason": "Over", "outcome": "Aims reached"}).save()
		with pytest.raises(MentoringError, match="reopen it first"):
			make.new_plan(case).insert()


def test_a_case_cannot_be_made_for_a_pupil_who_is_not_enabled(as_user):
	nomination, mentor = make.make_nomination(), make.make_mentor()
	frappe.db.set_value("Student", nomination.student, "enabled", 0)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="is not enabled"):
		selection.accept(nomination.name, mentor.name)
