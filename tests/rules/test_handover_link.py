"""The next school's link: what it shows, the receipt, one question, and what ends it."""

import json

import frappe
import pytest
from frappe.utils import getdate, today

from learning_mentor.exceptions import LinkNotValidError, LockedTextError, MentoringError
from learning_mentor.outside import links as outside_links
from learning_mentor.transition import families as transition_families
from learning_mentor.transition import sharing as transition_sharing
from tests import factories as make
from tests import referral_factories as referrals
from tests import transition_factories as transitions
from tests.transition_factories import ALL, PLAN, TEXTS


@pytest.fixture
def case(db):
	return transitions.make_case()


@pytest.fixture
def plan(case):
	"""A shared plan; the guardian left out what to avoid and the people."""
	plan = transitions.make_plan(case, contact_email=f"{make.unique('school')}@example.com")
	transitions.agree(plan, guardian=ALL[:3])
	for status in ("Agreed", "Shared"):
		transitions.move(plan, status)
	return plan


@pytest.fixture
def key(plan):
	return last_key(plan)


def last_key(plan) -> str:
	return referrals.keys_mailed(plan.contact_email)[-1]


def shown(key: str) -> dict:
	return transition_sharing.show(outside_links.open_link(key, outside_links.HANDOVER).doc)


def as_guest(call, *values):
	with make.session_of("Guest"):
		return call(*values)


def events(plan) -> list[tuple]:
	"""What the log of the plan's links says, as (event, details)."""
	rows = frappe.get_all(referrals.OPENING, {"case": plan.case}, ["event", "details"], order_by="creation")
	return [(row.event, row.details or "") for row in rows]


def test_the_mail_has_the_link_and_no_word_about_the_pupil(plan, key):
	(text,) = referrals.mails_to(plan.contact_email)
	assert key in text
	for word in (plan.student_name, plan.student, plan.case, *TEXTS.values(), make.NEED):
		assert word not in text


def test_the_link_shows_what_consent_covers_and_no_more(plan, key):
	page = as_guest(shown, key)
	text = json.dumps(page, default=str)
	assert page["sections_shown"] == ["own_words", "strengths", "what_works"]
	assert TEXTS["what_works"] in text
	for word in (TEXTS["what_to_avoid"], TEXTS["people"], plan.steps[0].step, make.NEED):
		assert word not in text


def test_a_narrower_consent_narrows_what_is_shown(plan, key, as_user):
	guardian = next(row.guardian for row in plan.consents if row.party == "Guardian")
	with as_user(make.mentor_user(plan)):
		plan.append("consents", transitions.consent_of("Guardian", ("share_works",), guardian))
		plan.save()
	assert as_guest(shown, key)["sections_shown"] == ["what_works"]
	assert plan.status == "Shared"


@pytest.mark.parametrize("way", ["guardian", "pupil on paper", "stop", "other consent refused"])
def test_the_link_ends_when_sharing_does(case, plan, key, as_user, way):
	if way == "guardian":
		with as_user(case.guardian.user):
			transition_families.withdraw(plan.name)
	elif way == "pupil on paper":
		transitions.withdraw(plan, "Pupil")
	elif way == "stop":
		with as_user(make.mentor_user(plan)):
			make.act(plan, "Stop Sharing")
	else:
		with as_user(make.mentor_user(plan)):
			plan.append("consents", transitions.consent_of("Pupil", ()))
			plan.save()
	assert frappe.db.get_value(PLAN, plan.name, "status") == "Draft"
	for call in (shown, transition_sharing.take_pack):
		with pytest.raises(LinkNotValidError, match="taken this link back"):
			as_guest(call, key)
	with pytest.raises(LinkNotValidError, match="taken this link back"):
		as_guest(transition_sharing.confirm_receipt, key, "Dana")


def test_the_next_school_is_told_once_to_destroy_what_it_has(case, plan, key, as_user):
	as_guest(transition_sharing.confirm_receipt, key, "Dana Reed")
	with as_user(case.guardian.user):
		transition_families.withdraw(plan.name)
	plan.reload()
	with as_user(make.mentor_user(plan)):
		plan.save()
	mails = referrals.mails_to(plan.contact_email)
	assert [("destroy your copies" in text) for text in mails] == [False, True]
	assert plan.student_name not in mails[-1]


def test_consent_withdrawn_after_the_receipt_ends_the_link_too(case, plan, key, as_user):
	as_guest(transition_sharing.confirm_receipt, key, "Dana Reed")
	with as_user(case.guardian.user):
		transition_families.withdraw(plan.name)
	assert frappe.db.get_value(PLAN, plan.name, "status") == "Received"
	with pytest.raises(LinkNotValidError, match="taken this link back"):
		as_guest(shown, key)


def test_a_link_that_was_left_shows_nothing_without_consent(plan, key):
	plan.consents[0].db_set({"withdrawn_on": today(), "withdrawn_how": "By phone"})
	for call in (shown, transition_sharing.take_pack):
		with pytest.raises(LinkNotValidError):
			as_guest(call, key)


def test_a_plan_shared_again_has_a_new_link(plan, key):
	transitions.withdraw(plan, "Pupil")
	plan.reload()
	transitions.agree(plan)
	for status in ("Agreed", "Shared"):
		transitions.move(plan, status)
	assert last_key(plan) != key
	assert as_guest(shown, last_key(plan))["name"] == plan.name
	with pytest.raises(LinkNotValidError):
		as_guest(shown, key)


def test_the_receipt_is_confirmed_once_by_somebody(plan, key):
	with pytest.raises(MentoringError, match="Your name is missing"):
		as_guest(transition_sharing.confirm_receipt, key, " ")
	as_guest(transition_sharing.confirm_receipt, key, "<b>Dana</b> Reed")
	plan.reload()
	assert (plan.status, plan.received_by, plan.received_how) == ("Received", "Dana Reed", "Link")
	assert getdate(plan.received_on) == getdate()
	with pytest.raises(MentoringError, match="confirmed already"):
		as_guest(transition_sharing.confirm_receipt, key, "Somebody")
	told = {"document_name": plan.name, "subject": ["like", "%confirmed%"]}
	assert frappe.get_all("Notification Log", told, pluck="for_user") == [make.mentor_user(plan)]
	assert events(plan) == [("Answered", "")]


def test_one_question_is_asked_and_answered_by_a_new_link(plan, key, as_user):
	as_guest(transition_sharing.ask, key, "Does she eat at school?")
	with pytest.raises(MentoringError, match="a question already"):
		as_guest(transition_sharing.ask, key, "And on Fridays?")
	plan.reload()
	with as_user(make.mentor_user(plan)):
		plan.update({"answer": "She brings her lunch"}).save()
		with pytest.raises(LockedTextError, match="sent to the next school"):
			plan.update({"answer": "No"}).save()
	assert last_key(plan) != key
	page = as_guest(shown, last_key(plan))
	assert (page["question"], page["answer"], page["may_ask"]) == (
		"Does she eat at school?",
		"She brings her lunch",
		False,
	)
	with pytest.raises(LinkNotValidError):
		as_guest(shown, key)


def test_a_question_has_words(plan, key):
	with pytest.raises(MentoringError, match="question is missing"):
		as_guest(transition_sharing.ask, key, " ")
	with pytest.raises(MentoringError, match="too long"):
		as_guest(transition_sharing.ask, key, "?" * 2001)


def test_what_is_taken_is_written_down(plan, key):
	assert as_guest(transition_sharing.take_pack, key)["pupil"]["name"] == plan.student_name
	assert events(plan) == [("Document taken", "own_words, strengths, what_works")]


def test_a_key_of_a_referral_opens_no_handover(plan, key):
	referral = referrals.make_referral(status="Sent")
	foreign = referrals.keys_mailed()[-1]
	assert referral.name
	for call in (shown, transition_sharing.take_pack):
		with pytest.raises(LinkNotValidError, match="not valid"):
			as_guest(call, foreign)
	with pytest.raises(LinkNotValidError, match="not valid"):
		outside_links.open_link(key, outside_links.REFERRAL)


def test_without_mail_nothing_is_shared(case, as_user):
	plan = transitions.make_plan(case, status="Agreed")
	frappe.db.delete("Email Account")
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError, match="No mail can be sent"):
		make.act(plan, "Share with School")


def test_the_link_is_sent_again_by_whoever_may_write_the_plan(plan, key, as_user):
	with as_user(make.make_mentor().user), pytest.raises(frappe.PermissionError):
		transition_sharing.send_link_again(plan.name)
	with as_user(make.mentor_user(plan)):
		transition_sharing.send_link_again(plan.name)
	assert as_guest(shown, last_key(plan))["name"] == plan.name
	with pytest.raises(LinkNotValidError):
		as_guest(shown, key)


def test_no_link_for_a_plan_that_is_not_shared(case, as_user):
	plan = transitions.make_plan(case, status="Agreed")
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError, match="not shared"):
		transition_sharing.send_link_again(plan.name)


def test_a_settled_plan_has_no_link(plan, key):
	as_guest(transition_sharing.confirm_receipt, key, "Dana Reed")
	plan.reload()
	transitions.move(plan, "Settled")
	with pytest.raises(LinkNotValidError):
		as_guest(shown, key)
