"""Where a run is, whatever became of its worker."""

from datetime import datetime
from typing import Final

from frappe import _
from frappe.utils import now_datetime
from frappe.utils.background_jobs import get_job

from learning_mentor.api.shapes.desk import ReportRunState, RunState
from learning_mentor.background_reports import pulse, runs

QUEUED: Final = "Queued"
RUNNING: Final = "Running"
DONE: Final = "Done"
FAILED: Final = "Failed"
CANCELLED: Final = "Cancelled"
UNFINISHED = (QUEUED, RUNNING)
WAITING = "queued"  # as RQ says
OVER = ("finished", "failed", "stopped", "canceled")  # as RQ says
GRACE = 60  # seconds between the queue and the worker's first word; a busy machine forks slowly


def of(run: runs.Run) -> ReportRunState:
	"""The step that it is at, since when, and its place in the queue: nobody knows how much is left."""
	if runs.is_cancelled(run.name):
		return _state(run, CANCELLED)
	told = runs.told(run.name)
	if told and told.standing != runs.RUNNING:
		return _ended(run, told)
	standing, place = _at_work(run.name) if told else _in_queue(run.name)
	if standing:
		return _state(run, standing, position=place)
	if runs.told(run.name) != told:  # it went on while this was looked up
		return of(run)
	return _state(run, FAILED, message=_("The report was broken off: run it again."))


def _at_work(run: str) -> tuple[RunState | None, None]:
	return (RUNNING if pulse.is_alive(run) else None), None


def _in_queue(run: str) -> tuple[RunState | None, int | None]:
	"""QUEUED, with the place in the queue; without one for the moment until a worker has it."""
	job = get_job(job_id(run))
	status = job.get_status() if job else None
	if not status or status in OVER:
		return None, None
	place = job.get_position() if status == WAITING else None
	if place is not None:
		return QUEUED, place + 1
	is_new = (now_datetime() - runs.missed_since(run)).total_seconds() < GRACE
	return (QUEUED if is_new else None), None


def job_id(run: str) -> str:
	return f"mentoring-report-{run}"


def unfinished() -> list[runs.Run]:
	"""The session user's runs that are waiting or under way."""
	known = [run for name in runs.names() if (run := runs.find(name))]
	return [run for run in known if of(run)["state"] in UNFINISHED]


def _ended(run: runs.Run, told: runs.Told) -> ReportRunState:
	if told.standing == runs.FAILED:
		return _state(run, FAILED, told.since, told.message)
	return _state(run, DONE, told.since)


def _state(
	run: runs.Run,
	state: RunState,
	until: datetime | None = None,
	message: str | None = None,
	position: int | None = None,
) -> ReportRunState:
	seconds = ((until or now_datetime()) - run.asked_on).total_seconds()
	return {
		"run": run.name,
		"state": state,
		"seconds": max(0, int(seconds)),
		"position": position,
		"message": message,
	}
