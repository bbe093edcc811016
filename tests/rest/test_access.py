"""Who reads, lists and writes what through `/api/resource` and the app's endpoints."""

import pytest

from tests import factories as make
from tests.rest import stories
from tests.rest.conftest import (
	GUARDIAN,
	MENTOR,
	OTHER_GUARDIAN,
	OTHER_MENTOR,
	OTHER_TEACHER,
	TEACHER,
	data,
	refused,
)
from tests.rest.stories import CASE, NOMINATION, PLAN

RECORD = "Mentoring Selection Record"


@pytest.fixture(scope="module")
def plan(school, signed_in) -> dict:
	"""A plan that awaits its guardian, as the mentor reads it."""
	return data(signed_in(MENTOR).read(PLAN, stories.plan_awaiting_guardian(signed_in, school)))


def test_the_mentor_reads_and_lists_case_and_plan(plan, signed_in):
	mentor = signed_in(MENTOR)
	assert data(mentor.read(CASE, plan["case"]))["mentor"] == plan["mentor"]
	assert plan["case"] in mentor.names(CASE)
	assert plan["name"] in mentor.names(PLAN)


@pytest.mark.parametrize("user", [OTHER_MENTOR, TEACHER, GUARDIAN])
def test_others_neither_read_nor_write_case_and_plan(plan, signed_in, user):
	other = signed_in(user)
	for doctype, name in ((CASE, plan["case"]), (PLAN, plan["name"])):
		refused(other.read(doctype, name), 403)
		refused(other.write(doctype, name, mode="Group", summary="Mine now"), 403)
		refused(other.write(doctype, name, mentor="MENTOR-0000"), 403)
		assert other.session.delete(f"/api/resource/{doctype}/{name}").status_code == 403


def test_another_mentor_s_lists_do_not_have_them(plan, signed_in):
	other = signed_in(OTHER_MENTOR)
	assert plan["case"] not in other.names(CASE)
	assert plan["name"] not in other.names(PLAN)
	counted = other.session.get(
		"/api/method/frappe.desk.reportview.get_count",
		params={"doctype": CASE, "filters": f'[["{CASE}", "name", "=", "{plan["case"]}"]]'},
	)
	assert data(counted) == 0


def test_another_mentor_does_not_get_at_single_values(plan, signed_in):
	other = signed_in(OTHER_MENTOR).session
	asked = other.get(
		"/api/method/frappe.client.get_value",
		params={"doctype": CASE, "fieldname": "student_name", "filters": plan["case"]},
	)
	assert asked.status_code == 403 or not asked.json().get("message")
	rows = other.get(
		"/api/method/frappe.client.get_list",
		params={"doctype": "Mentoring Plan Target", "parent": PLAN, "fields": '["target_text", "parent"]'},
	)
	assert plan["name"] not in rows.text


def test_another_mentor_does_not_act_on_the_plan(plan, signed_in):
	other = signed_in(OTHER_MENTOR)
	refused(other.act(PLAN, plan["name"], "Record Agreement"), 403)
	refused(other.call("plans.record_review", plan=plan["name"], rows=[make.review_row()]), 403)
	refused(other.call("plans.amend", plan=plan["name"]), 403)
	refused(other.ask("guardians.of_case", case=plan["case"]), 403)
	refused(other.add(PLAN, case=plan["case"], summary="Mine", targets=[dict(make.target())]), 403)


def test_a_coordinator_lists_all(plan, signed_in):
	coordinator = signed_in(make.COORDINATOR)
	assert plan["case"] in coordinator.names(CASE)
	assert plan["name"] in coordinator.names(PLAN)
	assert coordinator.names(RECORD)


def test_a_teacher_sees_own_nominations_alone(school, signed_in):
	own = stories.nominate(signed_in, school.make_pupil())
	foreign = stories.nominate(signed_in, school.make_pupil(), by=OTHER_TEACHER)
	teacher = signed_in(TEACHER)
	assert own in teacher.names(NOMINATION)
	assert foreign not in teacher.names(NOMINATION)
	refused(teacher.read(NOMINATION, foreign), 403)
	refused(teacher.write(NOMINATION, foreign, tried="Something"), 403)
	assert foreign not in [row["name"] for row in data(teacher.ask("nominations.mine"))]


def test_a_teacher_does_not_see_what_the_panel_sees(school, signed_in):
	nomination = stories.nominate(signed_in, school.make_pupil())
	teacher, coordinator = signed_in(TEACHER), signed_in(make.COORDINATOR)
	assert data(coordinator.ask("nominations.panel_view", nomination=nomination))["nomination"] == nomination
	assert data(teacher.ask("nominations.panel_view", nomination=nomination)) == {}
	assert teacher.session.get(f"/api/resource/{RECORD}").status_code == 403
	refused(teacher.ask("selection.board"), 403, "coordinator")
	refused(teacher.ask("selection.mentors"), 403, "coordinator")


def test_decisions_are_the_coordinator_s(school, signed_in):
	nomination = stories.nominate(signed_in, school.make_pupil())
	for user in (TEACHER, MENTOR, GUARDIAN):
		session = signed_in(user)
		refused(session.call("selection.accept", nomination=nomination, mentor=school.mentor.name), 403)
		refused(session.call("selection.decline", nomination=nomination, reason="No"), 403)
		refused(session.call("selection.put_on_waiting_list", nomination=nomination), 403)
	assert data(signed_in(TEACHER).read(NOMINATION, nomination))["status"] == "Submitted"


def test_a_foreign_guardian_and_staff_get_no_portal_page_of_the_plan(plan, signed_in):
	refused(signed_in(OTHER_GUARDIAN).ask("portal.plan", name=plan["name"]), 404, "no such plan")
	refused(signed_in(OTHER_GUARDIAN).call("portal.agree", name=plan["name"], typed_name="Somebody"), 404)
	refused(signed_in(MENTOR).call("portal.agree", name=plan["name"], typed_name="Somebody"), 403)
	assert data(signed_in(MENTOR).read(PLAN, plan["name"]))["status"] == "Pending Guardian Agreement"


def test_reassigning_ends_access_with_the_next_request(school, signed_in):
	plan = stories.write_plan(signed_in, stories.open_case(signed_in, school))
	before, after = signed_in(MENTOR), signed_in(OTHER_MENTOR)
	case = data(before.read(PLAN, plan))["case"]
	data(signed_in(make.COORDINATOR).write(CASE, case, mentor=school.other_mentor.name))
	for doctype, name in ((CASE, case), (PLAN, plan)):
		refused(before.read(doctype, name), 403)
		assert name not in before.names(doctype)
		assert data(after.read(doctype, name))["mentor"] == school.other_mentor.name
		assert name in after.names(doctype)
