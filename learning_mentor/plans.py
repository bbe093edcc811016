"""Finding the plan that a case works by, and its targets."""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import notify
from learning_mentor.job_marks import claim_once, not_done
from learning_mentor.notices import kinds
from learning_mentor.scheduled import each_alone

PLAN = "Mentoring Action Plan"
IN_FORCE = ("Active", "Under Review")


def plan_in_force(case: str) -> str | None:
	"""Name of the plan of a case that is active or under review; None without one."""
	return frappe.db.get_value("Mentoring Action Plan", {"case": case, "status": ["in", IN_FORCE]}, "name")


def target_texts(plan: str | None) -> dict[int, str]:
	"""Text of each target of a plan by its number."""
	if not plan:
		return {}
	rows = frappe.get_all(
		"Mentoring Plan Target",
		filters={"parent": plan, "parenttype": "Mentoring Action Plan"},
		fields=["idx", "target_text"],
		order_by="idx asc",
	)
	return {row.idx: row.target_text or "" for row in rows}


def due(day: date) -> list[frappe._dict]:
	"""Plans in force whose review is due, nobody reminded of it yet: ``name, mentor, review_date``."""
	plan = frappe.qb.DocType(PLAN)
	query = (
		frappe.qb.from_(plan)
		.select(plan.name, plan.mentor, plan.review_date)
		.where(plan.status.isin(IN_FORCE) & (plan.review_date <= day))
	)
	mark = ("plan review ", plan.name, " ", plan.review_date)
	return not_done(query, *mark, order=("review_date", "name"))


def remind(day: date | None = None) -> None:
	"""Remind mentors of the reviews that are due on ``day`` (default: today), once for each review date."""
	each_alone(due(getdate(day)), remind_of, "Review of plan {0.name}")


def remind_of(row: frappe._dict) -> bool:
	"""Remind of one, in the caller's transaction. Returns whether nobody had."""
	if not claim_once(f"plan review {row.name} {row.review_date}"):
		return False
	user = notify.user_of(row.mentor)
	notify.tell([user], kinds.PLAN_REVIEW_DUE, frappe._dict(doctype=PLAN, name=row.name))
	return True
