"""Handing a case over: access moves when the receiving mentor accepts, and with nothing else."""

import frappe
import pytest

from learning_mentor.exceptions import (
	AlreadyOpenError,
	MentoringError,
	MentorUnavailableError,
)
from tests import factories as make
from tests import session_factories as daily
from tests.handover_factories import CASE, HANDOVER, accept, reads, stored
from tests.session_factories import at

pytestmark = pytest.mark.usefixtures("db")


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
	with pytest.raises(MentorUnavailableError, match="cannot work with pupils then"):  # why is not told
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
