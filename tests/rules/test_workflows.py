"""States belong to the admin: the code goes on when they are renamed, added or rerouted."""

import frappe
import pytest

from learning_mentor import portal, selection
from learning_mentor.exceptions import MentoringError, WorkflowSetupError
from learning_mentor.setup.workflows import add_workflows
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def make_state(label: str) -> str:
	if not frappe.db.exists("Workflow State", label):
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": label}).insert()
	return label


def rename_state(workflow, old: str, new: str) -> None:
	make_state(new)
	for row in workflow.states:
		row.state = new if row.state == old else row.state
	for row in workflow.transitions:
		row.state = new if row.state == old else row.state
		row.next_state = new if row.next_state == old else row.next_state
	workflow.save()


def test_renamed_states_change_nothing_for_the_code(as_user):
	workflow = frappe.get_doc("Workflow", "Mentoring Action Plan")
	for old, new in (("Active", "In Kraft"), ("Pending Guardian Agreement", "Wartet auf Familie")):
		rename_state(workflow, old, new)
	guardian = make.make_portal_guardian()
	plan = make.make_plan(make.make_case(make.make_student(guardian)), status="Pending Guardian Agreement")
	assert (plan.workflow_state, plan.status) == ("Wartet auf Familie", "Pending Guardian Agreement")
	with as_user(guardian.user):
		portal.agree(plan.name, "A Parent")
	plan.reload()
	assert (plan.workflow_state, plan.status, plan.docstatus) == ("In Kraft", "Active", 1)


def test_an_added_state_works_through_its_status(as_user):
	add_a_look_of_the_head()
	plan = make.make_plan(status="Pending Approval")
	assert (plan.workflow_state, plan.status) == ("Head Looks", "Pending Approval")
	with as_user(make.COORDINATOR):
		make.act(plan, "Approve Plan")
	assert (plan.status, plan.approved_by) == ("Pending Guardian Agreement", make.COORDINATOR)


def add_a_look_of_the_head() -> None:
	"""A state between sending and approval, as an admin adds one in the desk."""
	workflow = frappe.get_doc("Workflow", "Mentoring Action Plan")
	make_state("Head Looks")
	workflow.append(
		"states",
		{
			"state": "Head Looks",
			"doc_status": "0",
			"update_field": "status",
			"update_value": "Pending Approval",
			"allow_edit": "Mentoring Coordinator",
		},
	)
	for row in workflow.transitions:
		if row.action == "Send for Approval":
			row.next_state = "Head Looks"
	workflow.append(
		"transitions",
		{
			"state": "Head Looks",
			"action": "Approve Plan",
			"next_state": "Pending Guardian Agreement",
			"allowed": "Mentoring Coordinator",
		},
	)
	workflow.save()


def test_a_route_past_the_guardian_needs_settings_to_allow_it(as_user):
	workflow = frappe.get_doc("Workflow", "Mentoring Action Plan")
	for row in workflow.transitions:
		if row.action == "Approve Plan":
			row.next_state = "Active"
	workflow.save()
	plan = make.make_plan(status="Pending Approval")
	with as_user(make.COORDINATOR), pytest.raises(frappe.ValidationError, match="agreed"):
		make.act(plan, "Approve Plan")
	plan.reload()
	frappe.get_doc("Mentoring Settings").update({"require_guardian_agreement": 0}).save()
	with as_user(make.COORDINATOR):
		make.act(plan, "Approve Plan")
	assert (plan.status, plan.docstatus, plan.approved_by) == ("Active", 1, make.COORDINATOR)


def test_a_route_past_approval_is_refused(as_user):
	workflow = frappe.get_doc("Workflow", "Mentoring Action Plan")
	for row in workflow.transitions:
		if row.action == "Send for Approval":
			row.next_state = "Pending Guardian Agreement"
	workflow.save()
	plan = make.make_plan()
	with as_user(make.mentor_user(plan)), pytest.raises(MentoringError, match="has not been approved"):
		make.act(plan, "Send for Approval")


def test_a_missing_way_is_told_to_the_admin_and_writes_nothing(as_user):
	workflow = frappe.get_doc("Workflow", "Mentoring Nomination")
	workflow.transitions = [row for row in workflow.transitions if row.action != "Accept"]
	workflow.save()
	nomination, mentor = make.make_nomination(status="Under Review"), make.make_mentor()
	with (
		as_user(make.COORDINATOR),
		pytest.raises(WorkflowSetupError, match=r"no transition from .*Under Review"),
	):
		selection.accept(nomination.name, mentor.name)
	assert not frappe.db.exists("Mentoring Case", {"nomination": nomination.name})


def test_an_admin_s_workflow_is_never_overwritten():
	workflow = frappe.get_doc("Workflow", "Mentoring Action Plan")
	workflow.transitions = workflow.transitions[:3]
	workflow.save()
	add_workflows()
	assert len(frappe.get_doc("Workflow", "Mentoring Action Plan").transitions) == 3
	assert frappe.db.count("Workflow", {"document_type": "Mentoring Action Plan"}) == 1
