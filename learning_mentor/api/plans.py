"""Action plans: sending, approving, returning, agreeing, reviewing. `/api/resource` works beside these."""

import frappe

from learning_mentor.api.arguments import as_rows
from learning_mentor.workflow import move_to

REVIEW_FIELDS = ("target_number", "value", "target_status", "next_step", "comment")


@frappe.whitelist(methods=["POST"])
def record_review(plan: str, rows: list, complete: bool = False) -> dict:
	"""Record a whole review at once: start it, add a row per target, finish it (or complete the plan).

	``rows`` is ``[{"target_number", "value", "target_status", "next_step", "comment"?, "reviewed_on"?}]``.
	Returns ``{"status", "review_date"}``. All or nothing; 403 for whoever may not write the plan.
	"""
	doc = frappe.get_doc("Mentoring Action Plan", plan)
	doc.check_permission("write")
	if doc.status == "Active":
		move_to(doc, "Under Review")
		doc = frappe.get_doc("Mentoring Action Plan", plan)
	for row in as_rows(rows, "rows"):
		doc.append("reviews", {field: row.get(field) for field in REVIEW_FIELDS})
		doc.reviews[-1].reviewed_on = row.get("reviewed_on") or frappe.utils.today()
	move_to(doc, "Completed" if frappe.utils.sbool(complete) else "Active")
	return {"status": doc.status, "review_date": doc.review_date}


@frappe.whitelist(methods=["POST"])
def amend(plan: str) -> dict:
	"""A new draft from a cancelled plan, as its next version. Returns ``{"name"}``."""
	doc = frappe.get_doc("Mentoring Action Plan", plan)
	doc.check_permission("amend")
	draft = frappe.copy_doc(doc, ignore_no_copy=False)
	draft.amended_from = doc.name
	draft.insert()
	return {"name": draft.name}
