"""Sessions in totals: by year, need and setting, of live records and of those that were disposed of.

The totals of disposed records name no pupil, mentor or day, and cannot be taken apart again.
"""

import frappe
from frappe.utils import cint, getdate

from learning_mentor.permissions import scope
from learning_mentor.unique import locked_or_new

TOTAL = "Mentoring Kept Total"
FIGURES = ("pupils", "sessions", "minutes")


def of_sessions(student: str | None = None, names: list[str] | None = None) -> dict[tuple, dict]:
	"""``(academic year, need, setting)`` -> ``{"pupils", "sessions", "minutes"}`` of held sessions.

	Of all sessions, or of one pupil's ``names``. The need is the heaviest one of the case.
	"""
	session = frappe.qb.DocType("Mentoring Session")
	query = (
		frappe.qb.from_(session)
		.select(session.case, session.student, session.session_type, session.starts_on, session.duration)
		.where(session.status == "Held")
	)
	if student:
		query = query.where((session.student == student) & session.name.isin(names or [""]))
	else:
		query = scope.narrowed(query, "Mentoring Session")
	needs, years = _needs(), _years()
	totals: dict[tuple, dict] = {}
	pupils: dict[tuple, set] = {}
	for row in query.run(as_dict=True):
		key = (_year(row.starts_on, years), needs.get(row.case, ""), row.session_type or "")
		total = totals.setdefault(key, dict.fromkeys(FIGURES, 0))
		total["sessions"] += 1
		total["minutes"] += cint(row.duration)
		pupils.setdefault(key, set()).add(row.student)
	for key, who in pupils.items():
		totals[key]["pupils"] = len(who)
	return totals


def _needs() -> dict[str, str]:
	"""Case -> its need with the highest severity, the first of equals."""
	rows = frappe.get_all(
		"Mentoring Need Rating",
		filters={"parenttype": "Mentoring Case"},
		fields=["parent", "need"],
		order_by="severity asc, idx desc",
	)
	return {row.parent: row.need for row in rows}


def _years() -> list[tuple]:
	rows = frappe.get_all(
		"Academic Year", fields=["name", "year_start_date", "year_end_date"], order_by="year_start_date asc"
	)
	return [(row.name, row.year_start_date, row.year_end_date) for row in rows]


def _year(moment, years: list[tuple]) -> str:
	day = getdate(moment)
	return next((name for name, first, last in years if first <= day <= last), str(day.year))


def keep(student: str, sessions: list[str]) -> None:
	"""Add a pupil's sessions to the totals that stay, in the transaction that deletes them."""
	school = scope.school_of(student)
	for key, figures in of_sessions(student, sessions).items():
		_add(key, figures, school)


def _add(key: tuple, figures: dict, school: str | None) -> None:
	joined = " | ".join((school, *key) if school else key)[:140]
	total = locked_or_new(TOTAL, {"key": joined})
	named = dict(zip(("academic_year", "need", "setting"), key, strict=True))
	total.update({"key": joined, "school": school, **named})
	for figure in FIGURES:
		total.set(figure, cint(total.get(figure)) + figures[figure])
	total.flags.written_by_code = True
	# a version would tell what one pupil added
	total.save(ignore_permissions=True, ignore_version=True)  # nobody may write totals; disposal is checked


def all_totals() -> list[dict]:
	"""``[{"academic_year", "need", "setting", "pupils", "sessions", "minutes"}]``, live and kept, by year."""
	totals = of_sessions()
	for row in frappe.get_all(
		TOTAL,
		scope.of_schools(TOTAL),
		["academic_year", "need", "setting", *FIGURES],
		order_by="academic_year asc",
	):
		key = (row.academic_year or "", row.need or "", row.setting or "")
		total = totals.setdefault(key, dict.fromkeys(FIGURES, 0))
		for figure in FIGURES:
			total[figure] += row[figure]
	return [
		{"academic_year": year, "need": need, "setting": setting, **totals[year, need, setting]}
		for year, need, setting in sorted(totals, reverse=True)
	]
