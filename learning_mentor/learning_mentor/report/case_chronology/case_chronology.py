"""Everything of one pupil's mentoring in order of time, to filter and to print."""

import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor import chronology


def execute(filters: frappe._dict | None = None) -> tuple:
	"""Columns and rows of the pupil of ``filters["case"]``, newest first; without a case what to do.

	``kinds`` narrows to kinds of record, ``from_date`` and ``to_date`` to days. Raises PermissionError for a
	case that the session user may not read.
	"""
	filters = frappe._dict(filters or {})
	if not filters.case:
		return columns(), [], _("Choose a mentoring case.")
	kinds = filters.kinds or None
	rows = [row for row in chronology.of_pupil(filters.case, kinds) if _is_within(row, filters)]
	return columns(), [{**row, "kind": _(row["kind"])} for row in rows]


def _is_within(row: dict, filters: frappe._dict) -> bool:
	day = getdate(row["on"])
	after = not filters.from_date or day >= getdate(filters.from_date)
	return after and (not filters.to_date or day <= getdate(filters.to_date))


def columns() -> list[dict]:
	return [
		{"fieldname": "on", "fieldtype": "Datetime", "label": _("On"), "width": 160},
		{"fieldname": "kind", "fieldtype": "Data", "label": _("What"), "width": 120},
		{"fieldname": "text", "fieldtype": "Data", "label": _("Summary"), "width": 520},
		{
			"fieldname": "name",
			"fieldtype": "Dynamic Link",
			"options": "doctype",
			"label": _("Record"),
			"width": 150,
		},
		{
			"fieldname": "case",
			"fieldtype": "Link",
			"options": "Mentoring Case",
			"label": _("Case"),
			"width": 130,
		},
	]
