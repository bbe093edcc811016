"""Handovers for tests: answered, and looked at past permissions."""

import frappe

from tests import factories as make

HANDOVER, CASE = "Mentoring Handover", "Mentoring Case"


def reads(user: str, doctype: str, name: str) -> bool:
	"""Reading and listing have to agree."""
	before = frappe.session.user
	frappe.set_user(user)
	answers = {
		bool(frappe.has_permission(doctype, "read", name)),
		name in frappe.get_list(doctype, pluck="name", limit_page_length=0),
	}
	frappe.set_user(before)
	assert len(answers) == 1, (user, doctype, answers)
	return answers.pop()


def stored(handover, *fields: str):
	return frappe.db.get_value(HANDOVER, handover.name, list(fields))


def accept(handover, user: str) -> None:
	with make.session_of(user):
		frappe.get_doc(HANDOVER, handover.name).accept()
