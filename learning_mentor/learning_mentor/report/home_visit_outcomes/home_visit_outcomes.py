"""What became of home visits: made, found nobody, written up in time, and what they led to."""

from frappe import _

from learning_mentor.figures import visits
from learning_mentor.report_columns import choice
from learning_mentor.report_parts import (
	BLUE,
	GREEN,
	GREY,
	ORANGE,
	asked,
	bars,
	count,
	figure,
	mean,
	name_of,
)

FILTERS = ("from_date", "to_date", "purpose", "mentor", "program")


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per purpose, visitor or year group, no message, chart and summary.

	``filters``: ``group_by``, ``from_date``, ``to_date``, ``purpose``, ``mentor``, ``program``.
	"""
	narrowed = asked(filters, *FILTERS)
	group = asked(filters, "group_by").get("group_by", visits.PURPOSE)
	rows = [{**row, "group": name_of(row["group"])} for row in visits.by(group, **narrowed)]
	return columns(group), rows, None, chart(rows), summary(visits.total(**narrowed))


def chart(rows: list[dict]) -> dict | None:
	names = {
		"completed": _("Made"),
		"no_access": _("Nobody there"),
		"cancelled": _("Cancelled"),
		"ahead": _("Ahead"),
	}
	series = {name: [row[stage] for row in rows] for stage, name in names.items()}
	return bars([row["group"] for row in rows], series, [GREEN, ORANGE, GREY, BLUE], stacked=True)


def summary(total: dict) -> list[dict]:
	return [
		figure(_("Visits"), total["visits"]),
		figure(_("Families visited"), total["pupils"]),
		figure(_("Made (%)"), total["made_percent"], "Float"),
		figure(_("Written up in time (%)"), total["written_in_time"], "Float"),
		figure(_("Minutes a visit"), total["minutes"], "Float"),
	]


def columns(group: str) -> list[dict]:
	return [
		choice("group", _(group), 220),
		count("visits", _("Visits")),
		count("pupils", _("Pupils")),
		count("ahead", _("Ahead")),
		count("completed", _("Made")),
		count("no_access", _("Nobody there"), 120),
		count("cancelled", _("Cancelled")),
		mean("made_percent", _("Made (%)")),
		mean("minutes", _("Minutes a visit"), 130),
		mean("written_in_time", _("Written up in time (%)"), 170),
		count("advised", _("With ideas for home"), 160),
		count("followed_up", _("With tasks agreed"), 150),
	]
