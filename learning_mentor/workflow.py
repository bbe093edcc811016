"""What a workflow's states mean to the code.

States belong to the admin: they can be renamed, added and rerouted in the desk. Each state writes a fixed
``status`` (its ``update_field`` and ``update_value``), and that is all the code reads.
"""

from copy import copy

import frappe
from frappe import _
from frappe.model.docstatus import DocStatus
from frappe.model.workflow import get_transitions, get_workflow, get_workflow_name
from frappe.utils import cint

from learning_mentor.exceptions import MentoringError, WorkflowSetupError


def has_workflow(doctype: str) -> bool:
	return bool(get_workflow_name(doctype))


def follow_state(doc) -> None:
	"""Set ``status`` to what the document's workflow state stands for.

	Without an active workflow the status is the caller's to set. A status that was changed on its own, past
	the workflow, is refused (MentoringError).
	"""
	if not has_workflow(doc.doctype):
		return
	workflow = get_workflow(doc.doctype)
	field = workflow.workflow_state_field
	if not doc.get(field):
		doc.set(field, workflow.states[0].state)
	meaning = meaning_of(workflow, doc.get(field))
	if meaning and meaning != doc.status:
		_refuse_status_past_workflow(doc, field)
		doc.status = meaning


def meaning_of(workflow, state: str) -> str | None:
	for row in workflow.states:
		if row.state == state and row.update_field == "status":
			return row.update_value
	return None


def _refuse_status_past_workflow(doc, state_field: str) -> None:
	before = doc.get_doc_before_save()
	if before and before.status != doc.status and before.get(state_field) == doc.get(state_field):
		frappe.throw(
			_("Status is set by the workflow: use one of its actions instead of writing it."), MentoringError
		)


def move_to(doc, status: str) -> None:
	"""Take the workflow's way from the document's state to one that means ``status``, and save.

	For moves that the code makes on somebody's behalf after checking their right to it: the roles of the
	transition are not asked. Raises WorkflowSetupError when the workflow has no such way.
	"""
	target_docstatus = None
	if has_workflow(doc.doctype):
		workflow = get_workflow(doc.doctype)
		state = _next_state(workflow, doc, status)
		doc.set(workflow.workflow_state_field, state.state)
		target_docstatus = cint(state.doc_status)
	doc.status = status
	doc.flags.moved_by_code = True
	if target_docstatus == DocStatus.submitted() and doc.docstatus == DocStatus.draft():
		doc.submit()
	else:
		doc.save()


def go_to(doc, status: str) -> None:
	"""Set the status and save, past the workflow's transitions.

	For what happens outside the school and cannot be refused: an answer that has arrived.
	"""
	enter(doc, status)
	doc.flags.moved_by_code = True
	doc.save()


def enter(doc, status: str) -> None:
	"""Set the status, and with it a workflow state that stands for it, without saving.

	For cancelling, which Frappe does past the workflow's transitions, and for what others decide.
	"""
	doc.status = status
	if not has_workflow(doc.doctype):
		return
	workflow = get_workflow(doc.doctype)
	if meaning_of(workflow, doc.get(workflow.workflow_state_field)) == status:
		return
	for row in workflow.states:
		if row.update_field == "status" and row.update_value == status:
			doc.set(workflow.workflow_state_field, row.state)
			return


def tell_change(doc, before: str) -> None:
	"""Let follow what follows a save with another status (webhooks), for one that was written past `save`.

	``before`` is the status that the document had.
	"""
	if doc.status == before:
		return
	earlier = copy(doc)
	earlier.status = before
	doc._doc_before_save = earlier
	doc.run_method("on_change")


def _next_state(workflow, doc, status: str):
	"""The row of the state with this meaning that a transition reaches from the document's state."""
	current = doc.get(workflow.workflow_state_field)
	reachable = {row.next_state for row in workflow.transitions if row.state == current}
	for row in workflow.states:
		if row.state in reachable and row.update_field == "status" and row.update_value == status:
			return row
	frappe.throw(
		_(
			"Workflow {0} has no transition from {1} to a state that sets Status to {2}: an admin adds it."
		).format(frappe.bold(workflow.name), frappe.bold(_(current)), frappe.bold(_(status))),
		WorkflowSetupError,
	)


def action_to(doc, status: str) -> str | None:
	"""The session user's action that leads the document to a state meaning ``status``, if there is one."""
	workflow = get_workflow(doc.doctype)
	meant = {row.state for row in workflow.states if meaning_of(workflow, row.state) == status}
	actions = [row.action for row in get_transitions(doc, workflow) if row.next_state in meant]
	return actions[0] if actions else None


class FollowsWorkflow:
	"""Mixin of documents with a ``status`` that a workflow sets."""

	def validate_workflow(self) -> None:
		"""Frappe asks whether the user's roles allow the transition; not for moves made by `move_to`."""
		if not self.flags.moved_by_code:
			super().validate_workflow()

	def status_before(self) -> str | None:
		"""Status as the database has it; None for a new document."""
		before = self.get_doc_before_save()
		return before.status if before else None

	def has_moved_to(self, *statuses: str) -> bool:
		"""Whether this save takes the document into one of the statuses from another one."""
		return self.status in statuses and self.status_before() != self.status

	def takes_step(self, way: dict[str, tuple], refusal: str) -> bool:
		"""Whether this save changes the status: by a way of the record's own, however a workflow is drawn.

		``way`` has for each status those it may be reached from (None: a new record). Raises MentoringError
		with ``refusal``, which has a place for the status before and one for that after.
		"""
		before = self.status_before()
		if before == self.status:
			return False
		if before not in way[self.status]:
			frappe.throw(refusal.format(_(before or "new"), _(self.status)), MentoringError)
		return True

	def keep_server_fields(self, fieldnames: tuple[str, ...]) -> None:
		"""Undo what a caller wrote into fields that only the server sets."""
		before = self.get_doc_before_save()
		for fieldname in fieldnames:
			self.set(fieldname, before.get(fieldname) if before else None)
