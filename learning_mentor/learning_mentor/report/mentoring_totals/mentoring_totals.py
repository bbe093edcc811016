"""Sessions by year, need and setting, with those whose records were disposed of: totals for good."""

import frappe
from frappe import _

from learning_mentor.data_protection import kept_totals
from learning_mentor.permissions import COORDINATOR, DATA_PROTECTION_OFFICER, SAFEGUARDING_LEAD
from learning_mentor.report_columns import column


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per year, need and setting, and a summary. ``filters``: ``academic_year``, ``need``."""
	frappe.only_for((COORDINATOR, SAFEGUARDING_LEAD, DATA_PROTECTION_OFFICER))
	filters = frappe._dict(filters or {})
	rows = [
		row
		for row in kept_totals.all_totals()
		if filters.academic_year in (None, "", row["academic_year"])
		and filters.need in (None, "", row["need"])
	]
	return columns(), rows, None, None, summary(rows)


def summary(rows: list[dict]) -> list[dict]:
	sessions, minutes = (sum(row[figure] for row in rows) for figure in ("sessions", "minutes"))
	return [
		{"label": _("Sessions held"), "value": sessions, "datatype": "Int"},
		{"label": _("Hours"), "value": round(minutes / 60, 1), "datatype": "Float"},
	]


def columns() -> list[dict]:
	return [
		column("academic_year", "Data", _("Academic year"), 130),
		column("need", "Data", _("Need"), 220),
		column("setting", "Data", _("Setting"), 150),
		column("pupils", "Int", _("Pupils"), 90),
		column("sessions", "Int", _("Sessions held"), 120),
		column("minutes", "Int", _("Minutes"), 100),
	]
