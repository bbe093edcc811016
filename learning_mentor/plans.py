"""Finding the plan that a case works by, and its targets."""

import frappe


def plan_in_force(case: str) -> str | None:
	"""Name of the plan of a case that is active or under review; None without one."""
	return frappe.db.get_value(
		"Mentoring Action Plan", {"case": case, "status": ["in", ("Active", "Under Review")]}, "name"
	)


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
