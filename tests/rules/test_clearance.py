"""Clearance: its status on each side of every border, what it stops, reminders, and what is kept of it."""

import frappe
import pytest
from frappe.utils import add_days, add_years, getdate, today

from learning_mentor import clearance
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from tests import factories as make
from tests import nights
from tests import session_factories as daily

pytestmark = pytest.mark.usefixtures("db")

PROFILE = "Mentor Profile"


def due_in(days: int, **values) -> dict:
	"""A check of three years ago that is due again in so many days."""
	return {"clearance_issued_on": add_years(add_days(today(), days), -3), **values}


def checked_so_that_due_in(days: int, **values) -> dict:
	"""An old check on the Update Service, whose status is to be checked again in so many days."""
	return {
		"clearance_issued_on": "2015-01-15",
		"update_service": 1,
		"last_status_check": add_years(add_days(today(), days), -1),
		**values,
	}


BORDERS = [
	(400, "Cleared"),
	(61, "Cleared"),
	(60, "Due Soon"),
	(1, "Due Soon"),
	(0, "Due Soon"),
	(-1, "Lapsed"),
]


@pytest.mark.parametrize(("days", "status"), BORDERS)
@pytest.mark.parametrize("check", [due_in, checked_so_that_due_in])
def test_the_status_on_each_side_of_its_borders(check, days, status):
	if check is checked_so_that_due_in and days > 365:
		days = 300
	mentor = make.make_mentor(**check(days))
	assert mentor.next_check_due == getdate(add_days(today(), days))
	assert (mentor.clearance_status, mentor.get_clearance_status()) == (status, status)


def test_the_status_on_another_day():
	mentor = make.make_mentor(**due_in(100))
	for days, status in ((39, "Cleared"), (40, "Due Soon"), (100, "Due Soon"), (101, "Lapsed")):
		assert mentor.get_clearance_status(add_days(today(), days)) == status


@pytest.mark.parametrize(("soon", "status"), [(30, "Cleared"), (31, "Due Soon")])
def test_due_soon_begins_when_settings_say(soon, status):
	daily.settings(due_soon_days=soon)
	assert make.make_mentor(**due_in(31)).clearance_status == status


def test_the_years_are_those_of_settings():
	daily.settings(clearance_years=2, update_service_years=3)
	issued = add_days(today(), -100)
	assert make.make_mentor(clearance_issued_on=issued).next_check_due == getdate(add_years(issued, 2))
	checked = make.make_mentor(clearance_issued_on=issued, update_service=1, last_status_check=today())
	assert checked.next_check_due == getdate(add_years(today(), 3))


@pytest.mark.parametrize("checked", [None, -300])
def test_on_the_update_service_a_newer_certificate_counts_as_a_check(checked):
	"""Without a check, or with one from before the certificate was issued."""
	issued = add_days(today(), -100)
	mentor = make.make_mentor(
		clearance_issued_on=issued,
		update_service=1,
		last_status_check=checked and add_days(today(), checked),
	)
	assert mentor.next_check_due == getdate(add_years(issued, 1))


def test_off_the_update_service_its_last_check_does_not_count():
	mentor = make.make_mentor(**checked_so_that_due_in(300, update_service=0))
	assert (mentor.next_check_due, mentor.clearance_status) == (getdate("2018-01-15"), "Lapsed")


@pytest.mark.parametrize(
	("kind", "required", "status"),
	[
		("Enhanced with children's barred list", 1, "Cleared"),
		("Enhanced with children's barred list", 0, "Cleared"),
		("Enhanced", 1, "Not Cleared"),
		("Enhanced", 0, "Cleared"),
		("Standard", 0, "Not Cleared"),
		("Basic", 0, "Not Cleared"),
		("", 0, "Not Cleared"),
	],
)
def test_which_check_clears_is_a_rule_of_the_school(kind, required, status):
	daily.settings(barred_list_required=required)
	assert make.make_mentor(clearance_type=kind).clearance_status == status


def test_without_a_date_nobody_is_cleared():
	mentor = make.make_mentor(clearance_issued_on=None, update_service=1, last_status_check=today())
	assert (mentor.clearance_status, mentor.next_check_due) == ("Not Cleared", None)


def test_status_and_due_day_cannot_be_written():
	mentor = make.make_mentor(**due_in(-1, clearance_status="Cleared", next_check_due="2099-01-15"))
	assert (mentor.clearance_status, mentor.next_check_due) == ("Lapsed", getdate(add_days(today(), -1)))


@pytest.mark.parametrize(
	("field", "label"), [("clearance_issued_on", "Issued on"), ("last_status_check", "Last status check")]
)
def test_no_check_lies_in_the_future(field, label):
	with pytest.raises(MentoringError, match=f"{label} is in the future"):
		make.make_mentor(update_service=1, **{field: add_days(today(), 1)})
	assert make.make_mentor(update_service=1, **{field: today()}).clearance_status == "Cleared"


# what it stops


NOT_FIT = [
	({"clearance_issued_on": "2020-01-15"}, "Lapsed"),
	({"clearance_type": "Standard"}, "Not Cleared"),
]


@pytest.mark.parametrize(("values", "status"), NOT_FIT)
def test_without_a_clearance_there_is_no_new_case(values, status):
	mentor = make.make_mentor(**values)
	with pytest.raises(MentorUnavailableError, match=status):
		make.make_case(mentor=mentor)
	assert frappe.db.count("Mentoring Case", {"mentor": mentor.name}) == 0


@pytest.mark.parametrize(("values", "status"), NOT_FIT)
def test_without_a_clearance_there_is_no_new_session(values, status):
	case = make.make_case()
	frappe.get_doc(PROFILE, case.mentor).update(values).save()
	with pytest.raises(MentorUnavailableError, match=status):
		daily.log_session(case, daily.at(0))
	with pytest.raises(MentorUnavailableError, match=status):
		daily.plan_session(case, daily.at(2, 9))
	assert frappe.db.count("Mentoring Session", {"case": case.name}) == 0


@pytest.mark.parametrize("values", [{"clearance_issued_on": "2020-01-15"}, {"status": "On Leave"}])
def test_a_colleague_learns_that_a_mentor_cannot_work_and_not_why(values, as_user):
	mentor, colleague = make.make_mentor(**values), make.make_mentor()
	with as_user(colleague.user):
		assert (
			mentor.get_obstacle()
			== f"{mentor.mentor_name} cannot work with pupils then; a coordinator knows why."
		)
	for user in (mentor.user, make.COORDINATOR):
		with as_user(user):
			assert mentor.get_obstacle().endswith(("(Lapsed).", "is on leave."))


def test_a_session_is_planned_until_the_last_day_of_the_clearance():
	case = make.make_case()
	frappe.get_doc(PROFILE, case.mentor).update(due_in(5)).save()
	assert daily.plan_session(case, daily.at(5, 9)).status == "Planned"
	with pytest.raises(MentorUnavailableError, match="Lapsed"):
		daily.plan_session(case, daily.at(6, 9))


# every night


@pytest.fixture
def mentor(db):
	"""A mentor whose check is due in 100 days, and a coordinator."""
	make.make_coordinator()
	return make.make_mentor(**due_in(100))


def night(mentor, days: int) -> None:
	"""The job of the night so many days before the mentor's check is due."""
	day = getdate(add_days(mentor.next_check_due, -days))
	store_all(day)
	nights.remind(clearance, day)


def store_all(day) -> None:
	for name in clearance.not_as_stored(day):
		assert clearance.store(name, day)


def reminders(mentor) -> list[int]:
	"""How many reminders the mentor and the coordinator have."""
	about = {"document_type": PROFILE, "document_name": mentor.name}
	return [
		frappe.db.count("Notification Log", {"for_user": user, **about})
		for user in (mentor.user, make.COORDINATOR)
	]


def test_mentor_and_coordinator_are_reminded_sixty_thirty_and_seven_days_before(mentor):
	expected = {61: 0, 60: 1, 59: 1, 31: 1, 30: 2, 29: 2, 8: 2, 7: 3, 6: 3, 1: 3, 0: 3, -1: 3, -30: 3}
	for days, number in expected.items():
		night(mentor, days)
		assert reminders(mentor) == [number, number], days


def test_a_job_that_runs_twice_reminds_once(mentor):
	for days in (60, 60, 7, 7):
		night(mentor, days)
	assert reminders(mentor) == [2, 2]


@pytest.mark.parametrize(("nights", "number"), [((58, 57), 1), ((25, 24), 1), ((0,), 1), ((45, 5), 2)])
def test_a_job_that_missed_the_day_reminds_later_and_once(mentor, nights, number):
	"""Steps that have gone by together make one reminder."""
	for days in nights:
		night(mentor, days)
	assert reminders(mentor) == [number, number]


def test_once_it_has_lapsed_nobody_is_reminded(mentor):
	for days in (-1, -2, -60):
		night(mentor, days)
	assert reminders(mentor) == [0, 0]


@pytest.mark.parametrize("values", [{"clearance_type": "Standard"}, {"status": "Left"}])
def test_who_was_never_cleared_or_has_left_is_not_reminded(mentor, values):
	mentor.update(values).save()
	night(mentor, 7)
	assert reminders(mentor) == [0, 0]


def test_a_mentor_on_leave_is_reminded_too(mentor):
	mentor.update({"status": "On Leave"}).save()
	night(mentor, 30)
	assert reminders(mentor) == [1, 1]


def test_a_renewed_check_is_reminded_of_anew(mentor):
	night(mentor, 7)
	mentor.reload()
	mentor.update(due_in(300)).save()
	night(mentor, 8)
	assert reminders(mentor) == [2, 2]
	night(mentor, 7)
	assert reminders(mentor) == [3, 3]


def test_the_night_stores_the_status_of_the_day(mentor):
	for days, status in ((61, "Cleared"), (60, "Due Soon"), (0, "Due Soon"), (-1, "Lapsed")):
		night(mentor, days)
		assert frappe.db.get_value(PROFILE, mentor.name, "clearance_status") == status


def test_the_night_stores_what_a_change_of_settings_has_made_of_the_due_day(mentor):
	daily.settings(clearance_years=4)
	modified = frappe.db.get_value(PROFILE, mentor.name, "modified")
	store_all(getdate())
	due = getdate(add_years(mentor.clearance_issued_on, 4))
	assert frappe.db.get_value(PROFILE, mentor.name, ["next_check_due", "modified"]) == (due, modified)


def test_the_night_does_not_write_over_what_is_renewed_meanwhile(mentor):
	lapsed = getdate(add_days(mentor.next_check_due, 1))
	assert mentor.name in clearance.not_as_stored(lapsed)
	frappe.get_doc(PROFILE, mentor.name).update(due_in(900)).save()
	assert not clearance.store(mentor.name, lapsed)
	assert frappe.db.get_value(PROFILE, mentor.name, "clearance_status") == "Cleared"


# what is kept of a certificate


@pytest.mark.parametrize("text", ["001234567890", "12345", "123", "12 4", "12-4", "....", "1234 "])
def test_a_whole_certificate_number_is_refused(text):
	with pytest.raises(MentoringError, match="just its last four characters"):
		make.make_mentor(certificate_last_four=text)


@pytest.mark.parametrize("text", ["6789", "0A9z", "", None])
def test_its_last_four_characters_are_kept(text):
	assert make.make_mentor(certificate_last_four=text).certificate_last_four == text


def test_the_form_says_why():
	said = frappe.get_meta(PROFILE).get_field("certificate_last_four").description
	assert "whole certificate number or a scan is refused" in said
