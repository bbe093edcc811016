"""Progress of targets: the line, the four-point rule, where points come from, and what plans have cost."""

from datetime import date, timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from learning_mentor import progress, sessions
from learning_mentor.exceptions import LockedTextError, MentoringError
from tests import check_in_factories as check_in
from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import MISSED, at

pytestmark = pytest.mark.usefixtures("db")

POINT = "Mentoring Progress Point"
START = date(2026, 1, 5)


@pytest.fixture
def plan(db):
	return make.make_plan(status="Active")


def target(baseline: float = 2, goal: float = 10, days: int = 40):
	"""A target that runs from START over so many days."""
	return frappe._dict(baseline=baseline, target_value=goal, due_date=START + timedelta(days=days))


def points_of(plan) -> list[tuple]:
	"""Target, value and origin of each point, in the order in which they were made."""
	return frappe.get_all(
		POINT,
		filters={"plan": plan.name},
		fields=["target_number", "value", "source"],
		order_by="target_number asc, creation asc",
		as_list=True,
	)


# the line


# the four-point rule: on days 5, 10, 15 and 20 the line from 2 to 10 stands at 3, 4, 5 and 6


# points from sessions


def measure(plan, value, day: int = -1, **values):
	case = frappe.get_doc("Mentoring Case", plan.case)
	rows = [{"target_number": 1, "value": value}]
	return daily.log_session(case, at(day, 9), **{"targets": rows, **values})


def test_a_value_measured_in_a_session_makes_a_point(plan):
	session = measure(plan, 4.5)
	point = frappe.get_last_doc(POINT, {"plan": plan.name})
	assert (point.value, point.target_number, point.source) == (4.5, 1, "Session")
	assert (point.session, getdate(point.measured_on)) == (session.name, getdate(add_days(today(), -1)))
	assert (point.case, point.student, point.mentor) == (plan.case, plan.student, plan.mentor)


def test_saving_the_session_again_changes_its_point(plan):
	session = measure(plan, 4.5)
	assert measure(plan, 5.5).name == session.name
	assert points_of(plan) == ((1, 5.5, "Session"),)
	session.reload()
	session.update({"starts_on": at(-3, 9)}).save()
	assert frappe.get_last_doc(POINT, {"plan": plan.name}).measured_on == getdate(add_days(today(), -3))
	assert len(points_of(plan)) == 1


def test_zero_is_a_value_and_nothing_is_none(plan):
	measure(plan, 0)
	measure(plan, None, day=-2)
	measure(plan, "", day=-3)
	assert points_of(plan) == ((1, 0, "Session"),)


def test_each_target_and_session_has_a_point_of_its_own():
	plan = make.make_plan(status="Active", targets=[make.target(), make.target(target_text="Second")])
	both = [{"target_number": 1, "value": 3}, {"target_number": 2, "value": 4}]
	measure(plan, None, targets=both)
	measure(plan, 5, day=-2)
	assert points_of(plan) == ((1, 3, "Session"), (1, 5, "Session"), (2, 4, "Session"))
	measure(plan, None, targets=both[1:])
	assert points_of(plan) == ((1, 5, "Session"), (2, 4, "Session"))


@pytest.mark.parametrize(
	"correction", [{"targets": [{"target_number": 1, "value": ""}]}, {"targets": []}, MISSED]
)
def test_a_value_that_was_a_mistake_is_taken_back_with_its_point(plan, correction):
	measure(plan, 4.5)
	add = check_in.add_point(plan, 3)
	measure(plan, 4.5, **correction)
	assert points_of(plan) == ((1, 3, "Entered"),)
	assert frappe.db.exists(POINT, add.name)


def test_a_session_that_was_not_held_measures_nothing(plan):
	measure(plan, 4.5, **MISSED)
	assert points_of(plan) == ()


def test_a_group_s_mentor_measures_and_corrects_the_pupils_of_others(plan, as_user):
	leader = make.make_mentor()
	case = frappe.get_doc("Mentoring Case", plan.case)
	group = daily.make_group(leader, case)
	for value, points in ((4, ((1, 4, "Session"),)), (6, ((1, 6, "Session"),)), ("", ())):
		with as_user(leader.user):
			rows = [{"case": case.name, "targets": [{"target_number": 1, "value": value}]}]
			sessions.log_group(group.name, str(at(-1, 9)), rows)
		assert points_of(plan) == points


# points from reviews


def test_a_review_makes_a_point_for_each_row_and_just_one(plan, as_user):
	with as_user(make.mentor_user(plan)):
		make.act(plan, "Start Review")
		plan.append("reviews", make.review_row(value=6))
		plan.save()
		assert points_of(plan) == ((1, 6, "Review"),)
		plan.reload()
		plan.save()
		make.act(plan, "Finish Review")
	assert points_of(plan) == ((1, 6, "Review"),)


# points entered by hand


def test_a_point_may_be_entered_and_corrected(plan):
	point = check_in.add_point(plan, 3, -2)
	point.update({"value": 4}).save()
	assert points_of(plan) == ((1, 4, "Entered"),)


@pytest.mark.parametrize("origin", ["Session", "Review"])
def test_where_a_point_comes_from_cannot_be_written(plan, origin):
	session = measure(plan, 4.5)
	point = check_in.add_point(plan, 3, source=origin, session=session.name)
	point.update({"source": origin, "session": session.name}).save()
	assert (point.source, point.session) == ("Entered", None)
	assert frappe.db.get_value(POINT, point.name, ["source", "session"]) == ("Entered", None)


@pytest.mark.parametrize("change", [{"value": 9}, {"measured_on": "2026-01-05"}, {"target_number": 2}])
def test_a_point_of_a_session_is_corrected_in_the_session(plan, change):
	measure(plan, 4.5)
	point = frappe.get_last_doc(POINT, {"plan": plan.name})
	with pytest.raises(LockedTextError, match="correct it there"):
		point.update(change).save()
	assert points_of(plan) == ((1, 4.5, "Session"),)


def test_what_is_measured_lies_not_in_the_future(plan):
	with pytest.raises(MentoringError, match="Measured on is in the future"):
		check_in.add_point(plan, 3, days=1)
	assert check_in.add_point(plan, 3, days=0).value == 3


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_target_that_the_plan_does_not_have_is_refused(plan, number):
	with pytest.raises(MentoringError, match=f"the plan has no target {number}"):
		check_in.add_point(plan, 3, target_number=number)


def test_a_plan_of_another_case_is_refused(plan):
	foreign = make.make_plan(make.make_case(mentor=frappe.get_doc("Mentor Profile", plan.mentor)))
	with pytest.raises(MentoringError, match="choose a plan of this case"):
		check_in.add_point(foreign, 3, case=plan.case)


def test_another_mentor_enters_and_reads_no_point(plan, as_user):
	point, other = check_in.add_point(plan, 3), make.make_mentor()
	with as_user(other.user):
		with pytest.raises(frappe.PermissionError):
			check_in.new_point(plan, 9).insert()
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(POINT, point.name).update({"value": 9}).save()
		assert frappe.get_list(POINT, pluck="name") == []
	assert points_of(plan) == ((1, 3, "Entered"),)


# what charts are made from


def test_targets_with_their_points_line_and_advice():
	"""The first target runs over 40 days from 20 days ago: its line stands at 2 + days / 5."""
	due = add_days(today(), 20)
	targets = [
		make.target(due_date=due),
		make.target(target_text="Fewer outbursts", due_date=due, baseline=8, target_value=0),
	]
	plan = make.make_plan(status="Active", targets=targets)
	started = getdate(add_days(today(), -20))
	plan.agreed_on = started
	for days, value in ((-5, 4.9), (-15, 2), (-10, 3.5), (0, 5.9)):
		check_in.add_point(plan, value, days)
	check_in.add_point(plan, 3, -10, target_number=2)
	first, second = progress.targets_with_points(plan)
	assert first == {
		"number": 1,
		"text": "Puts a hand up twice in a lesson",
		"status": "Not Started",
		"started": started,
		"due": getdate(due),
		"baseline": 2,
		"goal": 10,
		"points": [
			{"on": getdate(add_days(today(), -15)), "value": 2, "line": 3},
			{"on": getdate(add_days(today(), -10)), "value": 3.5, "line": 4},
			{"on": getdate(add_days(today(), -5)), "value": 4.9, "line": 5},
			{"on": getdate(), "value": 5.9, "line": 6},
		],
		"advice": "Change the strategy",
	}
	assert second["points"] == [{"on": getdate(add_days(today(), -10)), "value": 3, "line": 6}]
	assert (second["number"], second["advice"]) == (2, "Too few points")


def test_a_line_starts_with_agreement_else_approval_else_writing():
	plan = frappe._dict(creation="2026-01-05 10:00:00", approved_on=None, agreed_on=None)
	assert progress.start_of(plan) == date(2026, 1, 5)
	plan.approved_on = "2026-01-12 09:00:00"
	assert progress.start_of(plan) == date(2026, 1, 12)
	plan.agreed_on = "2026-01-19"
	assert progress.start_of(plan) == date(2026, 1, 19)


def test_points_are_read_by_plan_and_target_in_order_of_time(plan):
	other = make.make_plan(make.make_case(mentor=frappe.get_doc("Mentor Profile", plan.mentor)))
	check_in.add_point(plan, 5, -1)
	check_in.add_point(plan, 4, -9)
	check_in.add_point(other, 1, -2)
	earlier, later, between = (getdate(add_days(today(), days)) for days in (-9, -1, -2))
	assert progress.points_of([plan.name, other.name]) == {
		plan.name: {1: [(earlier, 4), (later, 5)]},
		other.name: {1: [(between, 1)]},
	}
	assert progress.points_of([]) == {}


# planned and delivered


def test_delivery_counts_each_plan_by_itself_with_the_cost_of_what_was_held(plan):
	other = make.make_plan(
		make.make_case(mentor=frappe.get_doc("Mentor Profile", plan.mentor)), status="Active"
	)
	measure(plan, None, day=-3, duration=45, targets=[])
	measure(plan, None, day=-2, duration=25, targets=[])
	measure(plan, None, day=-1, duration=30, targets=[], **MISSED)
	measure(other, None, day=-4, duration=30, targets=[], status="Cancelled", not_held_reason="Holiday")
	daily.plan_session(frappe.get_doc("Mentoring Case", other.case), at(4, 9), duration=30)
	totals = ("planned_sessions", "planned_minutes", "held_sessions", "held_minutes")
	for rate, costs in ((24.5, (28.58, 0)), (0, (None, None))):  # 70 minutes of 24.50 an hour: 28.583
		daily.settings(cost_per_hour=rate)
		found = sessions.delivery([plan.name, other.name])
		assert [found[plan.name][field] for field in totals] == [3, 100, 2, 70]
		assert [found[other.name][field] for field in totals] == [1, 30, 0, 0]
		assert (found[plan.name]["cost"], found[other.name]["cost"]) == costs
	assert sessions.delivery([]) == {}
