"""Who can read pupils on this site, and by which right; for admins, coordinators and the officer."""

import frappe
from frappe import _

from learning_mentor import access_review
from learning_mentor.permissions import COORDINATOR, DATA_PROTECTION_OFFICER

READERS = ("System Manager", COORDINATOR, DATA_PROTECTION_OFFICER)


def execute(filters: dict | None = None) -> tuple:
	"""Columns, rows by role or (``filters.show`` "People") by person, and a summary.

	``filters``: ``show``, ``record_type``, ``warnings`` (just rows with one). Raises PermissionError.
	"""
	frappe.only_for(READERS)
	filters = frappe._dict(filters or {})
	people = filters.show == "People"
	rows = access_review.by_person() if people else access_review.by_role()
	rows = [row for row in rows if _suits(row, filters)]
	return (person_columns() if people else role_columns()), rows, None, None, summary(rows)


def _suits(row: dict, filters) -> bool:
	if filters.record_type and row["record_type"] != filters.record_type:
		return False
	return bool(row["warning"]) or not filters.warnings


def summary(rows: list[dict]) -> list[dict]:
	warnings = sum(bool(row["warning"]) for row in rows)
	return [
		{"label": _("Record types"), "value": len({row["record_type"] for row in rows}), "datatype": "Int"},
		{"label": _("Ways to read"), "value": len(rows), "datatype": "Int"},
		{
			"label": _("Warnings"),
			"value": warnings,
			"datatype": "Int",
			"indicator": "Red" if warnings else "Green",
		},
	]


def role_columns() -> list[dict]:
	return [
		_column("record_type", "Data", _("Record type"), 200),
		_column("role", "Data", _("Role"), 170),
		_column("people", "Int", _("People"), 80),
		_column("rights", "Data", _("Rights"), 230),
		_column("source", "Data", _("Permissions"), 140),
		_column("narrowed_by", "Data", _("Narrowed by"), 250),
		_column("warning", "Data", _("Warning"), 420),
	]


def person_columns() -> list[dict]:
	return [
		_column("full_name", "Data", _("Person"), 170),
		_column("user", "Data", _("User"), 210),
		_column("user_type", "Data", _("Kind of account"), 120),
		_column("record_type", "Data", _("Record type"), 200),
		_column("because", "Data", _("Because of"), 260),
		_column("warning", "Data", _("Warning"), 420),
	]


def _column(fieldname: str, fieldtype: str, label: str, width: int) -> dict:
	"""Without links: a report asks for a right to read what its columns link to."""
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": label, "width": width}
