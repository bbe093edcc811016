"""For guardians: who is asking comes from the session, never from an argument."""

import frappe

from learning_mentor import limits, portal
from learning_mentor.api.shapes.families import Child, PlanInWords
from learning_mentor.rest.idempotency import once_per_key


@frappe.whitelist(methods=["GET"])
def my_children() -> list[Child]:
	"""The signed-in guardian's children with their plans: see `learning_mentor.portal.my_children`."""
	return portal.my_children()


@frappe.whitelist(methods=["GET"])
def plan(name: str) -> PlanInWords:
	"""One plan in plain words: see `learning_mentor.portal.get_plan`. 404 when hidden or missing."""
	return portal.get_plan(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def agree(name: str, typed_name: str, comment: str | None = None) -> None:
	"""Agree to the plan ``name`` by typing one's name. 404 when hidden, 417 when it awaits no answer."""
	portal.agree(name, typed_name, comment)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def ask_for_change(name: str, comment: str) -> None:
	"""Send the plan ``name`` back with a comment. 404 when hidden, 417 when it awaits no answer."""
	portal.ask_for_change(name, comment)
