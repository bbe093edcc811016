"""The provision map: who receives what, how much was planned and delivered, what it cost, and the change.

The cost is the adults' time (a group's meeting once, see `time_spent`) at the rate per hour in Settings.
"""

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError
from learning_mentor.figures import impact, reach, time_spent
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.translatable import N_

NEED, YEAR_GROUP, BOTH, PUPIL = N_("Need"), N_("Year group"), N_("Need and year group"), N_("Pupil")
GROUPS = {
	NEED: (time_spent.NEED,),
	YEAR_GROUP: (time_spent.YEAR_GROUP,),
	BOTH: (time_spent.NEED, time_spent.YEAR_GROUP),
	PUPIL: (time_spent.PUPIL, time_spent.NEED, time_spent.YEAR_GROUP),
}
SHOWING_EFFECT = {NEED: "need", YEAR_GROUP: "program"}


def by(group: str = NEED, **filters) -> list[dict]:
	"""Rows by one of `GROUPS` and setting, of the days of an academic year until today.

	``filters``: ``academic_year``, ``need``, ``program``, ``setting``. Row: the group's columns (``need``,
	``program``, ``case`` and ``student_name``), ``setting``, figures of `time_spent`, ``delivered`` (percent
	of the planned minutes), ``cost`` in the school's currency (None without a rate), and, by need or by year
	group, ``change`` and ``effect``: those of check-ins of the group's cases, as `impact.by` has and hides
	them.
	"""
	if group not in GROUPS:
		reach.refuse_group(GROUPS)
	filters["academic_year"] = reach.year_of(filters)
	columns = (*GROUPS[group], time_spent.SETTING)
	rows = time_spent.totals(columns, {**filters, **days_of_year(filters["academic_year"])}, staff=True)
	_add_cost(rows)
	if group in SHOWING_EFFECT:
		_add_effect(rows, group, filters["academic_year"])
	if group == PUPIL:
		_add_names(rows)
	return sorted(rows, key=lambda row: [row.get("student_name") or "", *(row[each] for each in columns)])


def days_of_year(academic_year: str) -> dict:
	"""``from_date`` and ``to_date`` of an academic year."""
	days = frappe.db.get_value("Academic Year", academic_year, ["year_start_date", "year_end_date"])
	if not days:
		frappe.throw(_("Academic year: there is no year {0}.").format(academic_year), MentoringError)
	return dict(zip(("from_date", "to_date"), days, strict=True))


def _add_cost(rows: list[dict]) -> None:
	rate = get_settings().cost_per_hour
	for row in rows:
		row["delivered"] = reach.percent(row["minutes"], row["planned_minutes"])
		row["cost"] = round(rate * row["staff_minutes"] / 60, 2) if rate else None


def _add_effect(rows: list[dict], group: str, academic_year: str) -> None:
	"""By one trait alone: a table by two would give away, beside those by one, what is hidden in them."""
	found = {row["group"]: row for row in impact.by(group, academic_year=academic_year)["groups"]}
	for row in rows:
		cell = found.get(row[SHOWING_EFFECT[group]], {}).get(impact.CHECK_IN, {})
		row["change"], row["effect"] = cell.get("change"), cell.get("effect")


def _add_names(rows: list[dict]) -> None:
	names = dict(
		frappe.get_list(
			reach.CASE,
			filters={"name": ["in", list({row["case"] for row in rows})]},
			fields=["name", "student_name"],
			order_by="name asc",
			limit_page_length=0,
			as_list=True,
		)
	)
	for row in rows:
		row["student_name"] = names.get(row["case"])
