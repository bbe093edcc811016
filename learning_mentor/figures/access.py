"""Equality of access: who is nominated and accepted, against the school's pupils."""

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Count, Max, Sum
from pypika import Case

from learning_mentor.figures.nominations import NOMINATION
from learning_mentor.figures.reach import CATEGORY, GENDER, YEAR_GROUP, chosen, percent, readable, year_of
from learning_mentor.figures.small_groups import hidden, is_small
from learning_mentor.permissions import scope, sees_every_pupil

GROUPS = (YEAR_GROUP, GENDER, CATEGORY)
FIGURES = ("pupils", "nominated", "accepted")
RATES = ("nominated_percent", "accepted_percent", "ratio")


def by(group: str = GENDER, **filters) -> dict:
	"""A school year's pupils by year group, gender or student category, the largest group first.

	``filters``: ``academic_year`` (default: the current one), and no other, see `small_groups`. Returns
	``{"academic_year", "total": row, "groups": [row]}``; row: ``group``, ``pupils`` (enrolled),
	``nominated``, ``accepted``, ``nominated_percent`` (of the pupils), ``accepted_percent`` (of those
	nominated), ``ratio`` (the share nominated, over the share of all other pupils: 1 is alike), and
	``hidden``: names of the figures that are None because they tell of a few. Raises PermissionError for
	whoever does not see every pupil.
	"""
	if not sees_every_pupil():
		frappe.throw(
			_("Only coordinators and safeguarding leads compare the whole school."), frappe.PermissionError
		)
	year = year_of(filters)
	rows = sorted(_counts(group, year), key=lambda row: (-row["pupils"], row["group"]))
	total = {"group": None} | {figure: sum(row[figure] for row in rows) for figure in FIGURES}
	_add_rates(rows, total)
	_hide(rows)
	_hide_total(total)
	return {"academic_year": year, "total": total, "groups": rows}


def _counts(group: str, year: str) -> list[dict]:
	enrolled, nominated = _enrolled(year).as_("enrolled"), _nominated(year).as_("nominated")
	pupil = frappe.qb.DocType("Student")
	name = chosen(
		group, {YEAR_GROUP: enrolled.program, GENDER: pupil.gender, CATEGORY: enrolled.student_category}
	)
	query = (
		frappe.qb.from_(enrolled)
		.join(pupil)
		.on(pupil.name == enrolled.student)
		.left_join(nominated)
		.on(nominated.student == enrolled.student)
		.select(
			name.as_("group"),
			Count(pupil.name).as_("pupils"),
			Count(nominated.student).as_("nominated"),
			Coalesce(Sum(nominated.accepted), 0).as_("accepted"),
		)
		.groupby(name)
	)
	return scope.narrowed(query, "Student").run(as_dict=True)


def _enrolled(year: str):
	"""Each pupil of the year once. Read as the system: counted are pupils of the school, whoever asks."""
	row = frappe.qb.DocType("Program Enrollment")
	return (
		frappe.qb.from_(row)
		.select(
			row.student,
			Max(row.program).as_("program"),
			Max(row.student_category).as_("student_category"),
		)
		.where((row.docstatus == 1) & (row.academic_year == year))
		.groupby(row.student)
	)


def _nominated(year: str):
	nomination = frappe.qb.DocType(NOMINATION)
	accepted = Case().when(nomination.status == "Accepted", 1).else_(0)
	return (
		frappe.qb.from_(nomination)
		.select(nomination.student, Max(accepted).as_("accepted"))
		.where((nomination.status != "Draft") & (nomination.academic_year == year) & readable(NOMINATION))
		.groupby(nomination.student)
	)


def _add_rates(rows: list[dict], total: dict) -> None:
	for row in (*rows, total):
		row["accepted"] = int(row["accepted"])
		row["nominated_percent"] = percent(row["nominated"], row["pupils"])
		row["accepted_percent"] = percent(row["accepted"], row["nominated"])
		row["ratio"] = _ratio(row, total)
		row["hidden"] = []


def _ratio(row: dict, total: dict) -> float | None:
	others, nominated = (total[figure] - row[figure] for figure in ("pupils", "nominated"))
	if not (row["pupils"] and others and nominated):
		return None
	return round((row["nominated"] / row["pupils"]) / (nominated / others), 2)


def _hide(rows: list[dict]) -> None:
	"""Small numbers, and small numbers of those who were nominated and not accepted."""
	pupils, nominated, accepted = ([row[figure] for row in rows] for figure in FIGURES)
	places = {"pupils": hidden(pupils)}
	places["nominated"] = hidden(nominated, also=places["pupils"])
	left = {place for place, number in enumerate(nominated) if is_small(number - accepted[place])}
	places["accepted"] = hidden(accepted, also=places["nominated"] | left)
	for figure, found in places.items():
		for place in found:
			_blank(rows[place], figure)


def _hide_total(total: dict) -> None:
	not_accepted = total["nominated"] - total["accepted"]
	for figure in FIGURES:
		if is_small(total[figure]):
			_blank(total, figure)
	if is_small(not_accepted) and total["accepted"] is not None:
		_blank(total, "accepted")


def _blank(row: dict, figure: str) -> None:
	row["hidden"].append(figure)
	row[figure] = None
	for rate in RATES if figure != "accepted" else ("accepted_percent",):
		row[rate] = None
