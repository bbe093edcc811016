"""What the desk shows of the app outside its own records: the app's tile, and connections of pupils."""

import frappe
from frappe import _

STUDENT_CONNECTIONS = (
	"Mentoring Nomination",
	"Mentoring Case",
	"Mentoring Event Registration",
	"Mentoring Early Sign",
	"Mentoring Safeguarding Note",
)


def shows_app() -> bool:
	"""Whether the session user finds the app on the screen of apps: whoever the workspace is for."""
	user = frappe.session.user
	roles = {"parent": "Mentoring", "parenttype": "Workspace"}
	allowed = frappe.get_all("Has Role", roles, pluck="role", order_by="role asc")
	return user == "Administrator" or not set(allowed).isdisjoint(frappe.get_roles(user))


def add_student_connections(data: dict) -> dict:
	"""Hook ``override_doctype_dashboards`` of Student: ours after those that others show.

	``data`` is what the doctype's ``_dashboard.py`` and the apps before us say. Frappe shows a connection to
	those alone who may read its doctype, and counts (`guards.totals`) the records that they may list.
	"""
	fieldnames = dict.fromkeys(STUDENT_CONNECTIONS, "student")
	return {
		"fieldname": "student",  # without any, Frappe counts nothing
		**data,
		"non_standard_fieldnames": {**(data.get("non_standard_fieldnames") or {}), **fieldnames},
		"transactions": [
			*(data.get("transactions") or []),
			{"label": _("Mentoring"), "items": list(STUDENT_CONNECTIONS)},
		],
	}
