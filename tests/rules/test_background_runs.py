"""Runs of reports in the background: started, waiting, at work, cancelled, and what becomes of the worker."""

import os
import signal

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime
from frappe.utils.background_jobs import get_job
from frappe.utils.redis_wrapper import RedisWrapper

from learning_mentor.background_reports import asking, making, pulse, runs, standing
from learning_mentor.exceptions import NotNowError, TooOftenError
from learning_mentor.permissions import reach
from tests import factories as make
from tests.background_factories import CHRONOLOGY, CLEARANCE, TOTALS, asked, made, name_on_note, state
from tests.conftest import session_of

pytestmark = pytest.mark.usefixtures("db", "no_runs")


@pytest.fixture
def mentor(case) -> str:
	return make.mentor_user(case)


def test_a_job_that_frappe_repeats_as_administrator_makes_nothing():
	with session_of(make.COORDINATOR):
		run = asking.start(CLEARANCE, {})["run"]
	making.make(run)
	with session_of(make.COORDINATOR):
		assert not runs.kept(runs.find(run).question)
		assert state(run) == "Queued"


def test_a_report_that_refuses_says_why():
	with session_of(make.COORDINATOR):
		run = made(CLEARANCE, on="2020-01-01")
		answer = asking.state(run)
	assert answer["state"] == "Failed"
	assert "choose today or a later day" in answer["message"]


def test_an_error_of_ours_is_not_told_in_its_own_words():
	with session_of(make.COORDINATOR):
		run = made(CLEARANCE, on="Ada Pupil")
		assert asking.state(run)["message"].startswith("The report could not be made")


def test_an_expired_run_is_as_one_that_never_was():
	with session_of(make.COORDINATOR):
		run = asking.start(CLEARANCE, {})["run"]
		frappe.cache.delete_value(f"mentoring_report_run:{run}", user=make.COORDINATOR)
		with pytest.raises(frappe.DoesNotExistError, match="or it has expired"):
			asking.state(run)


def test_the_queue_learns_no_filter_and_no_row(case, mentor):
	with session_of(mentor):
		run = asking.start(CHRONOLOGY, {"case": case.name})["run"]
		job = get_job(standing.job_id(run))
		assert job.kwargs["kwargs"] == {"run": run}
		assert (job.kwargs["user"], job.origin.rpartition(":")[2]) == (mentor, "long")
		assert making.make(run) is None


def test_the_same_again_is_the_same_run_and_a_fourth_has_to_wait():
	with session_of(make.COORDINATOR):
		first = asking.start(CLEARANCE, {})["run"]
		assert asking.start(CLEARANCE, {})["run"] == first
		for report in (TOTALS, "Nomination Funnel"):
			asking.start(report, {})
		with pytest.raises(TooOftenError, match="3 of your reports"):
			asking.start("Contact Time", {})
		asking.cancel(first)
		asking.start("Contact Time", {})
		assert asking.state(asking.start(TOTALS, {})["run"])["position"] >= 1


def test_a_waiting_run_that_is_cancelled_leaves_the_queue_and_makes_nothing():
	with session_of(make.COORDINATOR):
		run = asking.start(CLEARANCE, {})["run"]
		assert asking.cancel(run)["state"] == "Cancelled"
		assert get_job(standing.job_id(run)).get_position() is None
		making.make(run)
		assert runs.told(run) is None
		assert not runs.kept(runs.find(run).question)
		assert state(run) == "Cancelled"


def test_what_is_cancelled_while_it_is_read_is_not_kept():
	with session_of(make.COORDINATOR):
		run = runs.find(asking.start(CLEARANCE, {})["run"])
		read = making._read(run)
		asking.cancel(run.name)
		making._keep(run, *read)
		assert not runs.kept(run.question)


def test_what_is_done_cannot_be_cancelled():
	with session_of(make.COORDINATOR):
		assert asking.cancel(made(CLEARANCE))["state"] == "Done"
		assert "made_on" in asked(CLEARANCE)


def test_a_statement_that_takes_too_long_is_broken_off():
	before = frappe.db.sql("select @@max_statement_time")
	with pytest.raises(frappe.db.OperationalError) as broken, making.bounded(1):
		frappe.db.sql("select sleep(20)")
	assert making._words(broken.value).startswith("The report took too long")
	assert frappe.db.sql("select @@max_statement_time") == before


def test_a_report_is_read_from_the_replica_where_there_is_one(monkeypatch):
	"""Here a second connection to the same database, which sees nothing of what is not committed."""
	mentor, rights = make.make_mentor().name, reach.of(make.COORDINATOR)
	name_on_note(make.COORDINATOR)
	replica = {"read_from_replica": 1, "replica_host": frappe.db.host, "replica_db_port": frappe.db.port}
	for key, value in replica.items():
		monkeypatch.setitem(frappe.conf, key, value)
	with session_of(make.COORDINATOR):
		run = made(CLEARANCE)
		result = runs.kept(runs.find(run).question)
		monkeypatch.setitem(frappe.conf, "read_from_replica", 0)
		direct = making._read(runs.find(run))[1]["result"]
	assert mentor not in {row["name"] for row in result.answer["result"]}
	assert result.rights == rights
	assert mentor in {row["name"] for row in direct}


def worker_of(run: str) -> int:
	"""A process that is at a run, as a worker is; its id."""
	ready, says = os.pipe()
	if not (child := os.fork()):
		with pulse.alive(run):
			os.write(says, b".")
			signal.pause()
	os.read(ready, 1)
	os.close(ready)
	os.close(says)
	return child


def kill(worker: int) -> None:
	os.kill(worker, signal.SIGKILL)
	os.waitpid(worker, 0)


def test_a_run_whose_worker_was_killed_has_failed():
	with session_of(make.COORDINATOR):
		run = asking.start(CLEARANCE, {})["run"]
		runs.tell(run, runs.RUNNING)
		worker = worker_of(run)
		assert state(run) == "Running"
		kill(worker)
		assert state(run) == "Failed"
		assert "was broken off" in asking.state(run)["message"]


def test_a_run_that_left_the_queue_and_reached_no_worker_has_failed_after_a_minute():
	with session_of(make.COORDINATOR):
		run = asking.start(CLEARANCE, {})["run"]
		job = get_job(standing.job_id(run))
		job.connection.lrem(f"rq:queue:{job.origin}", 1, job.id)
		assert (state(run), asking.state(run)["position"]) == ("Queued", None)
		long_ago = add_to_date(now_datetime(), seconds=-standing.GRACE - 1)
		runs._write("missed", run, long_ago, runs.REMEMBERED)
		assert state(run) == "Failed"


def test_a_run_whose_job_is_gone_has_failed():
	with session_of(make.COORDINATOR):
		run = asking.start(CLEARANCE, {})["run"]
		get_job(standing.job_id(run)).delete()
		assert state(run) == "Failed"


def test_without_redis_nothing_is_started_and_a_report_is_run_as_ever(monkeypatch):
	with session_of(make.COORDINATOR):
		rows = asked(CLEARANCE)["result"]
		monkeypatch.setattr(frappe, "cache", RedisWrapper.from_url("redis://127.0.0.1:1"))
		with pytest.raises(NotNowError, match="run the report itself"):
			asking.start(CLEARANCE, {})
		assert asked(CLEARANCE)["result"] == rows
