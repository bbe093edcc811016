"""Starting a run and cancelling it. A run is the session user's, and of a report that this user may read."""

import frappe
from frappe import _
from frappe.desk.query_report import get_report_doc
from frappe.utils.background_jobs import get_job, get_redis_conn
from redis.exceptions import ConnectionError as NoRedis
from rq.command import send_stop_job_command
from rq.exceptions import InvalidJobOperation, NoSuchJobError

from learning_mentor.api.shapes.desk import ReportRun, ReportRunState
from learning_mentor.background_reports import runs, standing
from learning_mentor.background_reports.shipped import is_ours
from learning_mentor.exceptions import MentoringError, TooOftenError, refuse
from learning_mentor.long_jobs import NO_QUEUE

MOST_AT_ONCE = 3  # runs of one user: the same queue has imports and packs of others
JOB_SECONDS = 30 * 60
MODULE = "Learning Mentor"


def start(report: str, filters: dict) -> ReportRun:
	"""Let a worker make the report; a run of the same that is unfinished is gone on with.

	Raises PermissionError as Frappe does for the report itself, MentoringError for a report of another app,
	TooOftenError while the user has `MOST_AT_ONCE` unfinished ones, NotNowError without Redis.
	"""
	_require_ours(report)
	try:
		return {"run": _start(report, runs.in_order(filters))}
	except NO_QUEUE:
		runs.cannot_run_now()


def _require_ours(report: str) -> None:
	"""By Frappe's own check, which hands out the report behind one that a user has saved: that is another."""
	doc = get_report_doc(report) if is_ours(report) else None
	if not doc or (doc.name, doc.module, doc.is_standard) != (report, MODULE, "Yes"):
		refuse(_("Only reports on mentoring are run in the background."), MentoringError, field="report")


def _start(report: str, filters: str) -> str:
	unfinished = standing.unfinished()
	asked = runs.question(report, filters, frappe.local.lang)
	for run in unfinished:
		if run.question == asked:
			return run.name
	if len(unfinished) >= MOST_AT_ONCE:
		refuse(
			_("{0} of your reports are being made: wait for one, or cancel it.").format(MOST_AT_ONCE),
			TooOftenError,
		)
	return _put_in_queue(runs.add(report, filters))


def _put_in_queue(run: runs.Run) -> str:
	"""At once, not after the commit: nothing of it is in the database. The job's arguments name no filter."""
	frappe.enqueue(
		"learning_mentor.background_reports.making.make",
		queue="long",
		timeout=JOB_SECONDS,
		job_id=standing.job_id(run.name),
		run=run.name,
	)
	return run.name


def require(name: str) -> runs.Run:
	"""The session user's run. The same DoesNotExistError for another's, an expired one, and none."""
	run = runs.find(name) if name.isalnum() else None
	if not run:
		refuse(_("There is no such run of a report, or it has expired."), frappe.DoesNotExistError, "run")
	return run


def state(name: str) -> ReportRunState:
	try:
		return standing.of(require(name))
	except NoRedis:
		runs.cannot_run_now()


def cancel(name: str) -> ReportRunState:
	"""Take a run out of the queue, or stop its worker; what has ended stays as it ended."""
	before = state(name)
	if before["state"] not in standing.UNFINISHED:
		return before
	runs.mark_cancelled(name)
	try:
		_stop(name)
	except NoRedis:
		pass  # its worker, if there still is one, keeps nothing of what is cancelled
	return state(name)


def _stop(name: str) -> None:
	job = get_job(standing.job_id(name))
	if not job:
		return
	try:
		if job.get_position() is not None:
			job.cancel()
		else:
			send_stop_job_command(connection=get_redis_conn(), job_id=job.id)
	except (InvalidJobOperation, NoSuchJobError):
		pass  # it has ended, or begins: then it finds itself cancelled
