"""Running a report in the background. The run is the caller's own, and so is its result.

The result is what ``frappe.desk.query_report.run`` answers, for the same report and filters, for a quarter
of an hour after the run is done: see `learning_mentor.background_reports`.
"""

from typing import Annotated

import frappe

from learning_mentor import limits
from learning_mentor.api.arguments import as_dict
from learning_mentor.api.shapes.desk import ReportRun, ReportRunState
from learning_mentor.background_reports import asking
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.shapes import Shape


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def start(report: str, filters: Annotated[dict | str | None, Shape(dict)] = None) -> ReportRun:
	"""Let a worker run one of the app's reports. 403 for whoever may not read it, 429 beside three others.

	Asked for again while it is being made, the answer is the same run. 503 while there is no queue.
	"""
	return asking.start(report, as_dict(filters, "filters"))


@frappe.whitelist(methods=["GET"])
def state(run: str) -> ReportRunState:
	"""Where the caller's run is. 404 for others' runs, and for those that have expired."""
	return asking.state(run)


@frappe.whitelist(methods=["POST"])
@once_per_key
def cancel(run: str) -> ReportRunState:
	"""Take the caller's run out of the queue, or stop its worker. 404 as for `state`."""
	return asking.cancel(run)
