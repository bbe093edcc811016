"""Handing a case over: access moves when the receiving mentor accepts, and with nothing else."""

import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor.exceptions import (
	AlreadyOpenError,
	LockedTextError,
	MentoringError,
	MentorUnavailableError,
)
from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import at

pytestmark = pytest.mark.usefixtures("db")

HANDOVER, CASE = "Mentoring Handover", "Mentoring Case"


@pytest.fixture
def case(db):
	return make.make_case()


@pytest.fixture
def receiver(db):
	return make.make_mentor()


def reads(user: str, doctype: str, name: str) -> bool:
	"""Reading and listing have to agree."""
	before = frappe.session.user
	frappe.set_user(user)
	answers = {
		bool(frappe.has_permission(doctype, "read", name)),
		name in frappe.get_list(doctype, pluck="name", limit_page_length=0),
	}
	frappe.set_user(before)
	assert len(answers) == 1, (user, doctype, answers)
	return answers.pop()


def stored(handover, *fields: str):
	return frappe.db.get_value(HANDOVER, handover.name, list(fields))


def accept(handover, user: str) -> None:
	with make.session_of(user):
		frappe.get_doc(HANDOVER, handover.name).accept()


def notices_of(user: str, handover) -> int:
	return frappe.db.count("Notification Log", {"for_user": user, "document_name": handover.name})


# what is offered


def test_the_offer_says_who_gives_and_what_is_open(case, receiver):
	plan = make.make_plan(case, status="Active")
	daily.plan_session(case, at(2, 9))
	daily.plan_session(case, at(-2, 9))
	scale = frappe.get_all("Mentoring Scale", filters={"by_pupil": 1}, pluck="name", order_by="name")[0]
	with make.session_of(make.mentor_user(case)):
		frappe.get_doc({"doctype": "Mentoring Check-in", "case": case.name, "scale": scale}).insert()
	handover = daily.offer_handover(case, receiver, open_items="Nothing", from_mentor=receiver.name)
	assert handover.open_items.splitlines() == [
		f"Action plan {plan.name}: Active, review on {plan.review_date}",
		"Sessions planned: 1",
		"Check-ins asked for: 1",
	]
	assert (handover.status, handover.from_mentor, handover.mentor) == ("Offered", case.mentor, case.mentor)
	assert handover.to_mentor_name == receiver.mentor_name


def test_ended_plans_are_not_open(case, receiver, as_user):
	plan = make.make_plan(case, status="Active")
	with as_user(make.COORDINATOR):
		plan.update({"decision_comment": "Another way"}).save()
		make.act(plan, "Cancel Plan")
	assert plan.name not in daily.offer_handover(case, receiver).open_items


def test_the_receiver_is_told_without_a_word_about_the_pupil(case, receiver):
	handover = daily.offer_handover(case, receiver)
	notice = frappe.get_last_doc("Notification Log", {"for_user": receiver.user})
	assert notice.document_name == handover.name
	for secret in (case.student, case.student_name, handover.note):
		assert secret not in notice.as_json()


def test_before_the_answer_the_receiver_sees_the_offer_and_nothing_else(case, receiver):
	plan, session = make.make_plan(case), daily.log_session(case, at(-1, 9))
	handover = daily.offer_handover(case, receiver)
	assert reads(receiver.user, HANDOVER, handover.name)
	for doctype, name in ((CASE, case.name), (plan.doctype, plan.name), (session.doctype, session.name)):
		assert not reads(receiver.user, doctype, name)


def test_a_case_is_offered_by_its_mentor_or_a_coordinator(case, receiver, as_user):
	with as_user(receiver.user), pytest.raises(frappe.PermissionError):
		frappe.get_doc(
			{"doctype": HANDOVER, "case": case.name, "to_mentor": receiver.name, "note": "Mine"}
		).insert()
	with as_user(make.COORDINATOR):
		frappe.get_doc(
			{"doctype": HANDOVER, "case": case.name, "to_mentor": receiver.name, "note": "Yours"}
		).insert()


def test_a_case_is_not_offered_to_its_own_mentor(case):
	with pytest.raises(MentoringError, match="To: choose another mentor"):
		daily.offer_handover(case, frappe.get_doc("Mentor Profile", case.mentor))


def test_a_case_is_offered_once_at_a_time(case, receiver):
	first = daily.offer_handover(case, receiver)
	with pytest.raises(AlreadyOpenError, match=first.name):
		daily.offer_handover(case, make.make_mentor())
	with make.session_of(make.mentor_user(case)):
		first.withdraw()
	assert daily.offer_handover(case, receiver).status == "Offered"


def test_a_closed_case_is_not_handed_over(case, receiver):
	handover = daily.offer_handover(case, receiver)
	daily.close(case)
	with pytest.raises(MentoringError, match="is closed"):
		accept(handover, receiver.user)
	with make.session_of(make.COORDINATOR):
		frappe.get_doc(HANDOVER, handover.name).withdraw()
	with pytest.raises(MentoringError, match="is closed"):
		daily.offer_handover(case, receiver)


# who can take it

UNFIT = {
	"on leave": {"status": "On Leave"},
	"not cleared": {"clearance_issued_on": None},
	"Lapsed": {"clearance_issued_on": "2020-01-15"},
}


@pytest.mark.parametrize("words", list(UNFIT))
def test_who_may_not_work_is_refused_at_the_offer_and_at_the_answer(case, receiver, words):
	unfit = make.make_mentor(**UNFIT[words])
	with pytest.raises(MentorUnavailableError, match=words):
		daily.offer_handover(case, unfit)
	handover = daily.offer_handover(case, receiver)
	receiver.update(UNFIT[words]).save()
	frappe.db.savepoint("before_the_answer")
	with pytest.raises(MentorUnavailableError, match=words):
		accept(handover, receiver.user)
	frappe.db.rollback(save_point="before_the_answer")
	assert frappe.db.get_value(CASE, case.name, "mentor") == case.mentor
	assert stored(handover, "status") == "Offered"


def test_who_is_full_is_refused_at_the_offer_and_at_the_answer(case, receiver):
	receiver.update({"caseload_limit": 1}).save()
	handover = daily.offer_handover(case, receiver)
	make.make_case(mentor=receiver)
	with pytest.raises(MentorUnavailableError, match="is full"):
		accept(handover, receiver.user)
	assert frappe.db.get_value(CASE, case.name, "mentor") == case.mentor
	with pytest.raises(MentorUnavailableError, match="is full"):
		daily.offer_handover(make.make_case(), receiver)


# the answer


def test_accepting_moves_the_access_to_all_records_at_once(case, receiver):
	giver = make.mentor_user(case)
	plan, session = make.make_plan(case), daily.plan_session(case, at(2, 9))
	handover = daily.offer_handover(case, receiver)
	accept(handover, receiver.user)
	records = ((CASE, case.name), (plan.doctype, plan.name), (session.doctype, session.name))
	for doctype, name in (*records, (HANDOVER, handover.name)):
		assert reads(receiver.user, doctype, name)
		assert not reads(giver, doctype, name)
	assert stored(handover, "status", "answered_by", "from_mentor") == (
		"Accepted",
		receiver.user,
		case.mentor,
	)
	assert frappe.db.get_value(session.doctype, session.name, "led_by") == receiver.name
	tasks = {"reference_name": case.name, "status": "Open"}
	assert frappe.get_all("ToDo", filters=tasks, pluck="allocated_to", order_by="name") == [receiver.user]


def test_a_former_receiver_sees_the_handover_no_longer(case, receiver, as_user):
	handover = daily.offer_handover(case, receiver)
	accept(handover, receiver.user)
	with as_user(make.COORDINATOR):
		frappe.get_doc(CASE, case.name).update({"mentor": make.make_mentor().name}).save()
	assert not reads(receiver.user, HANDOVER, handover.name)


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
