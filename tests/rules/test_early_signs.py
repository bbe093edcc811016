"""Early signs: which pupils are listed at night, for which reasons, and what people decide on them."""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, now_datetime, today

from tests import factories as make
from tests import session_factories as daily
from tests.caseload_factories import make_lesson
from tests.early_sign_factories import SIGN, log_entry, nightly, signs, with_signs

pytestmark = pytest.mark.usefixtures("db")

# by the settings: 30 days, attendance under 90% or fallen by 10, results fallen by 15, 3 log entries
LAST, BEFORE = 1, 40


@pytest.fixture
def student(db) -> str:
	return make.make_student().name


def reasons(student: str) -> list[str]:
	"""The reasons that tonight's look lists for a pupil."""
	nightly()
	found = frappe.get_all(SIGN, filters={"student": student}, pluck="reasons", order_by="creation")
	return found[0].split("\n") if found else []


def attend(student: str, first: int, present: int, absent: int, group: str | None = None) -> None:
	"""Days of attendance backwards from ``first`` days ago."""
	for number in range(present + absent):
		frappe.get_doc(
			{
				"doctype": "Student Attendance",
				"student": student,
				"date": add_days(today(), -first - number),
				"status": "Present" if number < present else "Absent",
				"student_group": group or make_lesson(student),
			}
		).submit()


def result(student: str, score: float, days_ago: int, course: str | None = None, maximum: float = 50) -> None:
	"""A result, dated as Education dates it: by when it was recorded."""
	record = frappe.get_doc(
		{
			"doctype": "Assessment Result",
			"student": student,
			"course": course,
			"total_score": score,
			"maximum_score": maximum,
		}
	)
	record.flags.ignore_mandatory = record.flags.ignore_links = record.flags.ignore_validate = True
	record.submit()
	record.db_set("creation", add_to_date(now_datetime(), days=-days_ago), update_modified=False)


# attendance


@pytest.mark.parametrize(
	("present", "absent", "said"),
	[
		(9, 1, []),
		(8, 1, ["Attendance is 88.9%, under 90.0%."]),
		(4, 1, ["Attendance is 80.0%, under 90.0%."]),
		(3, 1, []),
	],
)
def test_attendance_under_the_threshold(student, present, absent, said):
	"""Five days at least, else it says nothing."""
	attend(student, LAST, present, absent)
	assert reasons(student) == said


def test_two_lessons_of_a_day_are_one_day(student):
	"""Present in one of them is present, as on the panel's sheet."""
	lessons = [make_lesson(student) for _number in range(2)]
	attend(student, LAST, 10, 0, lessons[0])
	attend(student, LAST, 0, 10, lessons[1])
	assert reasons(student) == []


def test_few_days_with_many_lessons_say_nothing(student):
	for _lesson in range(3):
		attend(student, LAST, 0, 2)
	assert reasons(student) == []


@pytest.mark.parametrize(
	("present", "absent", "said"),
	[(18, 2, ["Attendance fell from 100.0% to 90.0%."]), (19, 2, []), (20, 1, [])],
)
def test_attendance_that_fell(student, present, absent, said):
	attend(student, BEFORE, 10, 0)
	attend(student, LAST, present, absent)
	assert reasons(student) == said


def test_without_attendance_before_nothing_fell(student):
	daily.settings(early_attendance=50, early_attendance_fall=1)
	attend(student, LAST, 6, 4)
	assert reasons(student) == []


def test_what_is_older_than_the_period_does_not_count(student):
	attend(student, 31, 0, 10)
	assert reasons(student) == []
	attend(student, 30, 0, 1)
	attend(student, 1, 0, 4)
	assert reasons(student) == ["Attendance is 0.0%, under 90.0%."]


def test_a_threshold_of_zero_turns_a_sign_off(student):
	daily.settings(early_attendance=0, early_attendance_fall=0, early_result_fall=0, early_log_entries=0)
	attend(student, BEFORE, 10, 0)
	attend(student, LAST, 0, 10)
	result(student, 50, 20)
	result(student, 1, 2)
	log_entry(student, 1, number=10)
	assert reasons(student) == []


# results


@pytest.mark.parametrize(
	("before", "now", "said"),
	[(40, 32.5, ["Results fell from 80.0 to 65.0 of 100."]), (40, 33, []), (30, 45, [])],
)
def test_results_that_fell(student, before, now, said):
	result(student, before, 20)
	result(student, now, 2)
	assert reasons(student) == said


def test_the_last_two_results_count(student):
	for score, days_ago in ((50, 28), (20, 20), (20, 2)):
		result(student, score, days_ago)
	assert reasons(student) == []


def test_a_fall_counts_with_a_new_result_only(student):
	result(student, 50, 90)
	result(student, 10, 32)
	assert reasons(student) == []


def test_an_earlier_result_may_be_older_than_the_period(student):
	result(student, 50, 90)
	result(student, 10, 2)
	assert reasons(student) == ["Results fell from 100.0 to 20.0 of 100."]


def test_results_of_different_courses_are_not_compared(student):
	result(student, 50, 20, "Maths")
	result(student, 10, 2, "Art")
	assert reasons(student) == []


def test_of_several_courses_the_greatest_fall_is_told(student):
	for course, before, now in (("Maths", 50, 40), ("Art", 50, 10), ("Music", 40, 25)):
		result(student, before, 20, course)
		result(student, now, 2, course)
	assert reasons(student) == ["Results fell from 100.0 to 20.0 of 100."]


# log entries


@pytest.mark.parametrize(("number", "said"), [(2, []), (3, ["3 log entries in 30 days."])])
def test_log_entries(student, number, said):
	log_entry(student, 30, number=number)
	assert reasons(student) == said


def test_achievements_and_old_entries_are_no_sign(student):
	log_entry(student, 1, number=2)
	log_entry(student, 1, "Achievement", number=5)
	log_entry(student, 31, number=5)
	assert reasons(student) == []


def test_entries_without_a_kind_count(student):
	log_entry(student, 1, number=3)
	frappe.db.set_value("Student Log", {"student": student}, "type", None)
	assert reasons(student) == ["3 log entries in 30 days."]


# who is listed


def test_all_reasons_of_a_pupil_are_in_one_sign(student):
	attend(student, LAST, 0, 10)
	result(student, 50, 20)
	result(student, 10, 2)
	log_entry(student, 1, number=4)
	nightly()
	sign = frappe.get_last_doc(SIGN, {"student": student})
	assert sign.reasons.split("\n") == [
		"Attendance is 0.0%, under 90.0%.",
		"Results fell from 100.0 to 20.0 of 100.",
		"4 log entries in 30 days.",
	]
	assert (sign.status, sign.found_on) == ("New", frappe.utils.getdate())
	assert sign.student_name == frappe.db.get_value("Student", student, "student_name")
	assert daily.PUPIL_SAID not in sign.as_json()


def test_the_year_group_is_shown():
	student = make.make_student(program="Year 8").name
	log_entry(student, 1, number=3)
	nightly()
	assert frappe.db.get_value(SIGN, {"student": student}, "program") == "Year 8"


def test_running_again_lists_nobody_twice():
	student = with_signs()
	assert signs(student) == ["New"]
	assert signs(student) == ["New"]


@pytest.mark.parametrize("status", ["Draft", "Submitted", "Under Review"])
def test_nobody_with_an_open_nomination_is_listed(status):
	student = frappe.get_doc("Student", with_signs())
	make.make_nomination(student, status=status)
	assert signs(student.name) == []


def test_nobody_with_an_open_case_is_listed_and_one_whose_case_has_closed_is():
	student = frappe.get_doc("Student", with_signs())
	case = make.make_case(student)
	assert signs(student.name) == []
	daily.close(case)
	assert signs(student.name) == ["New"]


def test_nobody_who_has_left_the_school_is_listed():
	student = with_signs()
	frappe.db.set_value("Student", student, "enabled", 0)
	assert signs(student) == []


# what people decide
