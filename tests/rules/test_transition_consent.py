"""Consent to share a transition plan, and its scope."""

import frappe
import pytest
from frappe.utils import today

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import consent
from tests import factories as make
from tests import transition_factories as transitions
from tests.transition_factories import ALL, TEXTS


@pytest.fixture
def case(db):
	return transitions.make_case()


@pytest.fixture
def draft(case):
	return transitions.make_plan(case)


def test_both_have_to_agree(draft, as_user):
	assert draft.may_share == "The pupil has not been asked yet."
	with as_user(make.mentor_user(draft)):
		draft.append("consents", transitions.consent_of("Pupil"))
		draft.save()
		assert draft.may_share == "No guardian has agreed yet."
		with pytest.raises(MentoringError, match="No guardian has agreed"):
			make.act(draft, "Agree Plan")


AGREED_BY_ALL = (
	(ALL, ALL, list(ALL)),
	(ALL, ("share_works",), ["share_works"]),
	(("share_words", "share_works"), ("share_works", "share_people"), ["share_works"]),
	(("share_words",), ("share_works",), []),
	((), ALL, []),
	(ALL, (), []),
)


def test_what_all_agree_to_is_shared(draft):
	for pupil, guardian, shared in AGREED_BY_ALL:
		transitions.agree(draft, pupil, guardian)
		assert consent.covered(draft) == shared, (pupil, guardian)
		assert ("nothing that all of them agree" in draft.may_share) is (shared == [])


def test_a_second_guardian_who_answers_counts_too(db, as_user):
	first, second = make.make_guardian(), make.make_guardian()
	plan = transitions.make_plan(make.make_case(make.make_student(first, second)))
	transitions.agree(plan)
	with as_user(make.mentor_user(plan)):
		plan.append("consents", transitions.consent_of("Guardian", ("share_works",), second.name))
		plan.save()
	assert consent.covered(plan) == ["share_works"]


def test_who_is_no_guardian_any_more_has_no_say(draft):
	transitions.agree(draft)
	frappe.get_doc("Student", draft.student).update({"guardians": []}).save()
	assert consent.covered(draft) == []
	assert consent.obstacle(draft) == "No guardian has agreed yet."


def test_the_latest_answer_counts(draft):
	transitions.agree(draft)
	transitions.agree(draft, guardian=("share_people",))
	assert consent.covered(draft) == ["share_people"]
	assert len(draft.consents) == 4


def test_other_words_need_another_consent(draft, as_user):
	transitions.agree(draft)
	with as_user(make.mentor_user(draft)):
		draft.update({"what_works": f"  {TEXTS['what_works']}\r\n"}).save()
		assert consent.covered(draft) == list(ALL)
		draft.update({"what_works": "Something else"}).save()
		assert "changed since The pupil agreed" in draft.may_share
		with pytest.raises(MentoringError, match="ask again"):
			make.act(draft, "Agree Plan")


def test_a_consent_is_to_each_of_the_words_and_to_the_school(draft):
	transitions.agree(draft)
	for field in consent.CONTENT:
		before = draft.get(field)
		draft.set(field, "Other")
		assert "changed since" in consent.obstacle(draft), field
		draft.set(field, before)
	assert consent.obstacle(draft) is None


def test_consents_are_neither_rewritten_nor_removed(draft, as_user):
	transitions.agree(draft, guardian=("share_works",))
	with as_user(make.mentor_user(draft)):
		row = draft.consents[1]
		row.update({"share_words": 1, "share_people": 1, "given_name": "Somebody", "content_key": "x"})
		draft.save()
		draft.set("consents", [])
		draft.save()
	assert [(row.party, row.share_words, row.share_works) for row in draft.consents] == [
		("Pupil", 1, 1),
		("Guardian", 0, 1),
	]
	assert consent.covered(draft) == ["share_works"]


def test_a_withdrawal_cannot_be_taken_back(draft, as_user):
	transitions.agree(draft)
	transitions.withdraw(draft, "Pupil")
	with as_user(make.mentor_user(draft)):
		draft.consents[0].update({"withdrawn_on": None, "withdrawn_how": None})
		draft.save()
	assert draft.may_share == "The pupil has withdrawn the consent."


IMPOSSIBLE = (
	({"how": "Portal"}, "entered by whoever gives it"),
	({"given_on": 1}, "On lies ahead"),
	({"party": "Guardian"}, "one of the pupil's guardians"),
)


def test_a_consent_that_cannot_be_is_refused(draft, as_user):
	for values, words in IMPOSSIBLE:
		with as_user(make.mentor_user(draft)), pytest.raises(MentoringError, match=words):
			draft.append("consents", {**transitions.consent_of("Pupil"), **transitions.dated(values)})
			draft.save()
		draft.reload()


def test_another_pupil_s_guardian_gives_no_consent(draft, as_user):
	stranger = make.make_guardian()
	with (
		as_user(make.mentor_user(draft)),
		pytest.raises(MentoringError, match="one of the pupil's guardians"),
	):
		draft.append("consents", transitions.consent_of("Guardian", ALL, stranger.name))
		draft.save()


def test_a_withdrawal_says_how_it_was_told(draft, as_user):
	transitions.agree(draft)
	with as_user(make.mentor_user(draft)), pytest.raises(MentoringError, match="How withdrawn is missing"):
		draft.consents[0].withdrawn_on = today()
		draft.save()
