"""What the database broke off is no error of the server, by whatever name this version of Frappe tells it."""

import json

import frappe
import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from learning_mentor import job_marks, scheduled
from learning_mentor.rest import errors, retrying
from tests import factories as make
from tests.connections import committed_meanwhile

pytestmark = pytest.mark.usefixtures("db")
RAISED = "frappe.exceptions.QueryDeadlockError: (1213, 'Deadlock found')"
CHANGED = {
	"exc_type": "OperationalError",
	"exception": 'pymysql.err.OperationalError: (1020, "Record has changed since last read")',
}


SECOND_API = {"errors": [{"type": "QueryDeadlockError", "exception": f"Traceback:\n  line\n{RAISED}"}]}
CHANGED_SECOND_API = {"errors": [{"type": CHANGED["exc_type"], "exception": CHANGED["exception"]}]}


@pytest.mark.parametrize(
	"told",
	[{"exc_type": "QueryDeadlockError"}, {"exception": RAISED}, CHANGED, SECOND_API, CHANGED_SECOND_API],
)
def test_a_deadlock_is_a_conflict_that_says_what_to_do(told):
	answer = answered(500, told)
	error = json.loads(answer.get_data())["error"]
	assert (answer.status_code, error["code"]) == (409, "conflict")
	assert error["message"] == "Others are writing the same records: send it again in a moment."


def test_any_other_error_stays_one_of_the_server():
	for raised in ("ValueError: x", "pymysql.err.OperationalError: (1054, 'Unknown column')"):
		answer = answered(500, {"exception": raised})
		assert (answer.status_code, json.loads(answer.get_data())["error"]["code"]) == (500, "server_error")


@pytest.fixture
def snapshot_isolation(db):
	"""As it is from MariaDB 11.6.2 on, in this connection."""
	db.sql("SET SESSION innodb_snapshot_isolation = 1")


@pytest.fixture
def mark(db):
	name = make.unique("Changed meanwhile")
	yield name
	db.rollback()
	db.delete(job_marks.MARK, {"name": name})
	db.commit()


class Work:
	"""Reads, and locks what others have written since."""

	def __init__(self, mark: str):
		self.mark = mark
		self.found: list[bool] = []  # by each attempt

	def __call__(self) -> str:
		self.found.append(job_marks.is_claimed(self.mark))
		if len(self.found) == 1:
			committed_meanwhile(lambda: job_marks.claim_once(self.mark))
		return frappe.db.get_value(job_marks.MARK, self.mark, "name", for_update=True)


def in_request(work) -> str:
	ask()
	return retrying.until_done(work, {})


@pytest.mark.parametrize("until_done", [in_request, scheduled.whole])
def test_who_locks_what_others_have_written_since_they_began_to_read_is_done_again(
	until_done, snapshot_isolation, mark
):
	work = Work(mark)
	assert (until_done(work), work.found) == (mark, [False, True])


@pytest.mark.parametrize("until_done", [in_request, scheduled.whole])
def test_what_is_no_matter_of_others_is_not_done_again(until_done):
	attempts = []

	def work() -> None:
		attempts.append("tried")
		frappe.db.sql("select `no_such` from `tabUser`")

	with pytest.raises(frappe.db.OperationalError, match="no_such"):
		until_done(work)
	assert attempts == ["tried"]


def ask() -> None:
	"""Somebody makes a session."""
	asked = EnvironBuilder("/api/resource/Mentoring Session", method="POST", json={})
	frappe.local.request = Request(asked.get_environ())


def answered(status: int, body: dict) -> Response:
	"""The answer to that, after the hook."""
	ask()
	answer = Response(json.dumps(body), status, mimetype="application/json")
	errors.after(answer)
	return answer
