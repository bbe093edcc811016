"""Time with pupils by mentor, need and setting."""

from frappe import _

from learning_mentor.figures import contact
from learning_mentor.figures.reach import percent
from learning_mentor.figures.time_spent import MENTOR, NEED, SETTING
from learning_mentor.report_parts import BLUE, asked, bars, count, figure, hours, mean, name_of, text, warning
from learning_mentor.translatable import N_

FILTERS = ("from_date", "to_date", "mentor", "need", "program", "setting")
ALL = N_("Mentor, need and setting")
GROUPS = {ALL: contact.GROUPS, "Mentor": (MENTOR,), "Need": (NEED,), "Setting": (SETTING,)}
SHOWN = {MENTOR: ("mentor_name", "Mentor"), NEED: ("need", "Need"), SETTING: ("setting", "Setting")}


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per group, no message, hours by the first group, and a summary.

	``filters``: ``group_by``, ``from_date``, ``to_date``, ``mentor`` (who led), ``need``, ``program``,
	``setting``.
	"""
	groups = GROUPS.get(asked(filters, "group_by").get("group_by") or ALL, contact.GROUPS)
	rows = [_row(row, groups) for row in contact.by(groups, **asked(filters, *FILTERS))]
	return columns(groups), rows, None, chart(rows, groups[0]), summary(rows)


def _row(row: dict, groups: tuple) -> dict:
	names = {SHOWN[group][0]: name_of(row[SHOWN[group][0]]) for group in groups}
	return {**row, **names, "hours": hours(row["minutes"])}


def chart(rows: list[dict], group: str) -> dict | None:
	spent: dict[str, int] = {}
	for row in rows:
		name = row[SHOWN[group][0]]
		spent[name] = spent.get(name, 0) + row["minutes"]
	names = sorted(spent, key=lambda name: -spent[name])
	return bars(names, {_("Hours"): [hours(spent[name]) for name in names]}, [BLUE])


def summary(rows: list[dict]) -> list[dict]:
	"""Sums of the rows, which share no meeting; a pupil may be in several rows, and is not summed."""
	total = {each: sum(row[each] for row in rows) for each in ("planned", "held", "missed", "minutes")}
	return [
		figure(_("Meetings planned"), total["planned"]),
		figure(_("Meetings held"), total["held"], indicator="Green"),
		figure(_("Hours"), hours(total["minutes"]), "Float"),
		figure(_("Held of planned (%)"), percent(total["held"], total["planned"]), "Float"),
		warning(_("Missed"), total["missed"], "Orange"),
	]


def columns(groups: tuple) -> list[dict]:
	return [
		*(text(SHOWN[group][0], _(SHOWN[group][1])) for group in groups),
		count("pupils", _("Pupils"), 80),
		count("planned", _("Planned")),
		count("held", _("Held"), 80),
		count("missed", _("Missed"), 85),
		count("cancelled", _("Cancelled"), 100),
		mean("held_percent", _("Held of planned (%)"), 160),
		mean("hours", _("Hours"), 90),
		count("minutes_in_lessons", _("Minutes of lessons missed"), 190),
	]
