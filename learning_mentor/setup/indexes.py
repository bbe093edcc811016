"""Indexes on tables of Education and of Frappe for what pages and jobs ask of them: they have none for it.

Each of several columns, since Frappe drops an index of a single one that the doctype does not name. Frappe's
Property Setter could name single ones alone. Uninstalling takes them away again.
"""

import frappe

from learning_mentor.case_record import add_index

PREFIX = "mentoring"
COLUMNS = {
	"Guardian": (("user", "name"), ("email_address", "name")),
	"Student": (("user", "enabled"),),
	"Student Guardian": (("guardian", "parenttype"),),
	"Student Attendance": (("student", "date"), ("date", "docstatus")),
	"Student Log": (("date", "student"),),
	"Program Enrollment": (("student", "enrollment_date"),),
	"Assessment Result": (("student", "creation"),),
	"ToDo": (("allocated_to", "status", "date"),),
}


def add_indexes() -> None:
	for doctype, fieldnames in _known():
		add_index(doctype, *fieldnames, prefix=PREFIX)


def remove_indexes() -> None:
	for doctype, fieldnames in _known():
		name = "_".join((PREFIX, *fieldnames, "index"))
		if frappe.db.has_index(f"tab{doctype}", name):
			frappe.db.sql_ddl(f"alter table `tab{doctype}` drop index `{name}`")


def _known() -> list[tuple[str, tuple[str, ...]]]:
	"""Those whose table and columns this version has."""
	return [
		(doctype, fieldnames)
		for doctype, indexes in COLUMNS.items()
		if frappe.db.table_exists(doctype)
		for fieldnames in indexes
		if all(frappe.db.has_column(doctype, fieldname) for fieldname in fieldnames)
	]
