"""How many cases each mentor holds, and where there is a place."""

from collections import Counter

from frappe import _

from learning_mentor.figures import caseload
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import BLUE, GREEN, asked, bars, count, figure, mean, text, warning


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per mentor whom the user may list, no message, chart and summary.

	``filters``: ``employment``, ``phase``, ``standing``.
	"""
	rows = caseload.by_mentor(**asked(filters, "employment", "phase", "standing"))
	return columns(), rows, None, chart(rows), summary(rows)


def chart(rows: list[dict]) -> dict | None:
	series = {
		_("Open cases"): [row["open"] for row in rows],
		_("Places free"): [row["free"] for row in rows],
	}
	return bars([row["mentor_name"] for row in rows], series, [BLUE, GREEN], stacked=True)


def summary(rows: list[dict]) -> list[dict]:
	standing = Counter(row["standing"] for row in rows)
	free = sum(row["free"] for row in rows)
	return [
		figure(_("Mentors"), len(rows)),
		figure(_("Open cases"), sum(row["open"] for row in rows)),
		figure(_("Places free"), free, indicator="Green" if free else "Orange"),
		warning(_("Over the limit"), standing[caseload.OVER]),
		warning(_("Away"), standing[caseload.AWAY], "Orange"),
	]


def columns() -> list[dict]:
	return [
		column("mentor", "Link", _("Mentor"), 130, options="Mentor Profile"),
		text("mentor_name", _("Name")),
		choice("employment", _("Employment"), 130),
		count("open", _("Open cases"), 110),
		count("paused", _("Of these paused"), 130),
		count("limit", _("Limit")),
		count("free", _("Places free"), 110),
		mean("load", _("Load (%)")),
		choice("standing", _("Standing"), 130),
	]
