"""Ideas for home: the strategies that were chosen for a family, as one sheet to read, print and hand on.

They come from the plan that is in force and from what was left at home visits.
"""

import frappe
from frappe.utils import today

from learning_mentor import guardians, pdf, plans, strategies
from learning_mentor.api.shapes.common import Idea
from learning_mentor.portal import require_guardian
from learning_mentor.visits import families as visit_families

HOME = "Home"
PLAN, VISIT, ROW = "Mentoring Action Plan", "Mentoring Home Visit", "Mentoring Visit Advice"
FILE_TITLE = "ideas-for-home"


def for_staff(case: str) -> dict:
	"""The sheet of a case: ``{"first_name", "ideas": [idea]}``. PermissionError for others' cases.

	An idea is as `strategies.for_family` has it.
	"""
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("read")
	visits = frappe.get_all(
		VISIT, {"case": case, "status": visit_families.AFTERWARDS}, pluck="name", order_by="starts_on desc"
	)
	first_name = frappe.db.get_value("Student", doc.student, "first_name")
	return {"first_name": first_name, "ideas": _ideas(plans.plan_in_force(case), visits)}


def for_guardian() -> list[dict]:
	"""As `for_staff`, for each child of the session guardian for whom there are ideas.

	Of home visits those alone that the guardian was told of. PermissionError for whoever is no guardian.
	"""
	guardian = require_guardian()
	children = guardians.children_of(guardian)
	seen = visit_families.of_children([child.name for child in children], guardian)
	sheets = []
	for child in children:
		visits = [visit["name"] for visit in seen.get(child.name, []) if not visit["is_ahead"]]
		sheets.append({"first_name": child.first_name, "ideas": _ideas(_plan_of(child.name), visits)})
	return [sheet for sheet in sheets if sheet["ideas"]]


def _plan_of(student: str) -> str | None:
	case = frappe.db.get_value("Mentoring Case", {"open_for": student}, "name")
	return case and plans.plan_in_force(case)


def _ideas(plan: str | None, visits: list[str]) -> list[Idea]:
	"""Each strategy once, those of the plan first; the words to the family are of the latest visit."""
	at_visits = _of_visits(visits)
	words = {row.strategy: row.words_to_family for row in reversed(at_visits) if row.words_to_family}
	order = dict.fromkeys([*_of_plan(plan), *(row.strategy for row in at_visits)])
	return [strategies.for_family(strategy, words.get(strategy)) for strategy in order]


def _of_plan(plan: str | None) -> list[str]:
	return (
		plan
		and frappe.get_all(
			"Mentoring Plan Target",
			filters={"parent": plan, "parenttype": PLAN, "setting": HOME},
			pluck="strategy",
			order_by="idx asc",
		)
	) or []


def _of_visits(visits: list[str]) -> list:
	rows = visits and frappe.get_all(
		ROW,
		filters={"parent": ["in", visits], "parenttype": VISIT},
		fields=["parent", "strategy", "words_to_family"],
		order_by="idx asc",
	)
	return sorted(rows or [], key=lambda row: visits.index(row.parent))


def sheet(sheets: list[dict]) -> bytes:
	"""The PDF of one or more sheets, a page for each child."""
	return pdf.make_pdf("advice", {"sheets": sheets, "day": today()})
