"""A mentor's morning for tests, with pupils who were there and not."""

import frappe
from frappe.utils import add_days, today

from learning_mentor.caseload import my_caseload
from tests import factories as make


def morning_of(user: str) -> dict:
	with make.session_of(user):
		return my_caseload()


def morning(case) -> dict:
	return morning_of(make.mentor_user(case))


def names(rows: list[dict]) -> list[str]:
	return [each["name"] for each in rows]


def attend(case, days_ago: int, status: str, submit: bool = True) -> None:
	record = frappe.get_doc(
		{
			"doctype": "Student Attendance",
			"student": case.student,
			"date": add_days(today(), -days_ago),
			"status": status,
			"student_group": make_lesson(case.student),
		}
	).insert()
	if submit:
		record.submit()


def make_lesson(student: str) -> str:
	group = {
		"doctype": "Student Group",
		"academic_year": make.make_academic_year(),
		"group_based_on": "Activity",
		"student_group_name": make.unique("Class"),
		"students": [{"student": student}],
	}
	return frappe.get_doc(group).insert().name
