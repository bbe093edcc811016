"""Which records stood in a list or a report: a line for each request, beside `read_log`'s for each record.

Frappe has no hook between a list and its answer, so the answer is read when it is ready. A search in a link
field and a count show no record, and leave no line; exports are in Frappe's Access Log.
"""

import json

import frappe
from frappe import _
from frappe.model.base_document import get_controller

from learning_mentor.data_protection.read_log import ReadLogged, add_line
from learning_mentor.guards.readers import our_doctype
from learning_mentor.permissions import PARENTS

LIST, REPORT = "List", "Report"
LISTS = ("frappe.client.get_list", "frappe.desk.reportview.get", "frappe.desk.reportview.get_list")
RUN_REPORT = "frappe.desk.query_report.run"
JSON = "application/json"
RESOURCES = ("resource", "document")
MOST_NAMES = 2000  # of one list; how many rows it had is kept too


class CannotBeLoggedError(frappe.ValidationError):
	"""A list of pupils' records was not handed out, because who read it could not be written down."""


def note(response, request) -> None:
	"""Log a list that is about to be handed out. Raises CannotBeLoggedError where that is not possible."""
	way, doctype = _asked(request)
	if not doctype or response.mimetype != JSON or frappe.session.user == "Guest":
		return
	if not _is_about_pupils(doctype):
		return
	named_by = "parent" if doctype in PARENTS else "name"
	rows, names = _handed_out(json.loads(response.get_data()), way, named_by)
	if rows:
		_write(way, doctype, sorted(names), rows)


def _is_about_pupils(doctype: str) -> bool:
	holders = PARENTS.get(doctype, (doctype,))
	return any(issubclass(get_controller(each), ReadLogged) for each in holders)


def _asked(request) -> tuple[str, str | None]:
	"""Which way, and the doctype of ours that was listed; None for requests of other kinds."""
	asked = frappe.local.form_dict or {}
	method = asked.get("cmd")
	if method in LISTS:
		return LIST, our_doctype(asked.get("doctype"))
	if method == RUN_REPORT:
		report = asked.get("report_name")
		return REPORT, our_doctype(report and frappe.get_cached_value("Report", report, "ref_doctype"))
	if request.method != "GET":
		return LIST, None
	parts = request.path.strip("/").split("/")
	is_list = len(parts) > 2 and parts[0] == "api" and parts[-2] in RESOURCES
	return LIST, our_doctype(parts[-1]) if is_list else None


def _handed_out(answer, way: str, named_by: str) -> tuple[int, set[str]]:
	"""How many rows an answer holds, and the names of records in them."""
	told = answer.get("message", answer.get("data")) if isinstance(answer, dict) else None
	if way == REPORT:
		return _of_report(told if isinstance(told, dict) else {})
	if isinstance(told, dict) and told.get("keys"):  # the desk's lists come as columns
		place = told["keys"].index(named_by) if named_by in told["keys"] else None
		rows = told["values"]
		return len(rows), {str(row[place]) for row in rows} if place is not None else set()
	rows = told if isinstance(told, list) else []
	return len(rows), {str(row[named_by]) for row in rows if isinstance(row, dict) and row.get(named_by)}


def _of_report(told: dict) -> tuple[int, set[str]]:
	"""Records of ours that its link columns name."""
	links = [
		column["fieldname"]
		for column in told.get("columns") or []
		if isinstance(column, dict) and our_doctype(column.get("options"))
	]
	rows = [row for row in told.get("result") or [] if isinstance(row, dict)]
	return len(rows), {str(row[field]) for row in rows for field in links if row.get(field)}


def _write(way: str, doctype: str, names: list[str], rows: int) -> None:
	try:
		add_line(way, doctype, records="\n".join(names[:MOST_NAMES]), how_many=rows)
		# The request's own work was committed or undone before its answer was ready, and the connection is
		# closed next: Frappe's own commit would begin another transaction
		frappe.db.sql("commit")
	except Exception as error:
		frappe.db.rollback()
		raise CannotBeLoggedError(
			_("This list cannot be shown now, because the reading cannot be logged.")
		) from error
