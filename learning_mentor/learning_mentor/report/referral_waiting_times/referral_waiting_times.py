"""How long agencies take to answer, to decide and to begin."""

from frappe import _

from learning_mentor.figures import referrals
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import (
	BLUE,
	GREEN,
	ORANGE,
	asked,
	bars,
	count,
	figure,
	mean,
	warning,
)

FILTERS = ("from_date", "to_date", "agency", "agency_type", "urgency")


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per agency, no message, mean days by agency, and a summary.

	``filters``: ``from_date``, ``to_date`` (of sending), ``agency``, ``agency_type``, ``urgency``.
	"""
	narrowed = asked(filters, *FILTERS)
	rows = referrals.by_agency(**narrowed)
	return columns(), rows, None, chart(rows), summary(referrals.total(**narrowed))


def chart(rows: list[dict]) -> dict | None:
	names = {
		"days_to_answer": _("Days to an answer"),
		"days_to_decision": _("Days to a decision"),
		"days_to_start": _("Days to the start"),
	}
	series = {name: [row[field] for row in rows] for field, name in names.items()}
	return bars([row["agency"] for row in rows], series, [BLUE, ORANGE, GREEN])


def summary(total: dict) -> list[dict]:
	return [
		figure(_("Referrals sent"), total["sent"]),
		figure(_("Not decided"), total["open"]),
		warning(_("Late"), total["late"]),
		figure(_("Days to a decision"), total["days_to_decision"], "Float"),
		figure(_("Days to the start"), total["days_to_start"], "Float"),
	]


def columns() -> list[dict]:
	return [
		column("agency", "Link", _("Agency"), 210, options="Support Agency"),
		choice("agency_type", _("Kind"), 150),
		count("sent", _("Sent"), 80),
		count("open", _("Not decided"), 110),
		count("accepted", _("Accepted")),
		count("declined", _("Declined")),
		count("closed", _("Closed")),
		count("late", _("Late"), 80),
		count("chasers", _("Chasers"), 90),
		mean("days_to_answer", _("Days to an answer"), 140),
		mean("days_to_decision", _("Days to a decision"), 150),
		mean("days_to_start", _("Days to the start"), 140),
		count("longest_open", _("Longest undecided (days)"), 190),
	]
