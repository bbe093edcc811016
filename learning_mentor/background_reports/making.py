"""The worker's job: a report is read as the user who asked, and kept for that user."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import frappe
from frappe import _
from frappe.desk import query_report
from frappe.utils import now_datetime
from rq.timeouts import JobTimeoutException

from learning_mentor.background_reports import pulse, runs
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import reach

STATEMENT_SECONDS = 15 * 60  # of one statement: MariaDB goes on with it when its worker is killed
REFUSALS = (MentoringError, frappe.PermissionError)  # what they say is for people


def make(run: str) -> None:
	"""The job. Found is a run of the session user's alone.

	Frappe repeats a job that met a deadlock as Administrator, who has no such run. So nothing is repeated:
	what goes wrong is said, and returned is nothing, since the queue's Redis keeps what jobs return.
	"""
	asked = runs.find(run)
	if not asked or runs.is_cancelled(run):
		return
	with pulse.alive(run):
		runs.tell(run, runs.RUNNING)
		try:
			_keep(asked, *_read(asked))
		except Exception as error:
			frappe.db.rollback()  # later versions of Frappe log each refusal as an error of the report
			_fail(run, error)


def _keep(run: runs.Run, rights: str, answer: dict) -> None:
	if runs.find(run.name) and not runs.is_cancelled(run.name):
		runs.keep(run, runs.Result(run.name, now_datetime(), rights, answer))
		runs.tell(run.name, runs.DONE)


@frappe.read_only()  # rights and rows of one database: a replica may lag
def _read(run: runs.Run) -> tuple[str, dict]:
	"""The user's rights first: whatever they lose while the report is read counts."""
	if not frappe.db.get_value("User", frappe.session.user, "enabled"):
		frappe.throw(_("This account is disabled."), frappe.PermissionError)
	frappe.local.lang = run.language
	with bounded(STATEMENT_SECONDS):
		rights = reach.of()
		filters = frappe.parse_json(run.filters)
		return rights, query_report.run(run.report, filters=filters, ignore_prepared_report=True)


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
	"""No statement within takes longer; MariaDB breaks it off, wherever its client has gone."""
	before = frappe.db.sql("select @@max_statement_time")[0][0]
	frappe.db.set_execution_timeout(seconds)
	try:
		yield
	finally:
		with suppress(Exception):  # the connection broke with the statement, and is not used again
			frappe.db.set_execution_timeout(before)


def _fail(run: str, error: Exception) -> None:
	"""Tell why. Logged are the kind of error and its place: its words may hold a pupil's."""
	runs.tell(run, runs.FAILED, _words(error))
	if not isinstance(error, REFUSALS):
		frappe.logger("learning_mentor").error(
			"report in the background: %s at %s", type(error).__name__, _place(error)
		)


def _place(error: Exception) -> str:
	frame = traceback.extract_tb(error.__traceback__)[-1]
	return f"{frame.filename}:{frame.lineno}"


def _is_statement_timeout(error: Exception) -> bool:
	return isinstance(error, frappe.db.OperationalError) and frappe.db.is_statement_timeout(error)


def _words(error: Exception) -> str:
	if isinstance(error, REFUSALS):
		return str(error)
	if isinstance(error, JobTimeoutException | frappe.QueryTimeoutError) or _is_statement_timeout(error):
		return _("The report took too long and was stopped: choose fewer days or other filters.")
	return _("The report could not be made: run it again, or tell your administrator.")
