"""Transition plans: dates of the checklist, consent and its scope, the way of a plan, reminders."""

from datetime import date, timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from learning_mentor import transition_reminders
from learning_mentor.exceptions import AlreadyOpenError, LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import consent
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan.checklist import due_on
from learning_mentor.school_days import nearest_school_day
from tests import factories as make
from tests import session_factories as daily
from tests import transition_factories as transitions
from tests.transition_factories import ALL, PLAN, TEXTS

FILE = "Mentoring Protection File"


@pytest.fixture
def case(db):
	return transitions.make_case()


def dated(values: dict) -> dict:
	"""Values with days counted from today in place of the numbers in fields of dates."""
	return {
		field: add_days(today(), value) if field.endswith("_on") else value for field, value in values.items()
	}


@pytest.fixture
def draft(case):
	return transitions.make_plan(case)


# The checklist

MOVE = date(2091, 9, 4)  # a Tuesday
SUMMER = ((date(2090, 9, 4), date(2091, 7, 20)), (date(2091, 9, 3), date(2091, 12, 14)))
TEMPLATE = [
	("Ask the pupil", -10, "Universal"),
	("Find a buddy", -6, "Targeted"),
	("A book of photos", -4, "Enhanced"),
	("First day", 0, "Universal"),
	("How is it going?", 1, "Universal"),
	("Review", 6, "Universal"),
]


@pytest.fixture
def calendar(db):
	"""A summer break before the move, a holiday after it, and a template of six steps."""
	transitions.make_year(date(2090, 9, 1), SUMMER[0])
	transitions.make_year(date(2091, 9, 1), SUMMER[1])
	steps = [{"step": step, "weeks": weeks, "tier": tier} for step, weeks, tier in TEMPLATE]
	daily.settings(holidays="2091-10-15 2091-10-19", transition_steps=steps)


@pytest.mark.parametrize(
	("tier", "steps"),
	[("Universal", 4), ("Targeted", 5), ("Enhanced", 6)],
)
def test_a_tier_has_its_steps_and_those_below_it(case, calendar, tier, steps):
	plan = transitions.make_plan(case, transfer_date=MOVE, tier=tier)
	wanted = [
		step for step, _weeks, each in TEMPLATE if each in ("Universal", "Targeted", "Enhanced")[: steps - 3]
	]
	assert [row.step for row in plan.steps] == wanted
	assert {row.responsible for row in plan.steps} == {make.mentor_user(case)}


def test_dates_keep_off_breaks_weekends_and_holidays(case, calendar):
	plan = transitions.make_plan(case, transfer_date=MOVE, tier="Enhanced")
	assert transitions.steps_by_text(plan) == {
		"Ask the pupil": date(2091, 6, 26),
		"Find a buddy": date(2091, 7, 20),  # the 24th is in the break: before it
		"A book of photos": date(2091, 7, 20),
		"First day": MOVE,
		"How is it going?": date(2091, 9, 11),
		"Review": date(2091, 10, 22),  # the 16th is a holiday: after it
	}


@pytest.mark.parametrize(
	("move", "weeks", "due"),
	[
		(date(2091, 9, 8), 0, date(2091, 9, 10)),
		(date(2091, 9, 15), -1, date(2091, 9, 7)),
		(date(2091, 9, 8), 1, date(2091, 9, 17)),
		(date(2091, 9, 4), -1, date(2091, 7, 20)),
		(date(2091, 9, 10), -1, date(2091, 9, 3)),
	],
)
def test_before_the_move_earlier_and_after_it_later(calendar, move, weeks, due):
	assert due_on(move, weeks) == due


def test_a_plan_that_begins_late_has_no_step_in_the_past(case):
	plan = transitions.make_plan(case, transfer_date=add_days(today(), 14))
	assert min(getdate(row.due_date) for row in plan.steps) == nearest_school_day(getdate())
	assert max(getdate(row.due_date) for row in plan.steps) > getdate() + timedelta(days=50)


def test_another_day_of_the_move_takes_the_steps_along(case, calendar, as_user):
	plan = transitions.make_plan(case, transfer_date=MOVE)
	with as_user(make.mentor_user(case)):
		plan.steps[0].done = 1
		plan.steps[2].due_date = date(2091, 9, 13)
		plan.append("steps", {"step": "Buy shoes", "due_date": date(2091, 8, 30)})
		plan.save()
		plan.update({"transfer_date": MOVE + timedelta(weeks=1)}).save()
	assert transitions.steps_by_text(plan) == {
		"Ask the pupil": date(2091, 6, 26),
		"First day": date(2091, 9, 11),
		"How is it going?": date(2091, 9, 13),
		"Review": date(2091, 10, 23),
		"Buy shoes": date(2091, 8, 30),
	}


def test_a_higher_tier_adds_its_steps_and_takes_none_away(case, calendar, as_user):
	plan = transitions.make_plan(case, transfer_date=MOVE, tier="Enhanced")
	with as_user(make.mentor_user(case)):
		plan.update({"tier": "Universal"}).save()
		assert len(plan.steps) == 6
		plan.set("steps", plan.steps[:1])
		plan.update({"tier": "Targeted"}).save()
	assert [row.step for row in plan.steps] == [step for step, _weeks, tier in TEMPLATE if tier != "Enhanced"]


def test_a_tick_is_dated_by_the_server(draft, as_user):
	with as_user(make.mentor_user(draft)):
		draft.steps[0].update({"done": 1, "done_on": "2001-01-01", "done_by": "Administrator"})
		draft.save()
		assert (getdate(draft.steps[0].done_on), draft.steps[0].done_by) == (
			getdate(),
			make.mentor_user(draft),
		)
		draft.steps[0].done = 0
		draft.save()
	assert (draft.steps[0].done_on, draft.steps[0].done_by) == (None, None)


def test_a_step_is_of_somebody_who_may_see_the_plan(draft, as_user):
	with as_user(make.mentor_user(draft)):
		draft.steps[1].responsible = make.make_teacher().name
		with pytest.raises(MentoringError, match=r"Checklist, row 2: .* may not see this case"):
			draft.save()


def test_steps_go_with_the_case_to_its_next_mentor(draft, as_user):
	former, mentor = make.mentor_user(draft), make.make_mentor()
	with as_user(make.COORDINATOR):
		frappe.get_doc("Mentoring Case", draft.case).update({"mentor": mentor.name}).save()
	draft.reload()
	with as_user(former), pytest.raises(frappe.PermissionError):
		draft.save()
	with as_user(mentor.user):
		draft.save()
	assert {row.responsible for row in draft.steps} == {mentor.user}


def test_a_case_has_one_plan_at_a_time(case, draft, as_user):
	with as_user(make.mentor_user(case)), pytest.raises(AlreadyOpenError, match=draft.name):
		transitions.new_plan(case).insert()


# Consent


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
			draft.append("consents", {**transitions.consent_of("Pupil"), **dated(values)})
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


# The way of a plan


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


# Reminders


def notices(plan, words: str) -> list[str]:
	told = {"document_type": PLAN, "document_name": plan.name, "subject": ["like", f"%{words}%"]}
	return frappe.get_all("Notification Log", told, pluck="for_user", order_by="creation")


def test_a_late_step_reminds_its_owner_once(draft, as_user):
	first, second = sorted({getdate(row.due_date) for row in draft.steps})[:2]
	on_first = sum(getdate(row.due_date) == first for row in draft.steps)
	transition_reminders.remind(first)
	assert notices(draft, "late") == []
	transition_reminders.remind(first + timedelta(days=1))
	transition_reminders.remind(first + timedelta(days=1))
	assert notices(draft, "late") == [make.mentor_user(draft)] * on_first
	on_second = sum(getdate(row.due_date) == second for row in draft.steps)
	transition_reminders.remind(second + timedelta(days=1))
	assert len(notices(draft, "late")) == on_first + on_second


def test_a_step_that_is_done_and_a_settled_plan_remind_nobody(case, as_user):
	plan = transitions.make_plan(case, status="Settled")
	transition_reminders.remind(getdate() + timedelta(days=400))
	assert notices(plan, "late") == []
	other = transitions.make_plan(transitions.make_case())
	with as_user(make.mentor_user(other)):
		for row in other.steps:
			row.done = 1
		other.save()
	transition_reminders.remind(getdate() + timedelta(days=400))
	assert notices(other, "late") == []


# The child-protection file


def new_file(plan, **values):
	return frappe.get_doc(
		{"doctype": FILE, "transition_plan": plan.name, "file_exists": "Yes", **dated(values)}
	)


SENT = {"sent_on": 0, "sent_how": "By hand", "sent_to": "Lee Moss"}


def test_leads_alone_know_of_a_child_protection_file(draft, as_user):
	lead = make.make_safeguarding_lead().name
	with as_user(lead):
		record = new_file(draft, **SENT).insert()
	assert record.student == draft.student
	for user in (make.mentor_user(draft), make.COORDINATOR):
		with as_user(user):
			assert not frappe.has_permission(FILE, "read", doc=record)
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(FILE, order_by="name")
			with pytest.raises(frappe.PermissionError):
				new_file(draft).insert()


UNTOLD = (
	({"sent_on": 0}, "which safeguarding lead"),
	({"receipt_on": 0, "receipt_by": "Lee"}, "when the file was sent"),
	({**SENT, "receipt_on": 0}, "who signed"),
	({**SENT, "receipt_on": -1, "receipt_by": "Lee"}, "lies before"),
	({**SENT, "file_exists": "No"}, "no child-protection file"),
)


def test_a_file_s_way_is_told_whole(draft, as_user):
	with as_user(make.make_safeguarding_lead().name):
		for values, words in UNTOLD:
			with pytest.raises(MentoringError, match=words):
				new_file(draft, **values).insert()


def test_leads_are_told_once_when_nothing_is_recorded_in_time(case, as_user):
	plan = transitions.make_plan(case, transfer_date=today())
	lead = make.make_safeguarding_lead().name
	transition_reminders.remind()
	assert notices(plan, "child-protection") == []
	for _time in range(2):
		transition_reminders.remind(transition_reminders.send_by(plan.transfer_date))
	assert notices(plan, "child-protection").count(lead) == 1


@pytest.mark.parametrize(("values", "told"), [({}, 1), (SENT, 0), ({"file_exists": "No"}, 0)])
def test_a_record_of_a_file_sent_or_of_none_ends_the_reminder(case, as_user, values, told):
	plan = transitions.make_plan(case, transfer_date=today())
	lead = make.make_safeguarding_lead().name
	with as_user(lead):
		new_file(plan, **values).insert()
	transition_reminders.remind(transition_reminders.send_by(plan.transfer_date))
	assert notices(plan, "child-protection").count(lead) == told
