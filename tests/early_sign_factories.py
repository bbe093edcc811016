"""Pupils with early signs for tests, and the signs that were found."""

import frappe
from frappe.utils import add_days, today

from learning_mentor import early_signs
from tests import factories as make
from tests import session_factories as daily

SIGN = "Mentoring Early Sign"


def nightly() -> None:
	"""As the job does it, in the test's transaction: without the commit after each pupil."""
	for sign in early_signs.found():
		early_signs.list_pupil(sign)


def signs(student: str) -> list[str]:
	nightly()
	return frappe.get_all(SIGN, filters={"student": student}, pluck="status", order_by="creation, name")


def log_entry(student: str, days_ago: int, kind: str = "General", number: int = 1) -> None:
	for _number in range(number):
		frappe.get_doc(
			{
				"doctype": "Student Log",
				"student": student,
				"date": add_days(today(), -days_ago),
				"type": kind,
				"log": daily.PUPIL_SAID,
			}
		).insert()


def with_signs() -> str:
	"""A pupil whom tonight's look lists."""
	student = make.make_student().name
	log_entry(student, 1, number=3)
	return student
