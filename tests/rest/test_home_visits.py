"""Home visits over the server: planning, taps, a family's answer, the alarm after an outage, and refusals."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_to_date, get_datetime, now_datetime

from learning_mentor.visits import alarm as visit_alarm
from tests import factories as make
from tests.conftest import begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import (
	GUARDIAN,
	MENTOR,
	OTHER_GUARDIAN,
	OTHER_MENTOR,
	OTHER_TEACHER,
	TEACHER,
	data,
)
from tests.visit_factories import ADDRESS, PHONE, VISIT, answered, working_day

LEAD = make.address(make.LEAD_ROLES, 0)


@pytest.fixture(scope="module")
def case(school, signed_in) -> str:
	return stories.open_case(signed_in, school)


@pytest.fixture
def plan(signed_in, case):
	"""``plan(**values)`` is the name of a visit that the first mentor plans; it is taken away afterwards."""
	names = []

	def plan_visit(**values) -> str:
		names.append(data(signed_in(MENTOR).add(VISIT, **{**visit_of(case), **values}))["name"])
		return names[-1]

	yield plan_visit
	end_request()
	begin_request()
	for name in names:
		frappe.delete_doc(VISIT, name, force=True, delete_permanently=True)
		frappe.db.delete("Notification Log", {"document_name": name})
	frappe.db.commit()


def visit_of(case: str) -> dict:
	return {
		"case": case,
		"purpose": "Talking about the plan",
		"aims": "Meet the family",
		"starts_on": str(working_day()),
		"ends_on": str(working_day(11)),
		"address": ADDRESS,
		"visitor_phone": PHONE,
		"companion": TEACHER,
		"duty_contact": LEAD,
		"duty_phone": PHONE,
		"risks": answered({}),
	}


def approved(signed_in, plan, **values) -> str:
	name = plan(**values)
	data(signed_in(make.COORDINATOR).act(VISIT, name, "Approve Visit"))
	return name


def under_way(signed_in, plan, minutes_late: int = 0) -> str:
	"""A visit that was to end so many minutes ago."""
	now = now_datetime().replace(microsecond=0)
	name = approved(signed_in, plan, starts_on=str(now), ends_on=str(add_to_date(now, minutes=60)))
	data(signed_in(TEACHER).call("home_visits.check_in", name=name))
	end_request()
	begin_request()
	frappe.db.set_value(VISIT, name, "ends_on", add_to_date(now, minutes=-minutes_late))
	frappe.db.commit()
	return name


def test_a_visit_from_plan_to_check_out(signed_in, plan):
	name = approved(signed_in, plan)
	teacher = signed_in(TEACHER)
	assert data(teacher.call("home_visits.check_in", name=name))["status"] == "Under Way"
	shown = [row for row in data(teacher.ask("home_visits.my_visits")) if row["name"] == name]
	assert shown[0]["is_visitor"]
	assert not shown[0]["is_duty"]
	ends_on = get_datetime(shown[0]["ends_on"])
	moved = data(teacher.call("home_visits.extend", name=name, minutes=15))["ends_on"]
	assert get_datetime(moved) == ends_on + timedelta(minutes=15)
	assert data(teacher.call("home_visits.check_out", name=name))["status"] == "Completed"
	visit = data(signed_in(MENTOR).read(VISIT, name))
	assert (visit["checked_in_by"], visit["checked_out_by"]) == (TEACHER, TEACHER)


@pytest.mark.parametrize("user", [OTHER_MENTOR, OTHER_TEACHER, GUARDIAN])
def test_who_has_no_part_in_a_visit_reads_and_touches_nothing(signed_in, plan, user):
	name = under_way(signed_in, plan)
	stranger = signed_in(user)
	assert stranger.read(VISIT, name).status_code == 403
	assert stranger.call("home_visits.check_out", name=name).status_code == 403
	assert stranger.call("home_visits.stand_down", name=name, reason="x").status_code == 403
	assert name not in stranger.ask("home_visits.my_visits").text


def test_approval_is_not_written_past_the_workflow(signed_in, plan):
	name = plan()
	for values in ({"status": "Approved"}, {"workflow_state": "Approved"}):
		assert not signed_in(MENTOR).write(VISIT, name, **values).ok
	signed_in(MENTOR).write(VISIT, name, approved_by=MENTOR, risk_level="Low", needs_approval=0)
	visit = data(signed_in(MENTOR).read(VISIT, name))
	assert (visit["status"], visit.get("approved_by"), visit["needs_approval"]) == ("Planned", None, 1)


def test_a_guardian_confirms_and_sees_no_record(signed_in, plan):
	name = approved(signed_in, plan)
	family = signed_in(GUARDIAN)
	shown = data(family.ask("home_visits.of_family", name=name))
	assert shown["answer"] == "Asked"
	assert "Meet the family" not in str(shown)
	assert family.call("home_visits.confirm", name=name).ok
	assert data(signed_in(MENTOR).read(VISIT, name))["guardians"][0]["answer"] == "Confirmed"
	assert family.read(VISIT, name).status_code == 403


def test_another_family_s_visit_and_a_missing_one_answer_alike(signed_in, plan):
	name = approved(signed_in, plan)
	answers = [
		signed_in(OTHER_GUARDIAN).ask("home_visits.of_family", name=asked)
		for asked in (name, "MV-1999-00001")
	]
	assert [answer.status_code for answer in answers] == [404, 404]
	assert answers[0].json()["_server_messages"] == answers[1].json()["_server_messages"]


def notices_of(name: str) -> list[str]:
	end_request()
	begin_request()
	return frappe.get_all(
		"Notification Log",
		{"document_name": name, "subject": ["like", "No check-out%"]},
		pluck="for_user",
		order_by="creation asc",
	)


def latest_errors() -> list[str]:
	return frappe.get_all("Error Log", pluck="error", order_by="creation desc", limit=3)


def watch_in_a_process_of_its_own(_number: int) -> list[str]:
	"""What a scheduler does, in a thread with a site and a connection of its own."""
	begin_request()
	try:
		return visit_alarm.watch()
	finally:
		frappe.destroy()


def test_after_an_hour_without_a_worker_everybody_is_told_once(signed_in, plan):
	name = under_way(signed_in, plan, minutes_late=80)
	assert notices_of(name) == []
	assert name in visit_alarm.watch()
	told = notices_of(name)
	assert {LEAD, make.COORDINATOR} <= set(told)
	assert len(told) == len(set(told))
	assert name not in visit_alarm.watch()
	assert notices_of(name) == told


def test_eight_schedulers_at_once_tell_everybody_once(signed_in, plan):
	name = under_way(signed_in, plan, minutes_late=20)
	with ThreadPoolExecutor(8) as pool:
		told_of = list(pool.map(watch_in_a_process_of_its_own, range(8)))
	told_of.append(
		visit_alarm.watch()
	)  # a minute later: what the database refused to all of them is due still
	assert sum(name in each for each in told_of) == 1, latest_errors()
	assert notices_of(name) == [LEAD], latest_errors()


def test_an_error_with_one_visit_keeps_no_other_waiting(signed_in, plan):
	broken, sound = under_way(signed_in, plan, minutes_late=30), under_way(signed_in, plan, minutes_late=20)
	frappe.db.set_value(VISIT, broken, "duty_contact", "gone@example.com")
	frappe.db.commit()
	told = visit_alarm.watch()
	assert sound in told
	assert broken not in told


def test_the_list_for_the_office_names_visitors_and_no_pupil(signed_in, plan, case):
	name = approved(signed_in, plan)
	day = str(working_day().date())
	answer = signed_in(MENTOR).session.get(
		"/api/method/frappe.desk.query_report.run",
		params={
			"report_name": "Home Visit List",
			"filters": frappe.as_json({"from_date": day, "to_date": day}),
		},
	)
	rows = [row for row in data(answer)["result"] if row["name"] == name]
	assert rows[0]["address"] == ADDRESS
	pupil = data(signed_in(MENTOR).read("Mentoring Case", case))
	assert pupil["student_name"] not in answer.text
	other = signed_in(OTHER_MENTOR).session.get(answer.request.path_url)
	assert name not in other.text
