"""What all figures have in common: whose rows are counted, in which days, and in which groups."""

from datetime import date
from typing import NoReturn

import frappe
from frappe import _
from frappe.desk.reportview import build_match_conditions
from frappe.query_builder.functions import Coalesce, Max, Sum
from frappe.utils import add_days, getdate
from pypika import Case
from pypika.analytics import RowNumber
from pypika.enums import Order
from pypika.terms import Criterion, CustomFunction

from learning_mentor import education_records
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions.scope import SqlCondition
from learning_mentor.translatable import N_

CASE, SESSION = "Mentoring Case", "Mentoring Session"
NEED, YEAR_GROUP, GENDER, CATEGORY = N_("Need"), N_("Year group"), N_("Gender"), N_("Student category")
GROUPS = (NEED, YEAR_GROUP, GENDER, CATEGORY)

DateDiff = CustomFunction("DATEDIFF", ["later", "earlier"])
TimestampDiff = CustomFunction("TIMESTAMPDIFF", ["unit", "earlier", "later"])
StdDevSample = CustomFunction("STDDEV_SAMP", ["term"])


def readable(doctype: str) -> Criterion:
	"""The condition on a doctype's table that a list of it has for the session user, in a query of ours.

	It holds on the table under its own name, not under an alias. Raises PermissionError for whoever may read
	no row of it by role.
	"""
	sql = build_match_conditions(doctype)
	return SqlCondition(sql or "1=1")


def days_of(filters: dict) -> tuple[date, date]:
	"""First day and the day after the last of ``from_date`` to ``to_date``.

	Without them: the current academic year until today. Raises MentoringError when the days are reversed.
	"""
	last = getdate(filters.get("to_date"))
	first = getdate(filters["from_date"]) if filters.get("from_date") else _start_of_year(last)
	if last < first:
		frappe.throw(_("To must not be before From."), MentoringError)
	return first, getdate(add_days(last, 1))


def within(column, days: tuple[date, date]):
	"""The condition that a date or moment is in the days, as `days_of` gives them."""
	first, until = days
	return (column >= first) & (column < until)


def _start_of_year(day: date) -> date:
	year = education_records.current_academic_year()
	start = frappe.db.get_value("Academic Year", year, "year_start_date") if year else None
	return min(getdate(start), day) if start else day.replace(month=1, day=1)


def year_of(filters: dict) -> str:
	"""``academic_year`` of the filters, else the current one. Raises MentoringError where there is none."""
	year = filters.get("academic_year") or education_records.current_academic_year()
	if not year:
		frappe.throw(_("Academic year is missing: choose the year to look at."), MentoringError)
	return year


def main_need(cases: list[str] | None = None):
	"""Query ``case, need``: the need with the highest severity of each case, the first of equals.

	Of all cases, or of ``cases`` alone: MariaDB ranks what it is given before it joins.
	"""
	row = frappe.qb.DocType("Mentoring Need Rating")
	place = RowNumber().over(row.parent).orderby(row.severity, order=Order.desc).orderby(row.idx)
	rated = row.parenttype == CASE
	if cases is not None:
		rated &= row.parent.isin(cases or [""])
	ranked = frappe.qb.from_(row).select(row.parent, row.need, place.as_("place")).where(rated).as_("ranked")
	return (
		frappe.qb.from_(ranked)
		.select(ranked.parent.as_("case"), ranked.need.as_("need"))
		.where(ranked.place == 1)
	)


def category_of_pupils(academic_year: str | None):
	"""Query ``student, category``: the student category of the pupils' enrolment in a year."""
	row = frappe.qb.DocType("Program Enrollment")
	return (
		frappe.qb.from_(row)
		.select(row.student.as_("student"), Max(row.student_category).as_("category"))
		.where((row.docstatus == 1) & (row.academic_year == academic_year))
		.groupby(row.student)
	)


def grouped(query, case, by: str, academic_year: str | None = None) -> tuple:
	"""``(query, column)``: a query of cases that can be grouped by ``column``, one of `GROUPS`.

	Each case is in one group: that of its main need, or what its pupil's enrolment and record say.
	Raises MentoringError for another group.
	"""
	if by == YEAR_GROUP:
		return query, case.program
	if by == NEED:
		need = main_need().as_("main_need")
		return query.left_join(need).on(need.case == case.name), need.need
	if by == GENDER:
		pupil = frappe.qb.DocType("Student")
		return query.left_join(pupil).on(pupil.name == case.student), pupil.gender
	if by == CATEGORY:
		enrolled = category_of_pupils(academic_year).as_("enrolled")
		return query.left_join(enrolled).on(enrolled.student == case.student), enrolled.category
	refuse_group(GROUPS)


def number_of(condition):
	"""The number of rows on which a condition holds; None of no rows."""
	return Sum(Case().when(condition, 1).else_(0))


def whole_numbers(row: dict, figures) -> None:
	"""MariaDB's sums are decimals, and None of no rows: make them numbers to count with."""
	for figure in figures:
		row[figure] = int(row[figure] or 0)


def number_columns(stages: dict[str, tuple], status) -> list:
	"""A column for each stage: how many rows have one of its statuses."""
	return [number_of(status.isin(statuses)).as_(stage) for stage, statuses in stages.items()]


def chosen(group: str, columns: dict):
	"""The column of a group, with rows of no group under an empty name. Raises MentoringError for another."""
	if group not in columns:
		refuse_group(columns)
	return Coalesce(columns[group], "")


def refuse_group(groups) -> NoReturn:
	"""Raise MentoringError: what was chosen is none of these groups."""
	names = ", ".join(_(name) for name in groups)
	frappe.throw(_("Group by: choose one of {0}.").format(names), MentoringError)


def narrowed(query, filters: dict, columns: dict):
	"""The query with the filters that are set, each on its column."""
	for fieldname, column in columns.items():
		if filters.get(fieldname):
			query = query.where(column == filters[fieldname])
	return query


def percent(part: float | None, whole: float | None) -> float | None:
	"""0-100 with one decimal; None of nothing."""
	return round(100 * float(part or 0) / float(whole), 1) if whole else None


def rounded(value, decimals: int = 1) -> float | None:
	return None if value is None else round(float(value), decimals)
