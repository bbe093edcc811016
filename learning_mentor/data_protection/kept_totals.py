"""Sessions in totals: by year, need and setting, of live records and of those that were disposed of.

The totals of disposed records name no pupil, mentor or day, and cannot be taken apart again.
"""

import frappe
from frappe.query_builder.functions import Coalesce, Count, Sum
from frappe.utils import add_days, cint
from pypika import Case
from pypika.functions import Cast
from pypika.terms import CustomFunction

from learning_mentor.figures import reach
from learning_mentor.permissions import scope
from learning_mentor.unique import locked_or_new

TOTAL = "Mentoring Kept Total"
KEY, FIGURES = ("academic_year", "need", "setting"), ("pupils", "sessions", "minutes")

CalendarYear = CustomFunction("YEAR", ["moment"])


def of_sessions(
	student: str | None = None,
	names: list[str] | None = None,
	academic_year: str | None = None,
	need: str | None = None,
) -> dict[tuple, dict]:
	"""``(academic year, need, setting)`` -> ``{"pupils", "sessions", "minutes"}`` of held sessions.

	Of all sessions, or of one pupil's ``names``; of one year or need where named. The need is the heaviest
	one of the case. MariaDB adds up: what comes here is a row for each key, however many sessions there are.
	"""
	session = frappe.qb.DocType(reach.SESSION)
	main_need = reach.main_need(_cases_of(names) if student else None).as_("main_need")
	key = (_year_of(session.starts_on), Coalesce(main_need.need, ""), Coalesce(session.session_type, ""))
	query = (
		frappe.qb.from_(session)
		.left_join(main_need)
		.on(main_need.case == session.case)
		.select(*[column.as_(f"of_{field}") for field, column in zip(KEY, key, strict=True)])
		.select(Count(session.student).distinct().as_("pupils"), Count(session.name).as_("sessions"))
		.select(Sum(session.duration).as_("minutes"))
		.where(session.status == "Held")
		.groupby(*key)
	)
	query = reach.narrowed(query, {"year": academic_year, "need": need}, {"year": key[0], "need": key[1]})
	if student:
		query = query.where((session.student == student) & session.name.isin(names or [""]))
	else:
		query = scope.narrowed(query, reach.SESSION)
	return {tuple(row[: len(KEY)]): _figures(row[len(KEY) :]) for row in query.run()}


def _figures(values: tuple) -> dict[str, int]:
	return {figure: cint(value) for figure, value in zip(FIGURES, values, strict=True)}


def _cases_of(sessions: list[str] | None) -> list[str]:
	named = {"name": ["in", sessions or [""]]}
	return frappe.get_all(reach.SESSION, named, pluck="case", distinct=True, order_by="case")


def _year_of(moment):
	"""The academic year that a moment is in, the earliest of several; outside of all the calendar year."""
	academic_year, calendar_year = Case(), Cast(CalendarYear(moment), "CHAR")
	years = frappe.get_all(
		"Academic Year", fields=["name", "year_start_date", "year_end_date"], order_by="year_start_date asc"
	)
	for year in years:
		days = (year.year_start_date, add_days(year.year_end_date, 1))
		academic_year = academic_year.when(reach.within(moment, days), year.name)
	return academic_year.else_(calendar_year) if years else calendar_year


def keep(student: str, sessions: list[str]) -> None:
	"""Add a pupil's sessions to the totals that stay, in the transaction that deletes them."""
	school = scope.school_of(student)
	for key, figures in of_sessions(student, sessions).items():
		_add(key, figures, school)


def _add(key: tuple, figures: dict, school: str | None) -> None:
	joined = " | ".join((school, *key) if school else key)[:140]
	total = locked_or_new(TOTAL, {"key": joined})
	total.update({"key": joined, "school": school, **dict(zip(KEY, key, strict=True))})
	for figure in FIGURES:
		total.set(figure, cint(total.get(figure)) + figures[figure])
	total.flags.written_by_code = True
	# a version would tell what one pupil added
	total.save(ignore_permissions=True, ignore_version=True)  # nobody may write totals; disposal is checked


def all_totals(academic_year: str | None = None, need: str | None = None) -> list[dict]:
	"""``[{"academic_year", "need", "setting", "pupils", "sessions", "minutes"}]``, live and kept, by year.

	Of one year or need where named, each just as it is written.
	"""
	wanted = {"academic_year": academic_year, "need": need}
	wanted = {field: value for field, value in wanted.items() if value}
	totals = of_sessions(academic_year=academic_year, need=need)
	for row in frappe.get_all(
		TOTAL, {**scope.of_schools(TOTAL), **wanted}, [*KEY, *FIGURES], order_by="academic_year asc"
	):
		total = totals.setdefault(tuple(row[field] or "" for field in KEY), dict.fromkeys(FIGURES, 0))
		for figure in FIGURES:
			total[figure] += row[figure]
	rows = [{**dict(zip(KEY, key, strict=True)), **totals[key]} for key in sorted(totals, reverse=True)]
	return [row for row in rows if all(row[field] == value for field, value in wanted.items())]
