"""A handover after the offer: questions, answers, withdrawal, and who may still see it."""

import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor.exceptions import (
	LockedTextError,
	MentoringError,
)
from tests import factories as make
from tests import session_factories as daily
from tests.handover_factories import CASE, HANDOVER, accept, reads, stored

pytestmark = pytest.mark.usefixtures("db")


def notices_of(user: str, handover) -> int:
	return frappe.db.count("Notification Log", {"for_user": user, "document_name": handover.name})


def test_a_question_and_its_reply(case, receiver):
	giver = make.mentor_user(case)
	handover = daily.offer_handover(case, receiver)
	with make.session_of(receiver.user):
		frappe.get_doc(HANDOVER, handover.name).ask("When do they meet?")
	assert stored(handover, "status", "question", "mentor") == (
		"Question Asked",
		"When do they meet?",
		case.mentor,
	)
	assert notices_of(giver, handover) == 1
	assert not reads(receiver.user, CASE, case.name)
	with make.session_of(giver):
		frappe.get_doc(HANDOVER, handover.name).update({"reply": "On Mondays"}).save()
	assert stored(handover, "status", "question", "reply") == (
		"Question Asked",
		"When do they meet?",
		"On Mondays",
	)
	assert notices_of(receiver.user, handover) == 2
	with make.session_of(receiver.user):
		frappe.get_doc(HANDOVER, handover.name).ask("And where?")
	assert stored(handover, "question", "reply") == ("And where?", None)
	accept(handover, receiver.user)
	assert reads(receiver.user, CASE, case.name)


def test_a_question_has_words(case, receiver):
	handover = daily.offer_handover(case, receiver)
	with make.session_of(receiver.user), pytest.raises(MentoringError, match="Question is missing"):
		handover.ask("  ")


def test_a_withdrawn_offer_is_out_of_the_receiver_s_sight(case, receiver):
	handover = daily.offer_handover(case, receiver)
	with make.session_of(receiver.user), pytest.raises(frappe.PermissionError):
		frappe.get_doc(HANDOVER, handover.name).withdraw()
	with make.session_of(make.mentor_user(case)):
		handover.withdraw()
	assert stored(handover, "status") == "Withdrawn"
	assert not reads(receiver.user, HANDOVER, handover.name)
	with pytest.raises(LockedTextError, match="has ended"):
		accept(handover, receiver.user)
	assert frappe.db.get_value(CASE, case.name, "mentor") == case.mentor


def test_nobody_answers_twice(case, receiver):
	handover = daily.offer_handover(case, receiver)
	accept(handover, receiver.user)
	with make.session_of(receiver.user):
		again = frappe.get_doc(HANDOVER, handover.name)
		for answer in (again.accept, lambda: again.ask("And?"), again.withdraw):
			with pytest.raises(LockedTextError, match="has ended: Accepted"):
				answer()


def test_what_has_ended_is_not_written_again(case, receiver):
	handover = daily.offer_handover(case, receiver)
	accept(handover, receiver.user)
	with make.session_of(receiver.user), pytest.raises(LockedTextError):
		frappe.get_doc(HANDOVER, handover.name).update({"note": "Something else"}).save()


def test_a_third_mentor_can_do_nothing(case, receiver):
	handover, third = daily.offer_handover(case, receiver), make.make_mentor()
	with make.session_of(third.user):
		doc = frappe.get_doc(HANDOVER, handover.name)
		assert not doc.has_permission("read")
		for answer in (doc.accept, lambda: doc.ask("What?"), doc.withdraw):
			with pytest.raises(frappe.PermissionError):
				answer()
		with pytest.raises(frappe.PermissionError):
			doc.update({"to_mentor": third.name}).save()
	assert not reads(third.user, HANDOVER, handover.name)
	assert stored(handover, "status", "to_mentor") == ("Offered", receiver.name)


def test_the_giver_does_not_accept_for_the_receiver(case, receiver):
	handover = daily.offer_handover(case, receiver)
	with make.session_of(make.mentor_user(case)), pytest.raises(frappe.PermissionError):
		handover.accept()


def test_answers_are_not_written_by_hand(case, receiver):
	giver = make.mentor_user(case)
	handover = daily.offer_handover(case, receiver)
	forged = {"status": "Accepted", "question": "?", "answered_by": receiver.user, "open_items": "Nothing"}
	with make.session_of(giver):
		frappe.get_doc(HANDOVER, handover.name).update({**forged, "note": "More to know"}).save()
	assert stored(handover, "status", "question", "answered_by", "open_items", "note") == (
		"Offered",
		None,
		None,
		handover.open_items,
		"More to know",
	)
	with make.session_of(receiver.user), pytest.raises(frappe.PermissionError):
		frappe.get_doc(HANDOVER, handover.name).update({"status": "Accepted"}).save()
	assert frappe.db.get_value(CASE, case.name, "mentor") == case.mentor


def test_an_offer_of_a_former_mentor_does_not_take_the_case_from_the_next(case, receiver, as_user):
	handover, third = daily.offer_handover(case, receiver), make.make_mentor()
	with as_user(make.COORDINATOR):
		frappe.get_doc(CASE, case.name).update({"mentor": third.name}).save()
	with pytest.raises(MentoringError, match="another mentor by now"):
		accept(handover, receiver.user)
	assert frappe.db.get_value(CASE, case.name, "mentor") == third.name
	with as_user(third.user):
		frappe.get_doc(HANDOVER, handover.name).withdraw()
	assert stored(handover, "status") == "Withdrawn"


def test_an_offer_to_whoever_got_the_case_anyway_can_be_withdrawn(case, receiver, as_user):
	handover = daily.offer_handover(case, receiver)
	with as_user(make.COORDINATOR):
		frappe.get_doc(CASE, case.name).update({"mentor": receiver.name}).save()
	with as_user(receiver.user):
		frappe.get_doc(HANDOVER, handover.name).withdraw()
	case.reload()
	assert daily.offer_handover(case, make.make_mentor()).from_mentor == receiver.name


def test_whoever_covers_the_receiver_today_may_answer(case, receiver):
	cover = make.make_mentor()
	receiver.append(
		"cover", {"covered_by": cover.name, "from_date": today(), "to_date": add_days(today(), 1)}
	)
	receiver.save()
	handover = daily.offer_handover(case, receiver)
	accept(handover, cover.user)
	assert frappe.db.get_value(CASE, case.name, "mentor") == receiver.name
