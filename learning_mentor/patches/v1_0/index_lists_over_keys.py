"""Sites that had the app before lists over several access keys were fast, and the reminder of contacts."""

from frappe.modules import load_doctype_module

from learning_mentor.permissions import BY_MENTOR, RULES


def execute() -> None:
	for doctype, rule in RULES.items():
		if rule is BY_MENTOR:
			load_doctype_module(doctype).on_doctype_update()
