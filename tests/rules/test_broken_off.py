"""What the database broke off is no error of the server, by whatever name this version of Frappe tells it."""

import json

import frappe
import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from learning_mentor.rest import errors

pytestmark = pytest.mark.usefixtures("db")
RAISED = "frappe.exceptions.QueryDeadlockError: (1213, 'Deadlock found')"


@pytest.mark.parametrize("told", [{"exc_type": "QueryDeadlockError"}, {"exception": RAISED}])
def test_a_deadlock_is_a_conflict_that_says_what_to_do(told):
	answer = answered(500, told)
	error = json.loads(answer.get_data())["error"]
	assert (answer.status_code, error["code"]) == (409, "conflict")
	assert error["message"] == "Others are writing the same records: send it again in a moment."


def test_any_other_error_stays_one_of_the_server():
	answer = answered(500, {"exception": "ValueError: x"})
	assert (answer.status_code, json.loads(answer.get_data())["error"]["code"]) == (500, "server_error")


def answered(status: int, body: dict) -> Response:
	"""An answer to whoever makes a session, after the hook."""
	asked = EnvironBuilder("/api/resource/Mentoring Session", method="POST", json={})
	frappe.local.request = Request(asked.get_environ())
	answer = Response(json.dumps(body), status, mimetype="application/json")
	errors.after(answer)
	return answer
