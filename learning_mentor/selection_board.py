"""The panel's board: open nominations in order of priority, beside mentors with free places."""

import frappe
from frappe.query_builder import Order
from frappe.query_builder.functions import Count
from frappe.utils import cint

from learning_mentor.api.shapes.casework import Board, BoardMentor
from learning_mentor.case_counts import open_case_counts
from learning_mentor.mentor_standing import MentorStanding, standings
from learning_mentor.permissions import require_coordinator, scope
from learning_mentor.selection import TO_DECIDE

LONGEST_PAGE = 200
COLUMNS = (
	"name",
	"student",
	"student_name",
	"program",
	"source",
	"urgency",
	"status",
	"submitted_on",
	"triage_by",
	"priority_score",
	"priority_explanation",
	"nominated_by",
	"safeguarding_concern",
	"safeguarding_released_by",
)


def get_board(
	need: str | None = None,
	program: str | None = None,
	source: str | None = None,
	start: int = 0,
	page_length: int = 50,
) -> Board:
	"""A page of the board. Raises PermissionError unless the session user is a coordinator.

	``{"nominations": [{...COLUMNS, "needs": [{"need", "severity", "points"}], "attendance_percent": float or
	None, "held": bool}], "total": int}``.
	"""
	require_coordinator()
	query = _open_nominations(need, program, source)
	table = frappe.qb.DocType("Mentoring Nomination")
	(total,) = query.select(Count(table.name)).run()[0]
	rows = (
		query.select(*[table[column] for column in COLUMNS])
		.orderby(table.priority_score, order=Order.desc)
		.orderby(table.submitted_on)
		.orderby(table.name)
		.limit(min(max(cint(page_length), 1), LONGEST_PAGE))
		.offset(max(cint(start), 0))
	).run(as_dict=True)
	_add_details(rows)
	return {"nominations": rows, "total": total}


def _open_nominations(need: str | None, program: str | None, source: str | None):
	table = frappe.qb.DocType("Mentoring Nomination")
	query = frappe.qb.from_(table).where(table.status.isin(TO_DECIDE))
	query = scope.narrowed(query, "Mentoring Nomination")
	if program:
		query = query.where(table.program == program)
	if source:
		query = query.where(table.source == source)
	if need:
		rating = frappe.qb.DocType("Mentoring Need Rating")
		rated = (
			frappe.qb.from_(rating)
			.select(rating.parent)
			.where((rating.parenttype == "Mentoring Nomination") & (rating.need == need))
		)
		query = query.where(table.name.isin(rated))
	return query


def _add_details(rows: list[frappe._dict]) -> None:
	names = [row.name for row in rows]
	needs = _needs_of(names)
	attendance = _attendance_of(names)
	for row in rows:
		row.needs = needs.get(row.name, [])
		row.attendance_percent = attendance.get(row.name)
		row.held = bool(row.safeguarding_concern and not row.safeguarding_released_by)


def _needs_of(nominations: list[str]) -> dict[str, list[frappe._dict]]:
	found: dict[str, list[dict]] = {}
	if not nominations:
		return found
	for row in frappe.get_all(
		"Mentoring Need Rating",
		filters={"parenttype": "Mentoring Nomination", "parent": ["in", nominations]},
		fields=["parent", "need", "severity", "points"],
		order_by="points desc, idx asc",
	):
		found.setdefault(row.pop("parent"), []).append(row)
	return found


def _attendance_of(nominations: list[str]) -> dict[str, float | None]:
	if not nominations:
		return {}
	rows = frappe.get_all(
		"Mentoring Selection Record",
		filters={"nomination": ["in", nominations]},
		fields=["nomination", "attendance_percent", "attendance_days"],
		order_by="nomination asc",
	)
	return {row.nomination: row.attendance_percent if row.attendance_days else None for row in rows}


def mentors_with_places() -> list[BoardMentor]:
	"""Mentors of the school (of a trust: of the user's schools), those who can take a case first.

	PermissionError for others than coordinators.

	``[{"name", "mentor_name", "limit", "open_cases", "free_places", "obstacle": text or None}]``.
	"""
	require_coordinator()
	held = open_case_counts()
	of_schools = scope.of_schools("Mentor Profile")
	mentors = [_place(each, held) for each in standings(of_schools, order_by="mentor_name asc")]
	return sorted(mentors, key=lambda mentor: (bool(mentor["obstacle"]), -mentor["free_places"]))


def _place(mentor: MentorStanding, held: dict[str, int]) -> BoardMentor:
	limit, open_cases = mentor.get_caseload_limit(), held.get(mentor.name, 0)
	return {
		"name": mentor.name,
		"mentor_name": mentor.mentor_name,
		"limit": limit,
		"open_cases": open_cases,
		"free_places": max(0, limit - open_cases),
		"obstacle": mentor.get_obstacle(),
	}
