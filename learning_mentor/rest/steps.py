"""Steps of a record that the session user takes: the workflow has to allow them to one of their roles."""

import frappe
from frappe import _
from frappe.model.workflow import get_transitions, get_workflow

from learning_mentor.exceptions import refuse
from learning_mentor.workflow import has_workflow, meaning_of, move_to


def take_step(doctype: str, name: str, status: str, **values):
	"""Take a record to a state that means ``status``, with the values that go with the step. Returns it.

	As `workflow.move_to`, but with the roles of the transition asked. Raises PermissionError for whoever may
	not write the record or take the step, MentoringError when the record does not stand where it begins.
	"""
	doc = frappe.get_doc(doctype, name, for_update=True)
	doc.check_permission("write")
	if has_workflow(doctype):
		_check_way(doc, status)
	doc.update({field: value for field, value in values.items() if value is not None})
	move_to(doc, status)
	return doc


def _check_way(doc, status: str) -> None:
	workflow = get_workflow(doc.doctype)
	meant = {state.state for state in workflow.states if meaning_of(workflow, state.state) == status}
	if any(way.next_state in meant for way in get_transitions(doc, workflow)):
		return
	at = doc.get(workflow.workflow_state_field)
	if any(way.state == at and way.next_state in meant for way in workflow.transitions):
		frappe.throw(_("This step is not yours to take."), frappe.PermissionError)
	refuse(
		_("Status: a record that is {0} cannot become {1} now.").format(_(doc.status), _(status)),
		field="status",
		record=doc.name,
	)
