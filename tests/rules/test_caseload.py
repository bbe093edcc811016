"""The page that a mentor opens in the morning: what is on it, whose it is, and what it costs."""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, getdate, now_datetime, today

from benchmarks.meter import cost_of
from learning_mentor import caseload, own_tasks, portal
from tests import factories as make
from tests import family_factories as families
from tests import session_factories as daily
from tests.caseload_factories import attend, morning, morning_of, names
from tests.session_factories import MISSED, at

pytestmark = pytest.mark.usefixtures("db")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def row(case) -> dict:
	"""The case's line."""
	(found,) = [each for each in morning(case)["cases"] if each.name == case.name]
	return found


# pupils


def test_a_new_case(case):
	assert {key: row(case)[key] for key in ("student_name", "status", "last_seen", "days_since", "plan")} == {
		"student_name": case.student_name,
		"status": "Open",
		"last_seen": None,
		"days_since": 0,
		"plan": None,
	}
	for field in ("not_seen", "absent", "review_due", "advice"):
		assert not row(case)[field], field


@pytest.mark.parametrize(("days", "not_seen"), [(14, False), (15, True)])
def test_pupils_not_seen_for_as_many_days_as_the_settings_say(case, days, not_seen):
	daily.log_session(case, at(-20, 9))
	daily.log_session(case, at(-days, 9))
	daily.log_session(case, at(-1, 9), **MISSED)
	daily.plan_session(case, at(-2, 9))
	found = row(case)
	assert (found.last_seen, found.days_since) == (getdate(add_days(today(), -days)), days)
	assert found.not_seen is not_seen


def test_when_a_pupil_was_last_seen_is_found_without_reading_all_sessions(case):
	families.add_sessions(frappe.get_doc("Mentoring Case", case.name), 500)
	assert row(case).last_seen
	cost = cost_of(lambda: caseload._last_seen([case.name]))
	assert cost.queries == 1 and cost.rows < 50


def test_own_tasks_are_found_without_reading_everybody_elses(case):
	tasks = [
		{"doctype": "ToDo", "description": "Of somebody else", "date": today()} for _number in range(300)
	]
	for task in tasks:
		frappe.get_doc({**task, "name": frappe.generate_hash(), "allocated_to": "Guest"}).db_insert()
	assert cost_of(lambda: own_tasks.due([case.mentor])).rows < 50


@pytest.mark.parametrize(("days", "not_seen"), [(14, False), (15, True)])
def test_without_a_session_the_days_run_from_the_opening(case, days, not_seen):
	case.db_set("opened_on", add_days(today(), -days))
	assert row(case).not_seen is not_seen


def test_nobody_waits_for_a_pupil_whose_case_is_paused(case, as_user):
	case.db_set("opened_on", add_days(today(), -50))
	with as_user(make.COORDINATOR):
		case.reload()
		case.update({"status": "Paused", "status_reason": "A stay in hospital"}).save()
	assert row(case).not_seen is False


@pytest.mark.parametrize(
	("days_ago", "status", "submit", "absent"),
	[
		(0, "Absent", True, True),
		(1, "Absent", True, True),
		(2, "Absent", True, False),
		(0, "Present", True, False),
		(0, "Absent", False, False),
	],
)
def test_absences_since_yesterday(case, days_ago, status, submit, absent):
	attend(case, days_ago, status, submit)
	assert row(case).absent is absent


# plans


@pytest.mark.parametrize(("days", "due"), [(-1, True), (0, True), (1, False)])
def test_reviews_are_due_from_their_day(case, days, due):
	plan = make.make_plan(case, status="Active")
	plan.db_set("review_date", add_days(today(), days))
	found = row(case)
	assert (found.plan, found.review_date, found.review_due) == (
		plan.name,
		getdate(add_days(today(), days)),
		due,
	)


def test_a_plan_that_is_not_in_force_is_not_shown(case):
	make.make_plan(case, status="Pending Approval")
	assert (row(case).plan, row(case).review_due) == (None, False)


@pytest.mark.parametrize(
	("values", "advice"),
	[
		((1, 1, 1, 1), ["Change the strategy"]),
		((9, 9, 9, 9), ["Raise the goal"]),
		((1, 1, 1), []),
		((1, 1, 1, 9), []),
	],
)
def test_the_advice_of_the_four_point_rule(case, values, advice):
	"""The line of the plan starts today at 2."""
	plan = make.make_plan(case, status="Active")
	for number, value in enumerate(values):
		point = {"doctype": "Mentoring Progress Point", "case": case.name, "plan": plan.name}
		frappe.get_doc(
			{
				**point,
				"target_number": 1,
				"value": value,
				"measured_on": add_days(today(), number - len(values) + 1),
			}
		).insert()
	assert row(case).advice == advice


# sessions and groups


@pytest.mark.parametrize(
	("days", "values", "shown"),
	[
		(0, {}, True),
		(1, {}, False),
		(-1, {}, True),
		(-7, {}, True),
		(-8, {}, False),
		(0, {"status": "Held"}, True),
		(-1, {"status": "Held"}, False),
		(0, {"status": "Cancelled", "not_held_reason": "Clash"}, False),
		(-1, {"status": "Cancelled", "not_held_reason": "Clash"}, False),
	],
)
def test_sessions_of_today_and_those_that_wait_to_be_logged(case, days, values, shown):
	session = daily.plan_session(case, at(days), **values)
	assert names(morning(case)["sessions"]) == ([session.name] if shown else [])


def test_sessions_come_in_the_order_of_their_time(case):
	later, earlier = daily.plan_session(case, at(-1, 11)), daily.plan_session(case, at(-1, 9))
	found = morning(case)["sessions"]
	assert names(found) == [earlier.name, later.name]
	assert (found[0]["student_name"], found[0]["starts_on"]) == (case.student_name, at(-1, 9))


def test_groups_with_their_members(case):
	mentor = frappe.get_doc("Mentor Profile", case.mentor)
	waiting, foreign = make.make_case(mentor=mentor), make.make_case()
	day = WEEKDAYS[getdate().weekday()]
	group = daily.make_group(mentor, case, foreign, waiting, places=2, weekday=day, theme="A")
	other_day = WEEKDAYS[(getdate().weekday() + 1) % 7]
	daily.make_group(mentor, weekday=other_day, theme="B")
	daily.make_group(mentor, weekday=day, to_date=add_days(today(), -1), theme="C")
	daily.make_group(mentor, weekday=day, from_date=add_days(today(), 1), theme="D")
	daily.make_group(mentor, weekday=day, from_date=today(), to_date=today(), theme="E")
	daily.make_group(mentor, weekday=day, status="Closed", theme="F")
	found = morning(case)["groups"]
	assert [(each["theme"], each["is_today"]) for each in found] == [
		("A", True),
		("B", False),
		("C", False),
		("D", False),
		("E", True),
	]
	assert found[0]["name"] == group.name
	assert found[0]["members"] == [
		{"case": each.name, "student_name": each.student_name} for each in (case, foreign)
	]
	assert found[1]["members"] == []
	assert morning(foreign)["groups"] == []


# what came in


def test_tasks_that_are_due(case):
	def make_task(user: str, days: int, **values) -> str:
		task = {
			"doctype": "ToDo",
			"allocated_to": user,
			"description": "Call",
			"date": add_days(today(), days),
		}
		return frappe.get_doc({**task, **values}).insert().name

	user = make.mentor_user(case)
	due = [make_task(user, -1), make_task(user, 0)]
	later, done = make_task(user, 1), make_task(user, 0, status="Closed")
	foreign = make_task(make.make_mentor().user, 0)
	found = names(morning(case)["tasks"])
	assert [name for name in found if name in due] == due
	for name in (later, done, foreign):
		assert name not in found


def test_answers_of_guardians_of_the_last_week():
	guardian = make.make_portal_guardian()
	plan = make.make_plan(make.make_case(make.make_student(guardian)), status="Pending Guardian Agreement")
	assert morning(plan)["messages"] == []
	with make.session_of(guardian.user):
		portal.ask_for_change(plan.name, "Not on Mondays")
	(message,) = morning(plan)["messages"]
	assert (message["name"], message["decision"], message["comment"]) == (
		plan.name,
		"Change asked for",
		"Not on Mondays",
	)
	for days, listed in ((6, 1), (8, 0)):
		frappe.db.set_value(
			"Mentoring Plan Decision",
			{"parent": plan.name, "decision": "Change asked for"},
			"decided_on",
			add_to_date(now_datetime(), days=-days),
		)
		assert len(morning(plan)["messages"]) == listed


def test_what_a_coordinator_enters_is_no_message(case):
	make.make_plan(case, status="Active")
	assert morning(case)["messages"] == []


def test_handovers_that_await_the_mentor(case):
	receiver = make.make_mentor()
	handover = daily.offer_handover(case, receiver)
	assert names(morning_of(receiver.user)["handovers"]) == [handover.name]
	assert morning_of(receiver.user)["cases"] == []
	assert morning(case)["handovers"] == []
	with make.session_of(receiver.user):
		frappe.get_doc(handover.doctype, handover.name).ask("When?")
	assert names(morning_of(receiver.user)["handovers"]) == [handover.name]
	with make.session_of(receiver.user):
		frappe.get_doc(handover.doctype, handover.name).accept()
	assert morning_of(receiver.user)["handovers"] == []
	assert names(morning_of(receiver.user)["cases"]) == [case.name]


# whose


# what it costs
