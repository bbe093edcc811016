"""Closing a case: what has to be said, what is locked, and what is still recorded afterwards."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate

from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_case import aftercare
from learning_mentor.school_days import SchoolCalendar, nearest_school_day
from tests import check_in_factories as check_ins
from tests import factories as make
from tests import session_factories as daily
from tests.nights import remind

CASE = "Mentoring Case"
AIM = "I want to ask when I do not understand"


@pytest.fixture
def case(db):
	return daily.make_case_with_plan(AIM)


@pytest.fixture
def closed(case):
	daily.close(case)
	return case


def close(case, **values) -> None:
	with make.session_of(make.mentor_user(case)):
		case.update(make.closing(case, **values)).save()


def test_each_aim_and_target_has_an_outcome(closed):
	assert [(row.about, row.text, row.result) for row in closed.outcomes] == [
		("Aim", AIM, "Reached"),
		("Target", "Puts a hand up twice in a lesson", "Reached"),
	]
	assert closed.first_reason == make.NEED


MISSING = {
	"success": "Success against the first reason",
	"next_support": "Who supports the pupil from now on",
	"pupil_words": "What the pupil says",
	"guardian_words": "What the guardian says",
	"outcomes": r"the result of outcome 1 .*the result of outcome 2",
}


def test_what_is_missing_is_named_and_the_case_stays_open(case):
	for field, words in MISSING.items():
		with pytest.raises(MentoringError, match=words):
			close(case, **{field: [] if field == "outcomes" else " "})
		case.reload()
	assert frappe.db.get_value(CASE, case.name, "status") == "Open"


def test_missing_words_need_a_reason(case):
	close(case, pupil_words="", guardian_words="", words_missing_reason="The family moved in August")
	assert case.status == "Closed"


def test_aims_set_aside_and_plans_that_never_came_into_force_need_no_outcome(db):
	case = make.make_case(aims=[{"aim": "Join the choir", "status": "Set Aside"}])
	make.make_plan(case, status="Pending Approval")
	case.reload()
	close(case)
	assert case.outcomes == []


def test_a_caller_invents_no_outcome_and_no_change(case):
	row = {"about": "Aim", "text": "Fly", "source": "made-up", "result": "Reached"}
	values = make.closing(case)
	close(case, outcomes=[*values["outcomes"], row], check_in_changes=[{"first_score": 1, "last_score": 9}])
	assert [row.text for row in case.outcomes] == [AIM, "Puts a hand up twice in a lesson"]
	assert case.check_in_changes == []


def test_the_change_from_first_to_last_check_in_is_kept(case):
	scale = check_ins.make_scale()
	for days, answer in ((-60, 1), (-30, 2), (-1, 4)):
		check_ins.ask(case, scale, *[answer] * 5).db_set("answered_on", daily.at(days))
	check_ins.ask(case, check_ins.make_scale(), *[1] * 5)
	close(case)
	(change,) = case.check_in_changes
	assert (change.scale, change.answered_as) == (scale.name, "Pupil")
	assert (change.first_score, change.last_score, change.score_change) == (5, 20, 15)
	assert (getdate(change.first_on), getdate(change.last_on)) == (daily.at(-60).date(), daily.at(-1).date())


OTHER_WORDS = {
	"pupil_words": "Other words",
	"success": "Not Reached",
	"next_support": "Other words",
	"outcome": "Withdrew",
}


def test_what_was_said_is_locked_until_the_case_is_reopened(closed, as_user):
	with as_user(make.COORDINATOR):
		for field, words in OTHER_WORDS.items():
			with pytest.raises(LockedTextError, match="reopen the case"):
				closed.update({field: words}).save()
			closed.reload()
		closed.outcomes[0].result = "Not Reached"
		with pytest.raises(LockedTextError, match="reopen the case"):
			closed.save()
		closed.reload()
		closed.update({"status": "Open", **OTHER_WORDS}).save()
	assert (closed.status, closed.next_support) == ("Open", "Other words")


def test_the_certificate_s_words_may_still_be_chosen(closed, as_user):
	with as_user(make.COORDINATOR):
		closed.update({"certificate_words": "I ask in class"}).save()
	assert closed.certificate_words == "I ask in class"


# Follow-ups


def test_two_follow_ups_are_planned_on_school_days(closed):
	assert [row.responsible for row in closed.aftercare] == [make.mentor_user(closed)] * 2
	for row, weeks in zip(closed.aftercare, (6, 12), strict=True):
		earliest = getdate() + timedelta(weeks=weeks)
		due = getdate(row.due_date)
		assert earliest <= due == nearest_school_day(earliest)
		assert SchoolCalendar(due, due).is_school_day(due)


def test_the_weeks_are_the_school_s(case):
	daily.settings(first_follow_up_weeks=2, second_follow_up_weeks=4)
	close(case)
	assert getdate(case.aftercare[0].due_date) < getdate() + timedelta(weeks=3)


def test_a_day_that_was_typed_moves_to_a_school_day(case):
	saturday = getdate() + timedelta(days=(5 - getdate().weekday()) % 7 + 42)
	close(case, aftercare=[{"due_date": saturday, "responsible": make.mentor_user(case)}])
	assert [getdate(row.due_date) for row in case.aftercare] == [nearest_school_day(saturday)]
	assert getdate(case.aftercare[0].due_date) > saturday


def test_a_pupil_who_left_is_not_followed_up(case):
	close(case, outcome="Left the school")
	assert case.aftercare == []


def test_whoever_follows_up_may_see_the_case(case):
	row = {"due_date": getdate(), "responsible": make.make_teacher().name}
	with pytest.raises(MentoringError, match=r"row 1: .* may not see this case"):
		close(case, aftercare=[row])


def test_the_mentor_records_what_was_found_on_the_closed_case(closed, as_user):
	with as_user(make.mentor_user(closed)):
		aftercare.record(closed.name, 1, "Doing well", "Has two friends now")
		closed.reload()
		with pytest.raises(LockedTextError):
			closed.save()
	row = closed.aftercare[0]
	assert (row.result, row.note, row.done_by) == (
		"Doing well",
		"Has two friends now",
		make.mentor_user(closed),
	)
	assert getdate(row.done_on) == getdate()
	assert (closed.status, closed.aftercare[1].done_on) == ("Closed", None)


def test_what_is_recorded_is_recorded_once_and_for_a_row_that_is_there(closed, case, as_user):
	with as_user(make.mentor_user(closed)):
		aftercare.record(closed.name, 1, "Some worries")
		with pytest.raises(MentoringError, match="recorded already"):
			aftercare.record(closed.name, 1, "Doing well")
		with pytest.raises(MentoringError, match="no such follow-up"):
			aftercare.record(closed.name, 3, "Doing well")
		with pytest.raises(MentoringError, match="choose one of the answers"):
			aftercare.record(closed.name, 2, "Splendid")
	assert frappe.get_doc(CASE, closed.name).aftercare[0].result == "Some worries"


def test_an_open_case_takes_no_finding(case, as_user):
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError, match="of a closed case"):
		aftercare.record(case.name, 1, "Doing well")


def test_others_record_nothing(closed, as_user):
	for user in (make.make_mentor().user, make.make_teacher().name, make.make_safeguarding_lead().name):
		with as_user(user), pytest.raises(frappe.PermissionError):
			aftercare.record(closed.name, 1, "Doing well")


def test_no_save_writes_or_takes_away_a_finding(closed, as_user):
	with as_user(make.mentor_user(closed)):
		aftercare.record(closed.name, 1, "Some worries", "Sits alone")
	closed.reload()
	with as_user(make.COORDINATOR):
		closed.aftercare[0].update({"result": "Doing well", "note": None})
		closed.aftercare[1].update({"result": "Doing well", "done_on": getdate()})
		closed.save()
		assert [(row.result, row.note) for row in closed.aftercare] == [
			("Some worries", "Sits alone"),
			(None, None),
		]
		closed.set("aftercare", [])
		closed.save()
	assert [row.result for row in frappe.get_doc(CASE, closed.name).aftercare] == ["Some worries"]


def test_reopening_ends_the_follow_ups_and_keeps_what_was_found(closed, as_user):
	with as_user(make.mentor_user(closed)):
		aftercare.record(closed.name, 1, "Needs mentoring again")
	closed.reload()
	with as_user(make.COORDINATOR):
		closed.update({"status": "Open"}).save()
		assert [row.result for row in closed.aftercare] == ["Needs mentoring again"]
		closed.update(make.closing(closed)).save()
	assert [row.result for row in closed.aftercare] == ["Needs mentoring again", None, None]


def notices(doc) -> list[str]:
	told = {"document_type": doc.doctype, "document_name": doc.name, "subject": ["like", "%follow-up%"]}
	return frappe.get_all("Notification Log", told, pluck="for_user", order_by="creation")


def test_a_due_follow_up_reminds_once(closed, as_user):
	first, second = (getdate(row.due_date) for row in closed.aftercare)
	remind(aftercare, first - timedelta(days=1))
	assert notices(closed) == []
	remind(aftercare, first)
	remind(aftercare, first + timedelta(days=1))
	assert notices(closed) == [make.mentor_user(closed)]
	with as_user(make.mentor_user(closed)):
		aftercare.record(closed.name, 2, "Doing well")
	remind(aftercare, second)
	assert len(notices(closed)) == 1


def test_the_reminder_goes_to_whoever_may_still_see_the_case(closed):
	closed.aftercare[0].db_set("responsible", make.make_teacher().name)
	remind(aftercare, getdate(closed.aftercare[0].due_date))
	assert notices(closed) == [make.mentor_user(closed)]
