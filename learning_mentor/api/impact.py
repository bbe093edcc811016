"""Progress of a case and of a plan, for charts."""

import frappe

from learning_mentor import case_overview, impact, progress, sessions
from learning_mentor.api.shapes.casework import CaseImpact, PlanImpact


@frappe.whitelist(methods=["GET"])
def of_case(case: str) -> CaseImpact:
	"""Check-ins, attendance and results of a case: see `impact.of_case`. 403 for others' cases."""
	return impact.of_case(case)


@frappe.whitelist(methods=["GET"])
def work_on_case(case: str) -> dict:
	"""Targets in force and what happened last: see `case_overview.work_on`. 403 for others' cases."""
	return case_overview.work_on(case)


@frappe.whitelist(methods=["GET"])
def of_plan(plan: str) -> PlanImpact:
	"""``{"targets", "delivery"}`` of a plan: see `progress.targets_with_points` and `sessions.delivery`.

	``delivery`` is None before the first session. 403 for others' plans.
	"""
	doc = frappe.get_doc("Mentoring Action Plan", plan)
	doc.check_permission("read")
	return {
		"targets": progress.targets_with_points(doc),
		"delivery": sessions.delivery([doc.name]).get(doc.name),
	}
