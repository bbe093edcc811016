"""Four eyes: who may approve a plan, whichever way they write."""

import frappe
import pytest
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError

from learning_mentor.api import plans as api
from learning_mentor.exceptions import FourEyesError, MentoringError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def deputy():
	return make.make_coordinator(make.SECOND_COORDINATOR).name


def by_mentor(plan):
	return make.mentor_user(plan)


def test_a_coordinator_who_wrote_the_plan_cannot_approve_it(as_user, deputy):
	case = make.make_case()
	with as_user(make.COORDINATOR):
		plan = make.new_plan(case).insert()
		make.act(plan, "Send for Approval")
		with pytest.raises(FourEyesError):
			make.act(plan, "Approve Plan")
	plan.reload()
	with as_user(deputy):
		make.act(plan, "Approve Plan")
	assert plan.approved_by == deputy


def test_a_coordinator_who_changed_the_text_cannot_approve_it(as_user):
	plan = make.make_plan()
	with as_user(make.COORDINATOR):
		plan.summary = "Another aim"
		plan.save()
	with as_user(by_mentor(plan)):
		make.act(plan, "Send for Approval")
	with as_user(make.COORDINATOR), pytest.raises(FourEyesError):
		make.act(plan, "Approve Plan")


def test_who_asked_for_approval_cannot_give_it(as_user):
	plan = make.make_plan()
	with as_user(make.COORDINATOR):
		make.act(plan, "Send for Approval")
		with pytest.raises(FourEyesError):
			make.act(plan, "Approve Plan")


def test_an_author_cannot_approve_by_writing_the_state(as_user, deputy):
	"""What a REST PUT, `set_value`, bulk edit and a data import do: save with the state in the document."""
	case = make.make_case()
	with as_user(make.COORDINATOR):
		plan = make.new_plan(case).insert()
		make.act(plan, "Send for Approval")
		plan.workflow_state = "Pending Guardian Agreement"
		with pytest.raises(FourEyesError):
			plan.save()


def test_administrator_is_no_exception(as_user):
	case = make.make_case()
	plan = make.new_plan(case).insert()
	frappe.get_doc("User", "Administrator").add_roles("Mentoring Coordinator")
	make.act(plan, "Send for Approval")
	with pytest.raises(FourEyesError):
		make.act(plan, "Approve Plan")


def test_the_mentor_cannot_approve(as_user):
	plan = make.make_plan(status="Pending Approval")
	with as_user(by_mentor(plan)):
		with pytest.raises(WorkflowTransitionError):
			make.act(plan, "Approve Plan")
		plan.workflow_state = "Pending Guardian Agreement"
		with pytest.raises((WorkflowPermissionError, FourEyesError)):
			plan.save()


def test_names_of_author_and_approver_cannot_be_written(as_user):
	case = make.make_case()
	with as_user(make.COORDINATOR):
		plan = make.new_plan(
			case, prepared_by="Guest", authors="Guest", approved_by=make.COORDINATOR
		).insert()
		assert (plan.prepared_by, plan.authors, plan.approved_by) == (
			make.COORDINATOR,
			make.COORDINATOR,
			None,
		)
		plan.update({"prepared_by": "Guest", "authors": "Guest", "requested_by": "Guest"}).save()
		make.act(plan, "Send for Approval")
		plan.authors = ""
		with pytest.raises(FourEyesError):
			make.act(plan, "Approve Plan")


def test_an_author_of_an_earlier_version_cannot_approve_the_next(as_user, deputy):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		plan.decision_comment = "A new start"
		plan.save()
		make.act(plan, "Cancel Plan")
	frappe.db.set_value(plan.doctype, plan.name, "authors", deputy)
	with as_user(by_mentor(plan)):
		draft = frappe.get_doc(plan.doctype, api.amend(plan.name)["name"])
		make.act(draft, "Send for Approval")
	with as_user(deputy), pytest.raises(FourEyesError):
		make.act(draft, "Approve Plan")


@pytest.mark.parametrize("status", ["Pending Guardian Agreement", "Active", "Completed"])
def test_the_status_cannot_be_written_on_its_own(as_user, status):
	plan = make.make_plan(status="Pending Approval")
	plan.status = status
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="set by the workflow"):
		plan.save()


def test_a_plan_cannot_be_submitted_past_approval(as_user):
	for status in ("Draft", "Pending Approval", "Pending Guardian Agreement"):
		plan = make.make_plan(status=status)
		plan.docstatus = 1
		with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="cannot be submitted by itself"):
			plan.save()


def test_a_plan_cannot_start_life_approved():
	with pytest.raises((WorkflowPermissionError, frappe.PermissionError)):
		make.make_plan(workflow_state="Active")


def test_without_a_workflow_the_rules_still_hold(as_user):
	plan = make.make_plan(status="Pending Approval")
	frappe.get_doc("Workflow", "Mentoring Action Plan").update({"is_active": 0}).save()
	with as_user(by_mentor(plan)):
		plan.status = "Pending Guardian Agreement"
		with pytest.raises(frappe.PermissionError):
			plan.save()
		plan.reload()
		plan.status = "Active"
		with pytest.raises((MentoringError, frappe.PermissionError)):
			plan.save()
	plan.reload()
	with as_user(make.COORDINATOR):
		plan.status = "Pending Guardian Agreement"
		plan.save()
	assert plan.approved_by == make.COORDINATOR
