"""The checklist of a move: its dates over breaks, its people, its reminders."""

from datetime import date, timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from learning_mentor.exceptions import AlreadyOpenError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan.checklist import due_on
from learning_mentor.school_days import nearest_school_day
from learning_mentor.transition import reminders as transition_reminders
from tests import factories as make
from tests import session_factories as daily
from tests import transition_factories as transitions
from tests.nights import remind
from tests.transition_factories import PLAN


@pytest.fixture
def case(db):
	return transitions.make_case()


@pytest.fixture
def draft(case):
	return transitions.make_plan(case)


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
	daily.make_year(date(2090, 9, 1), date(2091, 8, 31), SUMMER[:1])
	daily.make_year(date(2091, 9, 1), date(2092, 8, 31), SUMMER[1:])
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


def notices(plan, words: str) -> list[str]:
	told = {"document_type": PLAN, "document_name": plan.name, "subject": ["like", f"%{words}%"]}
	return frappe.get_all("Notification Log", told, pluck="for_user", order_by="creation")


def test_a_late_step_reminds_its_owner_once(draft, as_user):
	first, second = sorted({getdate(row.due_date) for row in draft.steps})[:2]
	on_first = sum(getdate(row.due_date) == first for row in draft.steps)
	remind(transition_reminders, first)
	assert notices(draft, "late") == []
	remind(transition_reminders, first + timedelta(days=1))
	remind(transition_reminders, first + timedelta(days=1))
	assert notices(draft, "late") == [make.mentor_user(draft)] * on_first
	on_second = sum(getdate(row.due_date) == second for row in draft.steps)
	remind(transition_reminders, second + timedelta(days=1))
	assert len(notices(draft, "late")) == on_first + on_second


def test_a_step_that_is_done_and_a_settled_plan_remind_nobody(case, as_user):
	plan = transitions.make_plan(case, status="Settled")
	remind(transition_reminders, getdate() + timedelta(days=400))
	assert notices(plan, "late") == []
	other = transitions.make_plan(transitions.make_case())
	with as_user(make.mentor_user(other)):
		for row in other.steps:
			row.done = 1
		other.save()
	remind(transition_reminders, getdate() + timedelta(days=400))
	assert notices(other, "late") == []
