"""Transition plans: the way of a plan, and what is locked on it."""

import frappe
import pytest
from frappe.utils import getdate, today

from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import consent
from tests import factories as make
from tests import transition_factories as transitions
from tests.transition_factories import PLAN


@pytest.fixture
def case(db):
	return transitions.make_case()


@pytest.fixture
def draft(case):
	return transitions.make_plan(case)


def test_a_plan_goes_its_way(case):
	plan = transitions.make_plan(case)
	transitions.agree(plan, pupil=("share_works", "share_steps"))
	for status in ("Agreed", "Shared", "Received", "Settled"):
		transitions.move(plan, status)
		assert plan.status == status
	assert plan.shared_by == make.mentor_user(case)
	assert plan.shared_sections == "What works, Checklist"
	assert getdate(plan.received_on) == getdate(plan.settled_on) == getdate()
	assert plan.open_for is None


def test_a_step_of_the_way_is_not_skipped(draft, as_user):
	transitions.agree(draft)
	frappe.db.delete("Workflow", {"document_type": PLAN})
	frappe.clear_cache(doctype=PLAN)
	with as_user(make.mentor_user(draft)):
		draft.status = "Shared"
		with pytest.raises(MentoringError, match="cannot become"):
			draft.save()


def test_a_status_written_past_the_workflow_is_refused(draft, as_user):
	transitions.agree(draft)
	with as_user(make.mentor_user(draft)), pytest.raises(MentoringError, match="set by the workflow"):
		draft.update({"status": "Agreed"}).save()


@pytest.mark.parametrize("field", ["contact_name", "contact_email"])
def test_sharing_needs_somebody_to_receive_it(case, as_user, field):
	plan = transitions.make_plan(case, status="Agreed", **{field: None})
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError, match="Who receives it"):
		make.act(plan, "Share with School")


def test_a_receipt_says_who_and_how_and_the_link_is_not_staff_s(case, as_user):
	plan = transitions.make_plan(case, status="Shared")
	with as_user(make.mentor_user(case)):
		with pytest.raises(MentoringError, match="Received by"):
			make.act(plan, "Record Receipt")
		plan.reload()
		plan.update({"received_by": "Dana Reed", "received_how": "Link"}).save()
		with pytest.raises(MentoringError, match="for the next school to use"):
			make.act(plan, "Record Receipt")


def test_nobody_settles_before_the_move_or_without_words(case, as_user):
	plan = transitions.make_plan(case, status="Received")
	with as_user(make.mentor_user(case)):
		plan.update({"settled_note": "Fine"}).save()
		with pytest.raises(MentoringError, match="lies ahead"):
			make.act(plan, "Pupil has Settled")
		plan.reload()
		plan.update({"settled_note": " ", "transfer_date": today()}).save()
		with pytest.raises(MentoringError, match="has settled is missing"):
			make.act(plan, "Pupil has Settled")


def test_agreed_words_are_locked_at_every_step(case, as_user):
	plan = transitions.make_plan(case)
	transitions.agree(plan)
	for status in transitions.ACTIONS:
		transitions.move(plan, status)
		for field in consent.CONTENT:
			with as_user(make.mentor_user(case)), pytest.raises(LockedTextError, match="revise it"):
				plan.update({field: "Other words"}).save()
			plan.reload()


def test_the_address_is_locked_once_the_pack_is_out(case, as_user):
	plan = transitions.make_plan(case, status="Agreed")
	with as_user(make.mentor_user(case)):
		plan.update({"contact_email": "new@hill.example.com"}).save()
	transitions.move(plan, "Shared")
	with as_user(make.mentor_user(case)), pytest.raises(LockedTextError):
		plan.update({"contact_email": "other@hill.example.com"}).save()


@pytest.mark.parametrize("party", ["Pupil", "Guardian"])
@pytest.mark.parametrize("status", ["Agreed", "Shared"])
def test_a_withdrawn_consent_takes_the_plan_back(case, as_user, status, party):
	plan = transitions.make_plan(case, status=status)
	transitions.withdraw(plan, party)
	plan.reload()
	assert (plan.status, plan.workflow_state) == ("Draft", "Draft")
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError, match="withdrawn the consent"):
		make.act(plan, "Agree Plan")


def test_consent_withdrawn_in_the_same_save_stops_the_sharing(case, as_user):
	plan = transitions.make_plan(case, status="Agreed")
	with as_user(make.mentor_user(case)):
		plan.consents[0].update({"withdrawn_on": today(), "withdrawn_how": "In person"})
		plan.workflow_state = "Shared"
		with pytest.raises(MentoringError, match="withdrawn the consent"):
			plan.save()


def test_the_server_s_fields_are_not_the_caller_s(draft, as_user):
	with as_user(make.mentor_user(draft)):
		draft.update({"question": "Who?", "shared_on": today(), "family_asked_on": today()}).save()
	assert (draft.question, draft.shared_on, draft.family_asked_on) == (None, None, None)


def test_no_answer_without_a_question(draft, as_user):
	with as_user(make.mentor_user(draft)), pytest.raises(MentoringError, match="has not asked anything"):
		draft.update({"answer": "Yes"}).save()


def test_others_do_not_see_a_plan(draft, as_user):
	for user in (make.make_mentor().user, make.make_teacher().name):
		with as_user(user):
			assert not frappe.has_permission(PLAN, "read", doc=draft)
	with as_user(make.COORDINATOR):
		assert frappe.has_permission(PLAN, "read", doc=draft)
