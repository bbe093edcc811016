"""A write that is sent again with its key is done once, also by clients that send it at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from learning_mentor.rest import idempotency
from tests import factories as make
from tests.conftest import RestSession, begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import OTHER_TEACHER, TEACHER, data, refused
from tests.rest.stories import NOMINATION

KEYS = "Mentoring Idempotency Key"
AT_ONCE = 6


@pytest.fixture(autouse=True)
def no_keys(site):
	yield
	end_request()
	begin_request()
	frappe.db.delete(KEYS)
	frappe.db.commit()


@pytest.fixture
def student(school) -> str:
	return school.make_pupil()


def nominate(session, student: str, key: str | None, **values):
	body = {"student": student, "needs": [make.rating()], "tried": "A talk", "guardian_told": True, **values}
	return session.post(
		"/api/method/learning_mentor.api.nominations.nominate",
		json=body,
		headers={"Idempotency-Key": key} if key else {},
	)


def nominations_of(student: str) -> list[str]:
	end_request()
	begin_request()
	return frappe.get_all(NOMINATION, {"student": student}, pluck="name", order_by="name")


def test_the_same_key_gets_the_same_answer_and_writes_nothing(signed_in, student):
	teacher = signed_in(TEACHER).session
	first, second = (nominate(teacher, student, "first-try") for _each in range(2))
	assert first.json()["message"] == second.json()["message"]
	assert "Idempotency-Replayed" not in first.headers
	assert second.headers["Idempotency-Replayed"] == "true"
	assert nominations_of(student) == [first.json()["message"]["name"]]


def test_without_a_key_the_second_is_a_conflict(signed_in, student):
	teacher = signed_in(TEACHER).session
	name = data(nominate(teacher, student, None))["name"]
	answer = nominate(teacher, student, None)
	refused(answer, 409, name)
	assert answer.json()["error"]["record"] == name


@pytest.mark.parametrize("wrong", [{"tried": "Something else"}, {"urgency": "Urgent"}])
def test_a_key_with_something_else_is_refused(signed_in, student, wrong):
	teacher = signed_in(TEACHER).session
	data(nominate(teacher, student, "one-key"))
	answer = nominate(teacher, student, "one-key", **wrong)
	refused(answer, 422, "came before with something else")
	assert answer.json()["error"]["code"] == "key_used_otherwise"
	assert answer.json()["error"]["field"] == "Idempotency-Key"


def test_a_key_is_of_one_method(signed_in, student):
	teacher = signed_in(TEACHER).session
	name = data(nominate(teacher, student, "one-key"))["name"]
	answer = teacher.post(
		"/api/method/learning_mentor.api.nominations.withdraw",
		json={"nomination": name},
		headers={"Idempotency-Key": "one-key"},
	)
	refused(answer, 422, "key_used_otherwise")
	assert data(signed_in(TEACHER).read(NOMINATION, name))["status"] == "Submitted"


def test_a_key_is_of_one_user(signed_in, school, student):
	first = data(nominate(signed_in(TEACHER).session, student, "a-key"))["name"]
	other = data(nominate(signed_in(OTHER_TEACHER).session, school.make_pupil(), "a-key"))["name"]
	assert first != other


def test_what_was_refused_may_be_sent_again_with_its_key(signed_in, student):
	teacher = signed_in(TEACHER).session
	refused(nominate(teacher, student, "mended", needs=[]), 417)
	data(nominate(teacher, student, "mended"))
	assert len(nominations_of(student)) == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "two\twords"])
def test_a_key_that_is_none_is_refused(signed_in, student, key):
	answer = signed_in(TEACHER).session.post(
		"/api/method/learning_mentor.api.nominations.nominate",
		json={"student": student, "needs": [make.rating()], "tried": "A talk", "guardian_told": True},
		headers={"Idempotency-Key": key},
	)
	refused(answer, 422, "Idempotency-Key")
	assert nominations_of(student) == []


def test_clients_at_once_get_one_answer_and_make_one_record(student):
	sessions = [RestSession(make.server_address()) for _each in range(AT_ONCE)]
	for session in sessions:
		session.log_in(TEACHER, make.PASSWORD)
	with ThreadPoolExecutor(AT_ONCE) as pool:
		answers = list(pool.map(lambda session: nominate(session, student, "at-once"), sessions))
	made = nominations_of(student)
	assert len(made) == 1
	assert {answer.status_code for answer in answers} <= {200, 409}
	done = [answer.json()["message"]["name"] for answer in answers if answer.ok]
	assert done and set(done) == set(made)
	waiting = [answer.json()["error"]["code"] for answer in answers if not answer.ok]
	assert set(waiting) <= {"sent_twice_at_once"}


def test_what_is_stored_says_nothing_of_the_pupil_and_nobody_reads_it(signed_in, student):
	data(nominate(signed_in(TEACHER).session, student, "what-is-kept", tried="Wordsecret"))
	end_request()
	begin_request()
	(row,) = frappe.get_all(KEYS, fields=["*"], order_by="creation")
	stored = frappe.as_json(row)
	for word in (
		student,
		"Wordsecret",
		"what-is-kept",
		frappe.db.get_value("Student", student, "student_name"),
	):
		assert word not in stored
	for user in (TEACHER, make.COORDINATOR):
		refused(signed_in(user).session.get(f"/api/resource/{KEYS}"), 403)
		refused(signed_in(user).read(KEYS, row.name), 403)


def test_the_daily_job_takes_away_what_is_a_day_old(signed_in, school, student):
	teacher = signed_in(TEACHER).session
	for key, pupil in (("old", student), ("new", school.make_pupil())):
		data(nominate(teacher, pupil, key))
	end_request()
	begin_request()
	old, new = frappe.get_all(KEYS, pluck="name", order_by="creation asc")
	frappe.db.set_value(KEYS, old, "creation", add_to_date(now_datetime(), hours=-25))
	idempotency.forget_old()
	assert frappe.get_all(KEYS, pluck="name", order_by="name") == [new]
	frappe.db.commit()


def test_a_key_of_yesterday_is_a_new_one(signed_in, school, student):
	teacher = signed_in(TEACHER).session
	data(nominate(teacher, student, "again"))
	end_request()
	begin_request()
	frappe.db.sql("update `tabMentoring Idempotency Key` set creation = now() - interval 2 day")
	frappe.db.commit()
	other = school.make_pupil()
	data(nominate(teacher, other, "again"))
	assert len(nominations_of(other)) == 1


def test_a_step_of_a_plan_is_taken_once(school, signed_in):
	plan = stories.write_plan(signed_in, stories.open_case(signed_in, school))
	mentor = signed_in(stories.MENTOR).session
	for _each in range(2):
		answer = mentor.post(
			"/api/method/learning_mentor.api.plans.send_for_approval",
			json={"plan": plan},
			headers={"Idempotency-Key": "send"},
		)
		assert data(answer) == {"name": plan, "status": "Pending Approval"}
	refused(signed_in(stories.MENTOR).call("plans.send_for_approval", plan=plan), 417, "cannot become")
