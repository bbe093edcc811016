"""What has changed for the pupils of a school year, with how sure that is; small groups are hidden."""

from frappe import _

from learning_mentor.figures import impact
from learning_mentor.figures.impact import ATTAINMENT, ATTENDANCE, CHECK_IN, OUTCOMES
from learning_mentor.report_columns import choice
from learning_mentor.report_parts import (
	BLUE,
	GREEN,
	ORANGE,
	asked,
	bars,
	count,
	figure,
	hidden_figures,
	mean,
	name_of,
	text,
)

SHOWN = ("pupils", "before", "since", "change", "interval", "effect")


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per group and one for all, an explanation, a chart of changes and a summary.

	``filters``: ``academic_year``, ``group_by``, ``measures``, ``answered_as``; there is none that narrows
	the pupils, see `learning_mentor.figures.small_groups`. A row's ``hidden`` names the columns that tell of
	a few.
	"""
	group = asked(filters, "group_by").get("group_by", impact.NEED)
	found = impact.by(group, **asked(filters, "academic_year", "measures", "answered_as"))
	groups = [_row(row, name_of(row["group"])) for row in found["groups"]]
	total = _row(found["total"], _("All"))
	rows = [*groups, {**total, "is_total": 1}] if groups else []
	return columns(group), rows, hidden_figures(rows), chart(groups), summary(total)


def _row(row: dict, name: str) -> dict:
	flat = {"group": name, "pupils": row["pupils"], "hidden": []}
	if row["pupils"] is None:
		flat["hidden"].append("pupils")
	for outcome in OUTCOMES:
		cell = {**row[outcome], "interval": interval(row[outcome])}
		flat |= {f"{outcome}_{field}": cell[field] for field in SHOWN}
		if cell["hidden"]:
			flat["hidden"] += [f"{outcome}_{field}" for field in SHOWN]
	return flat


def interval(cell: dict) -> str | None:
	return None if cell["low"] is None else _("{0} to {1}").format(cell["low"], cell["high"])


def chart(rows: list[dict]) -> dict | None:
	"""Of the outcomes that are shown for any group: a hidden figure has no bar."""
	names = {CHECK_IN: _("Check-ins"), ATTENDANCE: _("Attendance"), ATTAINMENT: _("Attainment")}
	changes = {outcome: [row[f"{outcome}_change"] for row in rows] for outcome in OUTCOMES}
	known = {
		outcome: values for outcome, values in changes.items() if any(each is not None for each in values)
	}
	shown = [
		place for place in range(len(rows)) if any(values[place] is not None for values in known.values())
	]
	series = {names[outcome]: [values[place] for place in shown] for outcome, values in known.items()}
	return bars([rows[place]["group"] for place in shown], series, [BLUE, GREEN, ORANGE])


def summary(total: dict) -> list[dict]:
	return [
		figure(_("Pupils"), total["pupils"]),
		figure(_("Check-ins: mean change"), change_with_interval(total), "Data"),
		figure(_("Effect size"), total["check_in_effect"], "Float"),
		figure(_("Attendance: change"), total["attendance_change"], "Float"),
		figure(_("Attainment: change"), total["attainment_change"], "Float"),
	]


def change_with_interval(total: dict) -> str | None:
	if total["check_in_interval"] is None:
		return None
	return f"{total['check_in_change']} ({total['check_in_interval']})"


def columns(group: str) -> list[dict]:
	return [
		choice("group", _(group)),
		count("pupils", _("Pupils"), 80),
		*_outcome(CHECK_IN, _("Check-ins")),
		*_outcome(ATTENDANCE, _("Attendance")),
		*_outcome(ATTAINMENT, _("Attainment")),
	]


def _outcome(outcome: str, name: str) -> list[dict]:
	return [
		count(f"{outcome}_pupils", _("{0}: pupils").format(name), 140),
		mean(f"{outcome}_before", _("{0}: before").format(name), 150),
		mean(f"{outcome}_since", _("{0}: since").format(name), 150),
		mean(f"{outcome}_change", _("{0}: change").format(name), 150),
		text(f"{outcome}_interval", _("{0}: 95 % interval").format(name), 190),
		mean(f"{outcome}_effect", _("{0}: effect size").format(name), 170, precision=2),
	]
