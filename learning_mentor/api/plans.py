"""Action plans: sending, approving, returning, agreeing, reviewing. `/api/resource` works beside these."""

from typing import Annotated

import frappe

from learning_mentor.api.arguments import as_rows
from learning_mentor.api.shapes.casework import PlanReviewed, PlanReviewRow, PlanTarget
from learning_mentor.api.shapes.common import NameAndStatus, Named
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.shapes import Format, Shape
from learning_mentor.rest.steps import take_step
from learning_mentor.workflow import move_to

PLAN = "Mentoring Action Plan"
REVIEW_FIELDS = ("target_number", "value", "target_status", "next_step", "comment")


@frappe.whitelist(methods=["POST"])
@once_per_key
def record_review(
	plan: str, rows: Annotated[list, Shape(list[PlanReviewRow])], complete: bool = False
) -> PlanReviewed:
	"""Record a whole review at once: start it, add a row per target, finish it (or complete the plan).

	``rows`` is ``[{"target_number", "value", "target_status", "next_step", "comment"?, "reviewed_on"?}]``.
	Returns ``{"status", "review_date"}``. All or nothing; 403 for whoever may not write the plan.
	"""
	doc = frappe.get_doc(PLAN, plan)
	doc.check_permission("write")
	if doc.status == "Active":
		move_to(doc, "Under Review")
		doc.reload()
	for row in as_rows(rows, "rows"):
		doc.append("reviews", {field: row.get(field) for field in REVIEW_FIELDS})
		doc.reviews[-1].reviewed_on = row.get("reviewed_on") or frappe.utils.today()
	move_to(doc, "Completed" if frappe.utils.sbool(complete) else "Active")
	return {"status": doc.status, "review_date": doc.review_date}


@frappe.whitelist(methods=["POST"])
@once_per_key
def amend(plan: str) -> Named:
	"""A new draft from a cancelled plan, as its next version. Returns ``{"name"}``."""
	doc = frappe.get_doc(PLAN, plan)
	doc.check_permission("amend")
	draft = frappe.copy_doc(doc, ignore_no_copy=False)
	draft.update({"amended_from": doc.name, "docstatus": 0})  # Frappe's copy keeps it where `in_test` is set
	draft.insert()
	return {"name": draft.name}


@frappe.whitelist(methods=["POST"])
@once_per_key
def draft(case: str, summary: str, targets: Annotated[list, Shape(list[PlanTarget])]) -> NameAndStatus:
	"""Write the plan of a case, to be sent for approval. 403 for others' cases.

	409 when the case has an open plan (named), 417 with the field for bad input.
	"""
	values = {"case": case, "summary": summary, "targets": as_rows(targets, "targets")}
	return _as_answer(frappe.get_doc({"doctype": PLAN, **values}).insert())


@frappe.whitelist(methods=["POST"])
@once_per_key
def send_for_approval(plan: str) -> NameAndStatus:
	"""Send a draft to the coordinators. 403 for others' plans, 417 with what the plan lacks."""
	return _as_answer(take_step(PLAN, plan, "Pending Approval"))


@frappe.whitelist(methods=["POST"])
@once_per_key
def approve(plan: str) -> NameAndStatus:
	"""Approve a plan that awaits it; its guardians are asked next. Coordinators alone.

	403 for others and for whoever wrote in the plan, 417 when it awaits no approval.
	"""
	return _as_answer(take_step(PLAN, plan, "Pending Guardian Agreement"))


@frappe.whitelist(methods=["POST"])
@once_per_key
def return_to_author(plan: str, comment: str) -> NameAndStatus:
	"""Send a plan back with what should change. Coordinators alone. 403, 417 without a comment."""
	return _as_answer(take_step(PLAN, plan, "Returned", decision_comment=comment))


@frappe.whitelist(methods=["POST"])
@once_per_key
def record_agreement(
	plan: str,
	agreed_name: str,
	agreed_how: str,
	agreed_on: Annotated[str, Format("date")],
	agreed_guardian: str | None = None,
	comment: str | None = None,
) -> NameAndStatus:
	"""Record that the family agreed outside the portal; the plan becomes active. Coordinators alone.

	``agreed_how`` is one of the choices of the plan's field; ``comment`` says why a guardian's account was
	not used, where there is one. 403, 417 with what is missing. Guardians agree with `portal.agree`.
	"""
	answer = {"agreed_name": agreed_name, "agreed_how": agreed_how, "agreed_on": agreed_on}
	more = {"agreed_guardian": agreed_guardian, "decision_comment": comment}
	return _as_answer(take_step(PLAN, plan, "Active", **answer, **more))


def _as_answer(doc) -> NameAndStatus:
	return {"name": doc.name, "status": doc.status}
