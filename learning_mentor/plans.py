"""Finding the plan that a case works by."""

import frappe


def plan_in_force(case: str) -> str | None:
	"""Name of the plan of a case that is active or under review; None without one."""
	return frappe.db.get_value(
		"Mentoring Action Plan", {"case": case, "status": ["in", ("Active", "Under Review")]}, "name"
	)
