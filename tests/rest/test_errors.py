"""The form of errors: one for all of the app's endpoints and records."""

import json

import pytest
import requests

from learning_mentor.rest.errors import CODES
from tests import factories as make
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, TEACHER
from tests.rest.stories import CASE, NOMINATION, PLAN

ABOUT = {"code", "message", "field", "record"}


def error(answer, status: int) -> dict:
	"""The error of an answer, of which the form is as documented."""
	assert answer.status_code == status, answer.text[:500]
	found = answer.json()["error"]
	assert set(found) == ABOUT
	assert found["code"] in CODES
	assert found["message"] and "<" not in found["message"]
	return found


def test_a_conflict_names_the_record(school, signed_in):
	student = school.make_pupil()
	first = stories.nominate(signed_in, student)
	values = {"student": student, "needs": [make.rating()], "tried": "A talk", "guardian_told": True}
	found = error(signed_in(TEACHER).call("nominations.nominate", **values), 409)
	assert (found["code"], found["record"]) == ("already_open", first)


@pytest.mark.parametrize(
	("method", "values", "field", "code"),
	[
		("nominations.nominate", {}, "student", "missing_value"),
		("nominations.nominate", {"student": None, "needs": [], "tried": ""}, "student", "missing_value"),
		("nominations.nominate", {"student": {}, "needs": [], "tried": ""}, "student", "rule_broken"),
		("nominations.nominate", {"student": "x", "needs": "[1", "tried": ""}, "needs", "rule_broken"),
		("nominations.nominate", {"student": "x", "needs": [1], "tried": ""}, "needs", "rule_broken"),
		("plans.amend", {"plan": ["x"]}, "plan", "rule_broken"),
		("home_visits.extend", {"name": "x", "minutes": "soon"}, "minutes", "rule_broken"),
	],
)
def test_arguments_are_refused_by_their_name(signed_in, method, values, field, code):
	found = error(signed_in(MENTOR).call(method, **values), 417)
	assert (found["field"], found["code"]) == (field, code)


def test_a_record_s_field_is_named(school, signed_in):
	case = stories.open_case(signed_in, school)
	wrong = {"case": case, "summary": "x", "targets": [{**make.target(), "due_date": "9999-01-01"}]}
	assert error(signed_in(MENTOR).add(PLAN, **wrong), 417)["field"] == "due_date"
	assert (
		error(signed_in(MENTOR).add(PLAN, case=case, targets=[dict(make.target())]), 417)["field"]
		== "summary"
	)


def test_what_is_not_the_caller_s_and_what_is_not_there(school, signed_in):
	case = stories.open_case(signed_in, school)
	assert error(signed_in(TEACHER).read(CASE, case), 403)["code"] == "not_permitted"
	assert error(signed_in(TEACHER).call("guardians.invite", case=case, guardian="x"), 403)
	assert error(signed_in(MENTOR).read(CASE, "MC-0000-00000"), 403)["code"] == "not_permitted"
	assert error(signed_in(GUARDIAN).ask("portal.plan", name="MP-0000-00000"), 404)["code"] == "not_found"
	assert error(signed_in(make.COORDINATOR).call("plans.amend", plan="MP-0000-00000"), 404)


def test_a_link_that_has_ended_and_a_guest(signed_in):
	guest = requests.post(
		f"{make.server_address()}/api/method/learning_mentor.api.referrals.reply",
		json={"key": "forged.0123456789abcdef", "kind": "Accepted", "name": "Dr Winter"},
		timeout=60,
	)
	assert error(guest, 410)["code"] == "link_ended"
	asked = requests.get(
		f"{make.server_address()}/api/method/learning_mentor.api.nominations.mine", timeout=60
	)
	assert error(asked, 403)["code"] == "not_permitted"


def test_a_key_that_is_not_valid():
	answer = requests.get(
		f"{make.server_address()}/api/method/learning_mentor.api.nominations.mine",
		headers={"Authorization": "token wrong:wrong"},
		timeout=60,
	)
	assert error(answer, 401)["code"] == "not_signed_in"


def test_a_body_that_cannot_be_read_and_a_missing_token(signed_in):
	session = signed_in(MENTOR).session
	address, json_type = "/api/method/learning_mentor.api.plans.amend", {"Content-Type": "application/json"}
	assert error(session.post(address, data="{", headers=json_type), 400)["code"] == "unreadable_request"
	without = session.post(address, json={"plan": "x"}, headers={"X-Frappe-CSRF-Token": None})
	assert error(without, 400)["code"] == "csrf_token_missing"


@pytest.mark.parametrize(
	("name", "value"),
	[
		("fields", "name"),
		("filters", "{"),
		("filters", '[["name", "=", ["one", "two"]]]'),
		("order_by", "name; drop table x"),
		("order_by", "no_such_field asc"),
		("limit_page_length", "-1"),
		("limit_start", "x"),
	],
)
def test_a_query_that_cannot_be_read_is_refused_by_its_name(signed_in, name, value):
	answer = signed_in(MENTOR).session.get(f"/api/resource/{NOMINATION}", params={name: value})
	assert error(answer, 417)["field"] == name


@pytest.mark.parametrize(
	("doctype", "wrong", "field"),
	[
		(PLAN, {"targets": "one"}, "targets"),
		(PLAN, {"targets": ["one"]}, "targets"),
		(PLAN, {"targets": [{"baseline": "low"}]}, "baseline"),
		(PLAN, {"summary": ["one"]}, "summary"),
		(PLAN, {"name": {}}, "name"),
		("Mentoring Need", {"need_name": "Sleep", "weight": "heavy"}, "weight"),
		("Mentoring Import", {"target": 0}, "target"),
	],
)
def test_a_value_of_the_wrong_kind_is_refused_by_its_field(signed_in, doctype, wrong, field):
	assert error(signed_in(make.COORDINATOR).add(doctype, **wrong), 417)["field"] == field


def test_several_values_are_taken_where_an_operator_has_several(signed_in):
	for operator in ("in", "not in"):
		filters = json.dumps([["name", operator, ["one", "two"]]])
		answer = signed_in(MENTOR).session.get(f"/api/resource/{PLAN}", params={"filters": filters})
		assert answer.ok, answer.text[:300]


def test_a_record_that_is_no_object_is_refused(signed_in):
	assert error(signed_in(make.COORDINATOR).session.post(f"/api/resource/{PLAN}", data={"data": "[1]"}), 417)


def test_a_list_is_ordered_by_any_column(signed_in):
	for order in ("case asc", "modified desc, name", "`case`"):
		answer = signed_in(MENTOR).session.get(f"/api/resource/{PLAN}", params={"order_by": order})
		assert answer.ok, answer.text[:300]


def test_four_eyes_have_a_code_of_their_own(school, signed_in):
	plan = stories.write_plan(signed_in, stories.open_case(signed_in, school), by=make.COORDINATOR)
	coordinator = signed_in(make.COORDINATOR)
	coordinator.call("plans.send_for_approval", plan=plan)
	assert error(coordinator.call("plans.approve", plan=plan), 403)["code"] == "four_eyes"


def test_foreign_endpoints_keep_frappe_s_form(signed_in):
	answer = signed_in(MENTOR).session.get("/api/resource/User/nobody@example.com")
	assert answer.status_code in (403, 404)
	assert "error" not in answer.json()
