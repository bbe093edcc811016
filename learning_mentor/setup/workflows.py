"""Workflows that a new site starts with. Admins change them in the desk; they are never overwritten.

A state is ``(label, status, docstatus, style, role that edits)``: the code reads the status alone.
A transition is ``(from, action, to, role)``.
"""

from typing import NamedTuple

import frappe

from learning_mentor.permissions import COORDINATOR, MENTOR, SAFEGUARDING_LEAD

TEACHER = "Instructor"
PASTORAL = "Academics User"
FEW = (COORDINATOR, SAFEGUARDING_LEAD)


class WorkflowSeed(NamedTuple):
	document_type: str
	states: tuple[tuple[str, str, int, str, str], ...]
	transitions: tuple[tuple[str, str, str, str], ...]


def _by_nominators(state: str, action: str, to: str) -> tuple[tuple[str, str, str, str], ...]:
	roles = (TEACHER, PASTORAL, MENTOR, SAFEGUARDING_LEAD, COORDINATOR)
	return tuple((state, action, to, role) for role in roles)


def _by_casework(
	state: str, action: str, to: str, roles: tuple[str, ...] = (MENTOR, COORDINATOR)
) -> tuple[tuple[str, str, str, str], ...]:
	return tuple((state, action, to, role) for role in roles)


OPEN_REFERRALS = (
	*("Draft", "Awaiting Consent", "Ready", "Sent", "Acknowledged"),
	*("Accepted", "Declined", "More Information", "In Progress"),
)


def _edited_in_casework(state: str, style: str) -> tuple[tuple[str, str, int, str, str], ...]:
	"""A state in which mentors and coordinators edit: Frappe takes a row for each role."""
	return tuple((state, state, 0, style, role) for role in (MENTOR, COORDINATOR))


WORKFLOWS = (
	WorkflowSeed(
		"Mentoring Nomination",
		states=(
			("Draft", "Draft", 0, "", "All"),
			("Submitted", "Submitted", 0, "Info", COORDINATOR),
			("Under Review", "Under Review", 0, "Primary", COORDINATOR),
			("Waiting List", "Waiting List", 0, "Warning", COORDINATOR),
			("Accepted", "Accepted", 0, "Success", COORDINATOR),
			("Declined", "Declined", 0, "Danger", COORDINATOR),
			("Withdrawn", "Withdrawn", 0, "Inverse", COORDINATOR),
		),
		transitions=(
			*_by_nominators("Draft", "Submit Nomination", "Submitted"),
			*_by_nominators("Draft", "Withdraw", "Withdrawn"),
			*_by_nominators("Submitted", "Withdraw", "Withdrawn"),
			("Submitted", "Start Panel Review", "Under Review", COORDINATOR),
			("Under Review", "Accept", "Accepted", COORDINATOR),
			("Under Review", "Put on Waiting List", "Waiting List", COORDINATOR),
			("Under Review", "Decline", "Declined", COORDINATOR),
			("Waiting List", "Accept", "Accepted", COORDINATOR),
			("Waiting List", "Decline", "Declined", COORDINATOR),
			("Waiting List", "Start Panel Review", "Under Review", COORDINATOR),
			("Declined", "Start Panel Review", "Under Review", COORDINATOR),
		),
	),
	WorkflowSeed(
		"Mentoring Action Plan",
		states=(
			("Draft", "Draft", 0, "", MENTOR),
			("Pending Approval", "Pending Approval", 0, "Warning", COORDINATOR),
			("Returned", "Returned", 0, "Danger", MENTOR),
			("Pending Guardian Agreement", "Pending Guardian Agreement", 0, "Info", COORDINATOR),
			("Active", "Active", 1, "Success", MENTOR),
			("Under Review", "Under Review", 1, "Primary", MENTOR),
			("Completed", "Completed", 1, "Inverse", COORDINATOR),
			("Cancelled", "Cancelled", 2, "Danger", COORDINATOR),
		),
		transitions=(
			("Draft", "Send for Approval", "Pending Approval", MENTOR),
			("Draft", "Send for Approval", "Pending Approval", COORDINATOR),
			("Returned", "Send for Approval", "Pending Approval", MENTOR),
			("Returned", "Send for Approval", "Pending Approval", COORDINATOR),
			("Pending Approval", "Approve Plan", "Pending Guardian Agreement", COORDINATOR),
			("Pending Approval", "Return to Author", "Returned", COORDINATOR),
			("Pending Guardian Agreement", "Record Agreement", "Active", COORDINATOR),
			("Pending Guardian Agreement", "Return to Author", "Returned", COORDINATOR),
			("Active", "Start Review", "Under Review", MENTOR),
			("Active", "Start Review", "Under Review", COORDINATOR),
			("Under Review", "Finish Review", "Active", MENTOR),
			("Under Review", "Finish Review", "Active", COORDINATOR),
			("Under Review", "Complete Plan", "Completed", MENTOR),
			("Under Review", "Complete Plan", "Completed", COORDINATOR),
			("Active", "Cancel Plan", "Cancelled", MENTOR),
			("Active", "Cancel Plan", "Cancelled", COORDINATOR),
		),
	),
	WorkflowSeed(
		"Mentoring Home Visit",
		states=(
			*_edited_in_casework("Planned", ""),
			*_edited_in_casework("Approved", "Primary"),
			*_edited_in_casework("Under Way", "Warning"),
			*_edited_in_casework("Completed", "Success"),
			*_edited_in_casework("No Access", "Danger"),
			*_edited_in_casework("Cancelled", "Inverse"),
		),
		transitions=(
			("Planned", "Approve Visit", "Approved", COORDINATOR),
			*_by_casework("Planned", "Confirm Visit", "Approved", (MENTOR,)),
			*_by_casework("Approved", "Plan Again", "Planned"),
			*_by_casework("Approved", "Check In", "Under Way"),
			*_by_casework("Under Way", "Check Out", "Completed"),
			*_by_casework("Under Way", "No Access", "No Access"),
			*_by_casework("Planned", "Cancel Visit", "Cancelled"),
			*_by_casework("Approved", "Cancel Visit", "Cancelled"),
		),
	),
	WorkflowSeed(
		"Mentoring Transition Plan",
		states=(
			*_edited_in_casework("Draft", ""),
			*_edited_in_casework("Agreed", "Primary"),
			*_edited_in_casework("Shared", "Info"),
			*_edited_in_casework("Received", "Success"),
			*_edited_in_casework("Settled", "Inverse"),
		),
		transitions=(
			*_by_casework("Draft", "Agree Plan", "Agreed"),
			*_by_casework("Agreed", "Revise Plan", "Draft"),
			*_by_casework("Agreed", "Share with School", "Shared"),
			*_by_casework("Shared", "Stop Sharing", "Draft"),
			*_by_casework("Shared", "Record Receipt", "Received"),
			*_by_casework("Received", "Pupil has Settled", "Settled"),
		),
	),
	WorkflowSeed(
		"Mentoring Referral",
		states=(
			*_edited_in_casework("Draft", ""),
			*_edited_in_casework("Awaiting Consent", "Warning"),
			*_edited_in_casework("Ready", "Primary"),
			*_edited_in_casework("Sent", "Info"),
			*_edited_in_casework("Acknowledged", "Info"),
			*_edited_in_casework("Accepted", "Success"),
			*_edited_in_casework("Declined", "Danger"),
			*_edited_in_casework("More Information", "Warning"),
			*_edited_in_casework("In Progress", "Success"),
			*_edited_in_casework("Closed", "Inverse"),
		),
		transitions=(
			*_by_casework("Draft", "Ask for Consent", "Awaiting Consent"),
			*_by_casework("Awaiting Consent", "Take Back", "Draft"),
			*_by_casework("Ready", "Take Back", "Draft"),
			*_by_casework("Ready", "Send Referral", "Sent"),
			*_by_casework("Sent", "Record Acknowledgement", "Acknowledged"),
			*_by_casework("Sent", "Record Acceptance", "Accepted"),
			*_by_casework("Acknowledged", "Record Acceptance", "Accepted"),
			*_by_casework("Sent", "Record Decline", "Declined"),
			*_by_casework("Acknowledged", "Record Decline", "Declined"),
			*_by_casework("Sent", "Record Question", "More Information"),
			*_by_casework("Acknowledged", "Record Question", "More Information"),
			*_by_casework("More Information", "Send Again", "Sent"),
			*_by_casework("Accepted", "Work Has Begun", "In Progress"),
			*(row for state in OPEN_REFERRALS for row in _by_casework(state, "Close Referral", "Closed")),
		),
	),
	WorkflowSeed(
		"Mentoring Event",  # whether it is Open or Full follows from its places: no transition says so
		states=(
			*_edited_in_casework("Planned", ""),
			*_edited_in_casework("Open", "Success"),
			*_edited_in_casework("Full", "Primary"),
			*_edited_in_casework("Running", "Warning"),
			*_edited_in_casework("Done", "Inverse"),
			*_edited_in_casework("Cancelled", "Danger"),
		),
		transitions=(
			("Planned", "Approve Event", "Open", COORDINATOR),
			*_by_casework("Planned", "Open Event", "Open", (MENTOR,)),
			*(row for state in ("Open", "Full") for row in _by_casework(state, "Plan Again", "Planned")),
			*(row for state in ("Open", "Full") for row in _by_casework(state, "Start Event", "Running")),
			*(
				row
				for state in ("Open", "Full", "Running")
				for row in _by_casework(state, "Finish Event", "Done")
			),
			*(
				row
				for state in ("Planned", "Open", "Full", "Running")
				for row in _by_casework(state, "Cancel Event", "Cancelled")
			),
		),
	),
)


def add_workflows() -> None:
	"""Make the workflow of each doctype that has none of any kind."""
	for seed in WORKFLOWS:
		if not frappe.db.exists("Workflow", {"document_type": seed.document_type}):
			_add_workflow(seed)


def _add_workflow(seed: WorkflowSeed) -> None:
	for label, _status, _docstatus, style, _role in seed.states:
		_add_if_absent("Workflow State", label, {"workflow_state_name": label, "style": style})
	for _from, action, _to, _role in seed.transitions:
		_add_if_absent("Workflow Action Master", action, {"workflow_action_name": action})
	by_many = _reached_by_many(seed)
	frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": seed.document_type,
			"document_type": seed.document_type,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			"states": [
				{**_state(*state), "is_optional_state": int(state[0] in by_many)} for state in seed.states
			],
			"transitions": [_transition(*transition) for transition in seed.transitions],
		}
	).insert(ignore_permissions=True)  # setup runs before anybody has a role


def _reached_by_many(seed: WorkflowSeed) -> set[str]:
	"""States that others than a school's few coordinators and leads bring about.

	Frappe writes a Workflow Action for whoever might take a step, and for that asks with each save for the
	right of every user with the role, several queries for each colleague who has none. States marked as
	optional are left out; who is next is told by `learning_mentor.notify`.
	"""
	return {to for _from, _action, to, role in seed.transitions if role not in FEW}


def _state(label: str, status: str, docstatus: int, _style: str, role: str) -> dict:
	return {
		"state": label,
		"doc_status": str(docstatus),
		"update_field": "status",
		"update_value": status,
		"allow_edit": role,
	}


def _transition(state: str, action: str, next_state: str, role: str) -> dict:
	return {
		"state": state,
		"action": action,
		"next_state": next_state,
		"allowed": role,
		"allow_self_approval": 1,  # the four-eyes rule is the controller's
	}


def _add_if_absent(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert(
			ignore_permissions=True  # setup runs before anybody has a role
		)


def remove_workflows() -> None:
	"""Take our workflows away; states and actions stay where another workflow uses them."""
	for seed in WORKFLOWS:
		for name in frappe.get_all(
			"Workflow", filters={"document_type": seed.document_type}, pluck="name", order_by="name"
		):
			frappe.delete_doc("Workflow", name, force=True)
	_remove_unused("Workflow State", {state[0] for seed in WORKFLOWS for state in seed.states} - FRAPPES_OWN)
	_remove_unused("Workflow Action Master", {row[1] for seed in WORKFLOWS for row in seed.transitions})


FRAPPES_OWN = {"Approved"}  # every new site has it

USED_IN = {
	"Workflow State": (
		("Workflow Document State", "state"),
		("Workflow Transition", "state"),
		("Workflow Transition", "next_state"),
	),
	"Workflow Action Master": (("Workflow Transition", "action"),),
}


def _remove_unused(doctype: str, names: set[str]) -> None:
	for name in sorted(names):
		used = any(frappe.db.exists(child, {field: name}) for child, field in USED_IN[doctype])
		if not used:
			frappe.delete_doc_if_exists(doctype, name, force=True)
