"""Run on the throwaway site as ``make_story.py people``, then ``make_story.py plan``.

First the people of a school; then a pupil's records, with all that Frappe keeps beside them.
"""

import sys

import frappe

from tests import factories as make
from tests.conftest import begin_request


def make_people() -> None:
	make.make_people()
	make.make_academic_year()
	make.make_student(make.make_guardian())
	silence_assignments()


def silence_assignments() -> None:
	"""A worker writes Frappe's notices of assignments at its leisure, perhaps after the app is gone."""
	for name in frappe.get_all("Notification Settings", pluck="name", order_by="name"):
		frappe.db.set_value("Notification Settings", name, "enabled", 0)


def make_plan() -> None:
	student = frappe.get_last_doc("Student")
	plan = make.make_plan(make.make_case(student), status="Active")
	case = frappe.get_doc("Mentoring Case", plan.case)
	case.add_comment("Comment", "Seen on the yard")
	case.add_viewed(make.COORDINATOR)
	frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "agreement.txt",
			"content": "signed",
			"is_private": 1,
			"attached_to_doctype": case.doctype,
			"attached_to_name": case.name,
		}
	).insert()


begin_request()
{"people": make_people, "plan": make_plan}[sys.argv[1]]()
frappe.db.commit()
