import frappe
import pytest
from frappe.utils import add_days, getdate, today

from learning_mentor.api import plans as api
from learning_mentor.exceptions import AlreadyOpenError, LockedTextError, MentoringError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def by_mentor(plan):
	return make.mentor_user(plan)


def test_a_plan_takes_pupil_and_mentor_from_its_case_whatever_the_caller_says():
	case, other = make.make_case(), make.make_case()
	plan = make.make_plan(case, student=other.student, mentor=other.mentor)
	assert (plan.student, plan.mentor, plan.version_number) == (case.student, case.mentor, 1)


def test_a_mentor_cannot_write_a_plan_for_the_case_of_another(as_user):
	case, other = make.make_case(), make.make_case()
	with as_user(make.mentor_user(other)), pytest.raises(frappe.PermissionError):
		make.new_plan(case).insert()


def test_a_plan_without_targets_is_refused():
	with pytest.raises(MentoringError, match="Targets is empty"):
		make.make_plan(targets=[])


def test_more_targets_than_settings_allow_are_refused():
	with pytest.raises(MentoringError, match="4 are too many, the limit is 3"):
		make.make_plan(targets=[make.target() for _ in range(4)])


def test_a_target_whose_goal_is_its_baseline_is_refused():
	with pytest.raises(MentoringError, match="Goal equals Baseline"):
		make.make_plan(targets=[make.target(baseline=5, target_value=5)])


def test_a_target_that_is_due_in_the_past_cannot_be_sent(as_user):
	plan = make.make_plan(targets=[make.target(due_date=add_days(today(), -1))])
	with as_user(by_mentor(plan)), pytest.raises(MentoringError, match="Due is in the past"):
		make.act(plan, "Send for Approval")


def test_a_case_has_one_open_plan_at_a_time():
	plan = make.make_plan()
	with pytest.raises(AlreadyOpenError, match=plan.name):
		make.make_plan(frappe.get_doc("Mentoring Case", plan.case))


def test_the_whole_way_to_an_active_plan_is_kept_in_the_history():
	plan = make.make_plan(status="Active")
	assert (plan.status, plan.docstatus) == ("Active", 1)
	assert [row.decision for row in plan.decisions] == [
		"Approval requested",
		"Approved",
		"Agreement recorded",
	]
	assert [row.decided_by for row in plan.decisions] == [by_mentor(plan), make.COORDINATOR, make.COORDINATOR]
	assert plan.decisions[-1].comment == make.PAPER_AGREEMENT["decision_comment"]
	assert getdate(plan.review_date) == getdate(add_days(today(), 42))


# Author and approver


# Past the workflow


# Locked text


@pytest.mark.parametrize(
	"status", ["Pending Approval", "Pending Guardian Agreement", "Active", "Under Review"]
)
def test_text_that_was_sent_is_locked_for_everybody(as_user, status):
	plan = make.make_plan(status=status)
	for user in (by_mentor(plan), make.COORDINATOR):
		with as_user(user):
			plan.reload()
			plan.summary = "Changed"
			with pytest.raises((LockedTextError, frappe.UpdateAfterSubmitError)):
				plan.save()
			plan.reload()
			plan.targets[0].target_text = "Changed"
			with pytest.raises((LockedTextError, frappe.UpdateAfterSubmitError)):
				plan.save()
			plan.reload()
			plan.append("targets", make.target())
			with pytest.raises((LockedTextError, frappe.UpdateAfterSubmitError)):
				plan.save()


def test_a_row_cannot_be_saved_or_deleted_past_its_plan(as_user):
	plan = make.make_plan(status="Pending Approval")
	row = frappe.get_doc("Mentoring Plan Target", plan.targets[0].name)
	with as_user(by_mentor(plan)):
		row.target_text = "Changed"
		with pytest.raises(frappe.PermissionError):
			row.save()
		with pytest.raises(frappe.PermissionError):
			frappe.delete_doc("Mentoring Plan Target", row.name)


def test_text_cannot_be_changed_while_cancelling(as_user):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		plan.update({"decision_comment": "No longer needed", "summary": "Changed", "docstatus": 2})
		with pytest.raises(LockedTextError):
			plan.save()


def test_the_history_cannot_be_rewritten(as_user):
	plan = make.make_plan(status="Pending Approval")
	with as_user(make.COORDINATOR):
		plan.decisions[0].decided_by_name = "Somebody else"
		plan.append("decisions", {"decision": "Approved", "decided_by": make.COORDINATOR})
		plan.save()
	plan.reload()
	assert [row.decision for row in plan.decisions] == ["Approval requested"]
	assert plan.decisions[0].decided_by_name != "Somebody else"


# Returning, agreeing


def test_returning_needs_a_comment_that_is_kept(as_user):
	plan = make.make_plan(status="Pending Approval")
	with as_user(make.COORDINATOR):
		with pytest.raises(MentoringError, match="say what should change"):
			make.act(plan, "Return to Author")
		plan.reload()
		plan.update({"decision_comment": "Make it smaller"}).save()
		make.act(plan, "Return to Author")
	assert (plan.status, plan.decisions[-1].comment, plan.decision_comment) == (
		"Returned",
		"Make it smaller",
		None,
	)
	with as_user(by_mentor(plan)):
		plan.update({"summary": "A smaller aim"}).save()
		make.act(plan, "Send for Approval")
	assert plan.status == "Pending Approval"


def test_returning_takes_the_approval_back(as_user):
	plan = make.make_plan(status="Pending Guardian Agreement")
	with as_user(make.COORDINATOR):
		plan.update({"decision_comment": "The family asked on the phone"}).save()
		make.act(plan, "Return to Author")
	assert (plan.approved_by, plan.approved_on) == (None, None)


def test_agreement_on_paper_names_who_and_how(as_user):
	plan = make.make_plan(status="Pending Guardian Agreement")
	with as_user(make.COORDINATOR):
		with pytest.raises(MentoringError, match="enter who agreed"):
			make.act(plan, "Record Agreement")
		plan.reload()
		plan.update({"agreed_name": "A Parent", "agreed_how": "Portal"}).save()
		with pytest.raises(MentoringError, match="In person, On paper or By phone"):
			make.act(plan, "Record Agreement")
		plan.reload()
		plan.update({"agreed_how": "By phone", "agreed_on": add_days(today(), 1)}).save()
		with pytest.raises(MentoringError, match="in the future"):
			make.act(plan, "Record Agreement")


def test_with_a_portal_account_the_coordinator_says_why_it_was_not_used(as_user):
	case = make.make_case(make.make_student(make.make_portal_guardian()))
	plan = make.make_plan(case, status="Pending Guardian Agreement")
	with as_user(make.COORDINATOR):
		plan.update({"agreed_name": "A Parent", "agreed_how": "By phone"}).save()
		with pytest.raises(MentoringError, match="portal account"):
			make.act(plan, "Record Agreement")
		plan.reload()
		plan.update({"decision_comment": "The phone is broken"}).save()
		make.act(plan, "Record Agreement")
	assert plan.status == "Active"


def test_a_mentor_cannot_write_the_agreement(as_user):
	plan = make.make_plan(status="Pending Guardian Agreement")
	with as_user(by_mentor(plan)):
		plan.update({"agreed_name": "A Parent", "agreed_how": "By phone"}).save()
	assert frappe.db.get_value(plan.doctype, plan.name, "agreed_name") is None


# Reviews and versions


def test_a_review_carries_progress_and_moves_the_date(as_user):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		answer = api.record_review(plan.name, [make.review_row(value=6)])
	plan.reload()
	assert answer == {"status": "Active", "review_date": add_days(getdate(), 42)}
	target = plan.targets[0]
	assert (target.current_value, target.progress, target.status) == (6, 50, "On Track")
	assert plan.reviews[0].reviewed_by == by_mentor(plan)
	assert [row.decision for row in plan.decisions][-2:] == ["Review started", "Review finished"]


def test_progress_cannot_be_written_outside_a_review(as_user):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		plan.targets[0].progress = 100
		plan.targets[0].status = "Achieved"
		plan.save()
		plan.reload()
		assert (plan.targets[0].progress, plan.targets[0].status) == (0, "Not Started")
		plan.append("reviews", make.review_row())
		with pytest.raises(MentoringError, match="start a review"):
			plan.save()


def test_a_review_reviews_each_open_target(as_user):
	plan = make.make_plan(status="Under Review", targets=[make.target(), make.target()])
	with as_user(by_mentor(plan)):
		plan.append("reviews", make.review_row(1))
		plan.save()
		with pytest.raises(MentoringError, match="add a row for target 2"):
			make.act(plan, "Finish Review")


def test_review_rows_are_never_changed_or_removed(as_user):
	plan = make.make_plan(status="Under Review")
	with as_user(by_mentor(plan)):
		plan.append("reviews", make.review_row())
		plan.save()
		plan.reviews[0].value = 10
		with pytest.raises((LockedTextError, frappe.UpdateAfterSubmitError)):
			plan.save()
		plan.reload()
		plan.set("reviews", [])
		with pytest.raises(LockedTextError):
			plan.save()


def test_a_review_of_a_target_that_is_not_there_is_refused(as_user):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)), pytest.raises(MentoringError, match="no target 7"):
		api.record_review(plan.name, [make.review_row(7)])


def test_a_plan_is_completed_by_a_review(as_user):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		api.record_review(plan.name, [make.review_row(value=10, status="Achieved")], complete=True)
	plan.reload()
	assert (plan.status, plan.targets[0].progress) == ("Completed", 100)
	assert make.make_plan(frappe.get_doc("Mentoring Case", plan.case)).version_number == 1


def test_cancelling_needs_a_reason_and_amending_makes_the_next_version(as_user):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		with pytest.raises(MentoringError, match="say why the plan is cancelled"):
			make.act(plan, "Cancel Plan")
		plan.reload()
		plan.update({"decision_comment": "A new start"}).save()
		make.act(plan, "Cancel Plan")
		draft = frappe.get_doc(plan.doctype, api.amend(plan.name)["name"])
	assert (plan.status, plan.docstatus, plan.workflow_state) == ("Cancelled", 2, "Cancelled")
	assert (draft.version_number, draft.status, draft.amended_from) == (2, "Draft", plan.name)
	assert (draft.approved_by, draft.agreed_name, draft.decisions, draft.reviews) == (None, None, [], [])
	assert draft.summary == plan.summary


def test_the_next_version_is_a_draft_where_the_site_runs_tests_too(as_user, monkeypatch):
	"""Frappe's copy of a document keeps ``docstatus`` there; its workers run so wherever ``CI`` is set."""
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		plan.update({"decision_comment": "A new start"}).save()
		make.act(plan, "Cancel Plan")
		monkeypatch.setitem(frappe.local.flags, "in_test", True)
		draft = frappe.get_doc(plan.doctype, api.amend(plan.name)["name"])
	assert (draft.docstatus, {target.docstatus for target in draft.targets}) == (0, {0})


def test_a_plan_cancelled_past_the_workflow_has_its_status(as_user):
	plan = make.make_plan(status="Active")
	with as_user(by_mentor(plan)):
		plan.update({"decision_comment": "A new start"}).save()
		plan.cancel()
	assert (plan.status, plan.workflow_state) == ("Cancelled", "Cancelled")
