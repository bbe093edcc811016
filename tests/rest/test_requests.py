"""What the server refuses: forged and malformed requests, and writes that go round the rules."""

import pytest
import requests

from tests import factories as make
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, TEACHER, data, refused
from tests.rest.stories import CASE, NOMINATION, PLAN


@pytest.fixture(scope="module")
def sent(school, signed_in) -> str:
	"""A plan of the coordinator's own hand that waits for approval."""
	plan = stories.write_plan(signed_in, stories.open_case(signed_in, school), by=make.COORDINATOR)
	data(signed_in(make.COORDINATOR).act(PLAN, plan, "Send for Approval"))
	return plan


def test_a_document_is_not_written_without_the_token(sent, signed_in):
	session = signed_in(make.COORDINATOR).session
	answer = session.put(
		f"/api/resource/{PLAN}/{sent}", json={"summary": "x"}, headers={"X-Frappe-CSRF-Token": "0" * 56}
	)
	refused(answer, 400, "CSRFTokenError")


def test_releasing_is_not_done_by_get(school, signed_in):
	nomination = stories.nominate(signed_in, school.make_pupil())
	session = signed_in(make.COORDINATOR).session
	answer = session.get(f"/api/resource/{NOMINATION}/{nomination}", params={"run_method": "release"})
	assert answer.status_code == 403


@pytest.mark.parametrize(
	("verb", "address", "taken"),
	[
		("GET", "method/learning_mentor.api.nominations.nominate", "POST"),
		("PUT", "method/learning_mentor.api.selection.board", "GET"),
		("DELETE", f"resource/{NOMINATION}", "GET, POST"),
		("PATCH", f"resource/{NOMINATION}/none", "GET, POST, PUT, DELETE"),
	],
)
def test_an_address_names_the_methods_that_it_takes(signed_in, verb, address, taken):
	answer = signed_in(make.COORDINATOR).session.request(verb, f"/api/{address}")
	refused(answer, 405, "VerbNotTakenError")
	assert answer.headers["Allow"] == taken
	assert answer.json()["error"]["code"] == "method_not_allowed"


def test_a_stranger_is_not_told_what_an_endpoint_takes(school):
	address = f"{make.server_address()}/api/method/learning_mentor.api.nominations.nominate"
	answer = requests.get(address, timeout=60)
	assert answer.status_code == 403 and "Allow" not in answer.headers


def test_a_second_nomination_is_a_conflict_that_names_the_first(school, signed_in):
	student = school.make_pupil()
	first = stories.nominate(signed_in, student)
	answer = signed_in(TEACHER).call(
		"nominations.nominate", student=student, needs=[make.rating()], tried="A talk", guardian_told=True
	)
	refused(answer, 409, "AlreadyOpenError", first)


@pytest.mark.parametrize(
	("wrong", "words"),
	[
		({"needs": []}, "Needs"),
		({"needs": [make.rating(severity=6)]}, "Severity goes from 1 to 5"),
		({"guardian_told": False}, "why the guardian was not told"),
	],
)
def test_bad_input_is_refused_by_the_name_of_the_field(school, signed_in, wrong, words):
	values = {"needs": [make.rating()], "tried": "A talk", "guardian_told": True}
	answer = signed_in(TEACHER).call(
		"nominations.nominate", **{"student": school.make_pupil(), **values, **wrong}
	)
	refused(answer, 417, words)


def test_a_refused_nomination_leaves_nothing_behind(school, signed_in):
	student, teacher = school.make_pupil(), signed_in(TEACHER)
	values = {"student": student, "needs": [], "tried": "A talk", "guardian_told": True}
	refused(teacher.call("nominations.nominate", **values), 417)
	mine = teacher.session.get(
		f"/api/resource/{NOMINATION}", params={"filters": f'{{"student": "{student}"}}'}
	)
	assert data(mine) == []


def test_a_mentor_who_cannot_take_the_case_is_told_why(school, signed_in):
	nomination, coordinator = stories.nominate(signed_in, school.make_pupil()), signed_in(make.COORDINATOR)
	profile = school.other_mentor.name
	data(coordinator.write("Mentor Profile", profile, status="On Leave"))
	try:
		answer = coordinator.call("selection.accept", nomination=nomination, mentor=profile)
		refused(answer, 417, "MentorUnavailableError", "on leave")
	finally:
		data(coordinator.write("Mentor Profile", profile, status="Active"))
	assert data(coordinator.read(NOMINATION, nomination))["status"] == "Submitted"


def test_the_author_does_not_approve_by_button_put_or_set_value(sent, signed_in):
	author = signed_in(make.COORDINATOR)
	refused(author.act(PLAN, sent, "Approve Plan"), 403, "FourEyesError")
	state = "Pending Guardian Agreement"
	refused(author.write(PLAN, sent, workflow_state=state), 403, "FourEyesError")
	refused(
		author.write(PLAN, sent, workflow_state=state, authors="", requested_by=None), 403, "FourEyesError"
	)
	refused(author.write(PLAN, sent, owner="Guest", workflow_state=state), 403, "FourEyesError")
	answer = author.session.post(
		"/api/method/frappe.client.set_value",
		json={"doctype": PLAN, "name": sent, "fieldname": "workflow_state", "value": state},
	)
	refused(answer, 403, "FourEyesError")
	assert data(author.read(PLAN, sent))["status"] == "Pending Approval"


def test_bulk_approval_does_not_approve_for_the_author(sent, signed_in):
	author = signed_in(make.COORDINATOR)
	author.session.post(
		"/api/method/frappe.model.workflow.bulk_workflow_approval",
		json={"docnames": f'["{sent}"]', "doctype": PLAN, "action": "Approve Plan"},
	)
	stored = data(author.read(PLAN, sent))
	assert (stored["status"], stored.get("approved_by")) == ("Pending Approval", None)


@pytest.mark.parametrize(
	"values",
	[
		{"status": "Active"},
		{"status": "Pending Guardian Agreement"},
		{"docstatus": 1},
		{"docstatus": 1, "status": "Active", "approved_by": "Guest", "agreed_on": "2026-01-01"},
		{"workflow_state": "Active", "docstatus": 1},
	],
)
def test_a_plan_is_not_made_active_by_writing_it(sent, signed_in, values):
	for user in (make.COORDINATOR, make.SECOND_COORDINATOR, MENTOR):
		answer = signed_in(user).write(PLAN, sent, **values)
		assert answer.status_code in (403, 417), answer.text[:300]
	stored = data(signed_in(MENTOR).read(PLAN, sent))
	assert (stored["status"], stored["docstatus"]) == ("Pending Approval", 0)


def test_what_is_locked_is_not_written_row_by_row(sent, signed_in):
	plan = data(signed_in(MENTOR).read(PLAN, sent))
	row = plan["targets"][0]["name"]
	for user in (MENTOR, make.SECOND_COORDINATOR):
		session = signed_in(user)
		refused(session.write("Mentoring Plan Target", row, target_text="Changed"), 403)
		assert session.session.delete(f"/api/resource/Mentoring Plan Target/{row}").status_code == 403
		refused(session.write(PLAN, sent, summary="Changed"), 417, "LockedTextError")
	assert data(signed_in(MENTOR).read(PLAN, sent))["targets"] == plan["targets"]


def test_a_decision_is_not_added_by_hand(sent, signed_in):
	deputy = signed_in(make.SECOND_COORDINATOR)
	row = {"decision": "Approved", "decided_by": make.SECOND_COORDINATOR, "parenttype": PLAN, "parent": sent}
	answer = deputy.add("Mentoring Plan Decision", **row, parentfield="decisions")
	assert answer.status_code in (403, 417), answer.text[:300]
	deputy.write(PLAN, sent, decisions=[row])
	decisions = data(deputy.read(PLAN, sent))["decisions"]
	assert [each["decision"] for each in decisions] == ["Approval requested"]


def test_a_plan_of_another_pupil_is_not_smuggled_in(school, signed_in):
	case, other = stories.open_case(signed_in, school), stories.open_case(signed_in, school)
	foreign = data(signed_in(MENTOR).read(CASE, other))["student"]
	values = {"case": case, "student": foreign, "mentor": school.other_mentor.name, "summary": "Mine"}
	plan = data(signed_in(MENTOR).add(PLAN, **values, targets=[dict(make.target())]))
	assert (plan["student"], plan["mentor"]) != (foreign, school.other_mentor.name)
	assert plan["mentor"] == school.mentor.name


def test_errors_tell_no_traceback_and_no_pupil(school, signed_in):
	student = school.make_pupil()
	stories.nominate(signed_in, student)
	name = data(signed_in(make.COORDINATOR).read("Student", student))["student_name"]
	answer = signed_in(TEACHER).call(
		"nominations.nominate", student=student, needs=[make.rating()], tried="A talk", guardian_told=True
	)
	refused(answer, 409)
	assert name not in answer.text


def test_a_guardian_answers_once(school, signed_in):
	guardian = signed_in(GUARDIAN)
	plan = stories.plan_awaiting_guardian(signed_in, school)
	refused(guardian.call("portal.agree", name=plan, typed_name="  "), 417, "name is missing")
	refused(guardian.call("portal.ask_for_change", name=plan, comment=" "), 417, "comment is missing")
	data(guardian.call("portal.agree", name=plan, typed_name="A Parent"))
	refused(guardian.call("portal.agree", name=plan, typed_name="A Parent"), 417, "answered already")
	refused(guardian.call("portal.ask_for_change", name=plan, comment="Wait"), 417, "answered already")
