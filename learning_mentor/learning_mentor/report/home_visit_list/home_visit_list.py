"""The office's list of who is out on which visit, to print and keep by the phone."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.report_columns import choice, column

SHOWN = (
	"name",
	"starts_on",
	"ends_on",
	"address",
	"visitor_name",
	"visitor_phone",
	"companion_name",
	"duty_contact_name",
	"duty_phone",
	"risk_level",
	"status",
)


def execute(filters: frappe._dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns, and a row per visit from ``from_date`` to ``to_date`` (default: today) that may be listed.

	Cancelled visits are left out; no pupil is named. Raises MentoringError when the days are reversed.
	"""
	filters = frappe._dict(filters or {})
	first, last = getdate(filters.from_date), getdate(filters.to_date)
	if last < first:
		frappe.throw(_("To must not be before From."), MentoringError)
	rows = frappe.get_list(
		"Mentoring Home Visit",
		filters=[
			["starts_on", ">=", first],
			["starts_on", "<", add_days(last, 1)],
			["status", "!=", "Cancelled"],
		],
		fields=list(SHOWN),
		order_by="starts_on asc, name asc",
		limit_page_length=0,
	)
	return columns(), rows


def columns() -> list[dict]:
	return [
		column("name", "Link", _("Visit"), 130, options="Mentoring Home Visit"),
		column("starts_on", "Datetime", _("Start"), 150),
		column("ends_on", "Datetime", _("Expected end"), 150),
		column("address", "Data", _("Address"), 220),
		column("visitor_name", "Data", _("Visitor"), 140),
		column("visitor_phone", "Data", _("Mobile"), 130),
		column("companion_name", "Data", _("Companion"), 140),
		column("duty_contact_name", "Data", _("Duty contact"), 140),
		column("duty_phone", "Data", _("Number"), 130),
		choice("risk_level", _("Risk"), 80),
		choice("status", _("Status"), 100),
	]
