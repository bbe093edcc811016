"""Doing things as the people of the school do them, by the ways that they have in the desk."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.model.workflow import apply_workflow, get_transitions, get_workflow

from learning_mentor.exceptions import WorkflowSetupError


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""Be this user for a while; whoever was before is again after it."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


def go(doctype: str, name: str, status: str) -> None:
	"""Use the action of the workflow that leads to a state with this status, if the session user has one.

	Raises WorkflowSetupError where the site's workflow gives the user no such action.
	"""
	doc = frappe.get_doc(doctype, name)
	stands_for = {
		state.state: state.update_value
		for state in get_workflow(doctype).states
		if state.update_field == "status"
	}
	for transition in get_transitions(doc):
		if stands_for.get(transition["next_state"]) == status:
			apply_workflow(doc, transition["action"])
			return
	raise WorkflowSetupError(f"{frappe.session.user} has no action that takes {doctype} to {status}")
