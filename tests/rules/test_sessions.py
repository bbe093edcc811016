"""Logging a session: what the quick form starts with, what is refused, and who is told."""

import frappe
import pytest
from frappe.utils import get_datetime, now_datetime, today

from learning_mentor import sessions
from learning_mentor.exceptions import MentoringError
from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import MISSED, ahead, at

pytestmark = pytest.mark.usefixtures("db")

SESSION = "Mentoring Session"


def number_of(case) -> int:
	return frappe.db.count(SESSION, {"case": case.name})


def defaults(case, **values) -> dict:
	frappe.set_user(make.mentor_user(case))
	found = sessions.defaults_for(case.name, **values)
	frappe.set_user("Administrator")
	return found


# what the form starts with


def test_the_first_session_starts_with_the_school_s_minutes(case):
	daily.settings(session_minutes=25)
	started = defaults(case)
	assert (started["session_type"], started["duration"], started["session"]) == ("One-to-one", 25, None)
	assert started["student_name"] == case.student_name
	assert 24 * 60 <= (now_datetime() - started["starts_on"]).total_seconds() <= 26 * 60
	assert started["targets"] == {}


def test_the_form_starts_like_the_last_session_that_was_held(case):
	room = daily.make_room()
	daily.log_session(case, at(-20, 9), duration=20, place="Library")
	daily.log_session(case, at(-10, 9), session_type="Drop-in", duration=45, room=room, in_lesson=1)
	daily.log_session(case, at(-5, 9), duration=50, session_type="In-class support", **MISSED)
	started = defaults(case)
	assert [started[field] for field in ("session_type", "duration", "room", "in_lesson")] == [
		"Drop-in",
		45,
		room,
		1,
	]
	assert "place" not in started


def test_a_meeting_of_a_group_is_no_pattern_for_the_next_session(case):
	group = daily.make_group(frappe.get_doc("Mentor Profile", case.mentor), case)
	daily.log_session(case, at(-5, 9), duration=20)
	sessions.log_group(group.name, str(at(-1, 9)), [{"case": case.name}])
	started = defaults(case)
	assert (started["session_type"], started["duration"]) == ("One-to-one", 20)


def test_the_form_shows_today_s_planned_session_and_the_targets_of_the_plan(case):
	make.make_plan(case, status="Active")
	daily.log_session(case, at(-10, 9), duration=45)
	planned = daily.plan_session(case, at(), duration=20, place="Garden")
	started = defaults(case)
	assert (started["session"], started["duration"], started["place"]) == (planned.name, 20, "Garden")
	assert started["starts_on"] == at()
	assert started["targets"] == {1: make.target()["target_text"]}


def test_a_session_of_another_day_is_shown_when_it_is_named(case):
	earlier = daily.plan_session(case, at(-3, 9), duration=15)
	daily.plan_session(case, at(), duration=20)
	started = defaults(case, session=earlier.name)
	assert (started["session"], started["duration"], started["starts_on"]) == (earlier.name, 15, at(-3, 9))


def test_another_mentor_gets_no_defaults(case, as_user):
	other = make.make_mentor()
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		sessions.defaults_for(case.name)


# logging


def test_a_log_completes_today_s_planned_session(case):
	planned = daily.plan_session(case, at())
	logged = daily.log_session(case, pupil_said=daily.PUPIL_SAID)
	assert (logged.name, logged.status, logged.pupil_said) == (planned.name, "Held", daily.PUPIL_SAID)
	assert number_of(case) == 1


def test_without_a_planned_session_a_log_adds_one_that_has_just_ended(case):
	logged = daily.log_session(case, duration=20)
	assert (logged.status, logged.led_by, logged.student) == ("Held", case.mentor, case.student)
	assert abs((now_datetime() - get_datetime(logged.ends_on)).total_seconds()) < 60


def test_the_same_log_again_changes_the_session_instead_of_adding_one(case):
	first = daily.log_session(case, at(-1, 9), mood_after=2)
	again = daily.log_session(case, at(-1, 9), mood_after=4)
	assert (again.name, again.mood_after, number_of(case)) == (first.name, 4, 1)


def test_a_log_of_yesterday_leaves_today_s_planned_session_alone(case):
	planned = daily.plan_session(case, at())
	logged = daily.log_session(case, at(-1, 10))
	planned.reload()
	assert logged.name != planned.name
	assert (planned.status, planned.starts_on) == ("Planned", at())


def test_a_log_completes_the_session_planned_for_its_day(case):
	planned = daily.plan_session(case, at(-1, 9))
	assert daily.log_session(case, at(-1, 9, 10)).name == planned.name
	assert number_of(case) == 1


def test_a_session_held_before_its_time_has_just_ended(case):
	planned = daily.plan_session(case, ahead(), duration=60)
	logged = daily.log_session(case, session=planned.name)
	assert logged.name == planned.name
	assert abs((now_datetime() - get_datetime(logged.ends_on)).total_seconds()) < 60


def test_a_cancelled_session_keeps_its_planned_time(case):
	start = ahead()
	planned = daily.plan_session(case, start)
	logged = daily.log_session(
		case, at(), session=planned.name, status="Cancelled", not_held_reason="Holiday"
	)
	assert (logged.name, logged.status, logged.starts_on) == (planned.name, "Cancelled", start)


def test_a_session_of_another_case_is_not_logged_with_this_one(case):
	mentor = frappe.get_doc("Mentor Profile", case.mentor)
	foreign = daily.plan_session(make.make_case(mentor=mentor), at())
	with pytest.raises(MentoringError, match="a session of this case"):
		daily.log_session(case, session=foreign.name)
	assert frappe.db.get_value(SESSION, foreign.name, "status") == "Planned"


def test_another_mentor_cannot_log(case, as_user):
	other = make.make_mentor()
	planned = daily.plan_session(case, at(-1))
	with as_user(other.user):
		for values in ({}, {"session": planned.name}, {"starts_on": str(at(-1))}):
			with pytest.raises(frappe.PermissionError):
				sessions.log(case.name, values)
	assert frappe.db.get_value(SESSION, planned.name, "status") == "Planned"
	assert number_of(case) == 1


def test_a_closed_case_takes_no_session(case):
	planned = daily.plan_session(case, at())
	daily.close(case)
	with pytest.raises(MentoringError, match="is closed"):
		daily.log_session(case)
	with pytest.raises(MentoringError, match="is closed"):
		daily.log_session(case, at(-1, 9))
	cancelled = daily.log_session(case, session=planned.name, status="Cancelled", not_held_reason="Holiday")
	assert cancelled.status == "Cancelled"


def test_a_start_that_is_no_moment_is_refused(case):
	with pytest.raises(MentoringError, match="Start: enter a date and a time"):
		daily.log_session(case, starts_on="after lunch")


# minutes


@pytest.mark.parametrize(("in_lesson", "inside", "outside"), [(1, 40, 0), (0, 0, 40)])
def test_minutes_in_lessons_and_out_of_them_are_kept_apart(case, in_lesson, inside, outside):
	logged = daily.log_session(case, at(-1, 9), duration=40, in_lesson=in_lesson)
	assert (logged.minutes_in_lessons, logged.minutes_outside_lessons) == (inside, outside)
	assert logged.ends_on == at(-1, 9, 40)


@pytest.mark.parametrize(
	"values", [{"status": "Planned"}, MISSED, {"status": "Cancelled", "not_held_reason": "Clash"}]
)
def test_minutes_count_just_for_what_was_held(case, values):
	logged = daily.log_session(case, at(-1, 9), duration=40, in_lesson=1, **values)
	assert (logged.minutes_in_lessons, logged.minutes_outside_lessons) == (0, 0)


def test_a_corrected_duration_moves_the_end_and_the_minutes(case):
	daily.log_session(case, at(-1, 9), duration=40)
	again = daily.log_session(case, at(-1, 9), duration=15)
	assert (again.ends_on, again.minutes_outside_lessons) == (at(-1, 9, 15), 15)


def test_planned_and_delivered_are_counted_by_plan_with_the_cost(case):
	plan = make.make_plan(case, status="Active")
	daily.settings(cost_per_hour=30)
	daily.log_session(case, at(-3, 9), duration=40)
	daily.log_session(case, at(-2, 9), duration=20, **MISSED)
	daily.log_session(case, at(-1, 9), duration=20, status="Cancelled", not_held_reason="Clash")
	daily.plan_session(case, at(3, 9), duration=30)
	assert sessions.delivery([plan.name]) == {
		plan.name: {
			"planned_sessions": 3,
			"planned_minutes": 90,
			"held_sessions": 1,
			"held_minutes": 40,
			"cost": 20.0,
		}
	}
	daily.settings(cost_per_hour=0)
	assert sessions.delivery([plan.name])[plan.name]["cost"] is None


# what is refused


@pytest.mark.parametrize("values", [{"status": "Held"}, MISSED])
def test_what_has_not_begun_is_not_logged(case, values):
	with pytest.raises(MentoringError, match="Start is in the future"):
		daily.log_session(case, ahead(), **values)


@pytest.mark.parametrize("field", ["mood_before", "mood_after"])
def test_moods_go_from_one_to_five(case, field):
	with pytest.raises(MentoringError, match=frappe.get_meta(SESSION).get_label(field).split(" (")[0]):
		daily.log_session(case, at(-1, 9), **{field: 6})
	for mood in (0, 1, 5):
		assert daily.log_session(case, at(-2, 9), **{field: mood}).get(field) == mood


@pytest.mark.parametrize("status", ["Missed", "Cancelled"])
def test_what_was_not_held_needs_a_reason(case, status):
	with pytest.raises(MentoringError, match="Why not held is missing"):
		daily.log_session(case, at(-1, 9), status=status)
	assert daily.log_session(case, at(-2, 9), status=status, not_held_reason="Absent").status == status


def test_a_session_that_was_held_after_all_has_no_reason(case):
	daily.log_session(case, at(-1, 9), **MISSED)
	assert daily.log_session(case, at(-1, 9)).not_held_reason is None


def test_targets_are_the_plan_s(case):
	plan = make.make_plan(case, status="Active", targets=[make.target(), make.target(target_text="Second")])
	logged = daily.log_session(case, at(-1, 9), targets=[{"target_number": 2, "target_text": "Forged"}])
	assert (logged.plan, logged.targets[0].target_text) == (plan.name, "Second")
	with pytest.raises(MentoringError, match="row 1: the plan has no target 3"):
		daily.log_session(case, at(-2, 9), targets=[{"target_number": 3}])
	with pytest.raises(MentoringError, match="must be a number"):
		daily.log_session(case, at(-3, 9), targets=[{"target_number": 1, "value": "better"}])


def test_a_session_without_a_plan_takes_no_targets(case):
	with pytest.raises(MentoringError, match="the plan has no target 1"):
		daily.log_session(case, at(-1, 9), targets=[{"target_number": 1}])


def test_the_targets_of_another_pupil_s_plan_are_not_to_be_had(case):
	"""The reply to a write shows the target's text, so a caller's word on the plan is not taken."""
	foreign = make.make_plan(status="Active")
	frappe.set_user(make.mentor_user(case))
	session = daily.new_session(case, at(-1, 9), plan=foreign.name, targets=[{"target_number": 1}])
	with pytest.raises(MentoringError, match="the plan has no target 1"):
		session.insert()
	session = daily.new_session(case, at(-1, 9), plan=foreign.name).insert()
	assert session.plan is None
	session.update({"plan": foreign.name, "status": "Held"}).save()
	assert session.plan is None


def test_a_planned_session_is_logged_under_the_plan_of_its_day_and_stays_there(case, as_user):
	planned = daily.plan_session(case, at(-1, 9))
	plan = make.make_plan(case, status="Active")
	assert daily.log_session(case, session=planned.name).plan == plan.name
	with as_user(make.COORDINATOR):
		plan.update({"decision_comment": "Another way"}).save()
		make.act(plan, "Cancel Plan")
	newer = make.make_plan(case, status="Active")
	assert daily.log_session(case, session=planned.name, mood_after=3).plan == plan.name != newer.name


def test_group_and_series_are_not_set_by_a_caller(case):
	with make.session_of(make.mentor_user(case)):
		session = daily.new_session(
			case, at(3, 9), series="MS-1", series_date=today(), group_session="MG-1"
		).insert()
		session.update({"series": "MS-1", "group_session": "MG-1"}).save()
	stored = frappe.db.get_value(SESSION, session.name, ["series", "series_date", "group_session"])
	assert stored == (None, None, None)


# who leads


# missed in a row
