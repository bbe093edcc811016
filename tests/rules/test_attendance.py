"""The panel's snapshot of attendance, counted by hand here."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from learning_mentor import education_records
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")

DAYS = 90


def attend(student: str, days_ago: int, status: str, submit: bool = True) -> None:
	"""Leave is written past the form: Education has it as a status since 15.5."""
	record = frappe.get_doc(
		{
			"doctype": "Student Attendance",
			"student": student,
			"date": add_days(today(), -days_ago),
			"status": "Absent" if status == "Leave" else status,
			"student_group": make_group(student),
		}
	).insert()
	if submit:
		record.submit()
	record.db_set("status", status)


def make_group(student: str) -> str:
	"""A group of its own per lesson, since Education takes one record per pupil, day and group."""
	return (
		frappe.get_doc(
			{
				"doctype": "Student Group",
				"academic_year": make.make_academic_year(),
				"group_based_on": "Activity",
				"student_group_name": make.unique("Class"),
				"students": [{"student": student}],
			}
		)
		.insert()
		.name
	)


def counted(*records: tuple[int, str]) -> tuple[int, float | None]:
	student = make.make_student().name
	for days_ago, status in records:
		attend(student, days_ago, status)
	attendance = education_records.attendance(student, DAYS)
	return attendance["days"], attendance["percent"]


def test_two_lessons_of_a_day_are_one_day():
	assert counted((1, "Present"), (1, "Present"), (2, "Absent"), (2, "Absent")) == (2, 50.0)


def test_whoever_came_to_one_lesson_of_the_day_was_present():
	assert counted((1, "Present"), (1, "Absent"), (2, "Absent")) == (2, 50.0)


def test_leave_is_not_absence():
	assert counted((1, "Present"), (2, "Leave"), (3, "Absent"), (4, "Absent")) == (3, 33.3)


def test_leave_and_absence_on_a_day_is_a_day():
	assert counted((1, "Leave"), (1, "Absent"), (2, "Present")) == (2, 50.0)


@pytest.mark.parametrize(("days_ago", "days"), [(0, 1), (DAYS, 1), (DAYS + 1, 0)])
def test_the_window_has_both_its_ends(days_ago, days):
	assert counted((days_ago, "Absent")) == (days, 0.0 if days else None)


def test_drafts_and_other_pupils_do_not_count():
	student, other = make.make_student().name, make.make_student().name
	attend(student, 1, "Absent", submit=False)
	attend(other, 1, "Absent")
	attend(student, 2, "Present")
	attendance = education_records.attendance(student, DAYS)
	assert (attendance["days"], attendance["percent"]) == (1, 100.0)


def test_the_snapshot_says_over_which_days_it_counts():
	nomination = make.make_nomination()
	record = frappe.get_last_doc("Mentoring Selection Record", {"nomination": nomination.name})
	window = getdate(record.attendance_to) - getdate(record.attendance_from)
	assert (window.days, getdate(record.attendance_to)) == (DAYS, getdate())


def test_the_snapshot_is_taken_anew_when_the_nomination_is_sent(as_user):
	teacher = make.make_teacher().name
	nomination = make.make_nomination(by=teacher, status="Draft")
	attend(nomination.student, 1, "Absent")
	with as_user(teacher):
		make.act(nomination, "Submit Nomination")
	records = frappe.get_all(
		"Mentoring Selection Record",
		{"nomination": nomination.name},
		["attendance_days", "attendance_percent"],
		order_by="name",
	)
	assert [(row.attendance_days, row.attendance_percent) for row in records] == [(1, 0)]
