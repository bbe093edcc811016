"""Which action plans are to be reviewed, and which should have been."""

from collections import Counter

from frappe import _

from learning_mentor.figures import plan_reviews
from learning_mentor.figures.plan_reviews import LATER, OVERDUE, SOON
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import BLUE, ORANGE, RED, asked, count, donut, figure, text, warning

COLORS = {OVERDUE: RED, SOON: ORANGE, LATER: BLUE}


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per plan in force that the user may list, no message, chart and summary.

	``filters``: ``mentor``, ``program``, ``standing``, ``soon_days``. Chart and summary count all standings.
	"""
	rows = plan_reviews.due(**asked(filters, "mentor", "program", "soon_days"))
	counts = Counter(row["standing"] for row in rows)
	wanted = asked(filters, "standing").get("standing")
	shown = [row for row in rows if wanted in (None, row["standing"])]
	return columns(), shown, None, chart(counts), summary(rows, counts)


def chart(counts: Counter) -> dict | None:
	return donut(_("Plans"), {standing: counts[standing] for standing in COLORS}, COLORS)


def summary(rows: list[dict], counts: Counter) -> list[dict]:
	longest = max((-row["days"] for row in rows if row["standing"] == OVERDUE), default=0)
	return [
		figure(_("Plans in force"), len(rows)),
		warning(_("Overdue"), counts[OVERDUE]),
		warning(_("Due soon"), counts[SOON], "Orange"),
		warning(_("Longest overdue (days)"), longest),
	]


def columns() -> list[dict]:
	return [
		text("student_name", _("Pupil"), 160),
		text("program", _("Year group"), 110),
		choice("standing", _("Standing"), 110),
		column("review_date", "Date", _("Review"), 110),
		count("days", _("Days until then"), 130),
		column("reviewed_on", "Date", _("Last review"), 110),
		choice("status", _("Status"), 120),
		text("mentor_name", _("Mentor"), 150),
		column("plan", "Link", _("Plan"), 150, options="Mentoring Action Plan"),
		column("case", "Link", _("Case"), 140, options="Mentoring Case"),
	]
