"""Sessions by year, need and setting, with those whose records were disposed of: totals for good."""

import frappe
from frappe import _

from learning_mentor.data_protection import kept_totals
from learning_mentor.permissions import COORDINATOR, DATA_PROTECTION_OFFICER, SAFEGUARDING_LEAD
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import BLUE, bars, figure, hours


def execute(filters: frappe._dict | None = None) -> tuple:
	"""Columns, a row per year, need and setting, no message, a chart and a summary. ``filters``:
	``academic_year``, ``need``.
	"""
	frappe.only_for((COORDINATOR, SAFEGUARDING_LEAD, DATA_PROTECTION_OFFICER))
	filters = frappe._dict(filters or {})
	rows = kept_totals.all_totals(filters.academic_year, filters.need)
	return columns(), rows, None, chart(rows), summary(rows)


def chart(rows: list[dict]) -> dict | None:
	"""Hours by academic year, the first one first."""
	minutes: dict[str, int] = {}
	for row in reversed(rows):
		minutes[row["academic_year"]] = minutes.get(row["academic_year"], 0) + row["minutes"]
	return bars(list(minutes), {_("Hours"): [hours(each) for each in minutes.values()]}, [BLUE])


def summary(rows: list[dict]) -> list[dict]:
	return [
		figure(_("Sessions held"), sum(row["sessions"] for row in rows)),
		figure(_("Hours"), hours(sum(row["minutes"] for row in rows)), "Float"),
	]


def columns() -> list[dict]:
	return [
		column("academic_year", "Data", _("Academic year"), 130),
		column("need", "Data", _("Need"), 220),
		choice("setting", _("Setting"), 150),
		column("pupils", "Int", _("Pupils"), 90),
		column("sessions", "Int", _("Sessions held"), 120),
		column("minutes", "Int", _("Minutes"), 100),
	]
