"""Which records stood in a list or a report: a line for each request, beside `read_log`'s for each record.

Frappe has no hook between a list and its answer, so the answer is read when it is ready. A search in a link
field and a count show no record, and leave no line; exports of lists are in Frappe's Access Log, and those
that it does not know have a line here.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import frappe
from frappe import _

from learning_mentor.data_protection import grouped_log
from learning_mentor.data_protection.answer_log import keep
from learning_mentor.data_protection.read_log import add_line, is_about_pupils
from learning_mentor.guards.readers import our_doctype, reported
from learning_mentor.permissions import PARENTS
from learning_mentor.rest.calls import asked_method

LIST, REPORT = "List", "Report"
LISTS = (
	"frappe.client.get_list",
	"frappe.desk.reportview.get",
	"frappe.desk.reportview.get_list",
	"frappe.desk.calendar.get_events",
)
WEB_LISTS = ("frappe.www.list.get", "frappe.www.list.get_list_data")
RUN_REPORT = "frappe.desk.query_report.run"
COLUMN = "frappe.desk.query_report.get_data_for_custom_field"
RESOURCES = ("resource", "document")
READING = ("GET", "QUERY")  # HTTP methods that ask for a list: Frappe's v2 knows both
MOST_NAMES = 2000  # of one list; how many rows it had is kept too


class Asked(NamedTuple):
	"""A list that is asked for; ``found`` tells the rows and the records in what is handed out."""

	way: str
	doctype: str | None
	found: Callable[[object], tuple[int, set[str]]]


def note(response, request) -> None:
	"""Log a list that is about to be handed out. Raises CannotBeLoggedError where that is not possible."""
	asked = _asked(request)
	doctype = asked.doctype if asked else None
	if not asked or not doctype or not is_about_pupils(doctype):
		return
	rows, names = asked.found(told_in(response))
	if rows:
		line = {"records": "\n".join(sorted(names)[:MOST_NAMES]), "how_many": rows}
		keep(
			lambda: add_line(asked.way, doctype, **line),
			_("This list cannot be shown now, because the reading cannot be logged."),
		)


def note_export(way: str, doctype: str | None) -> None:
	"""Log that the session user takes records as a file; ``doctype``: None for other apps' records."""
	if doctype and is_about_pupils(doctype):
		add_line(way, doctype)
		frappe.local.flags.commit = True


def told_in(response):
	answer = json.loads(response.get_data())
	return answer.get("message", answer.get("data")) if isinstance(answer, dict) else None


def _asked(request) -> Asked | None:
	"""None for requests of other kinds."""
	asked = frappe.local.form_dict or {}
	if method := asked_method():
		return _asked_by(method, asked)
	parts = request.path.strip("/").split("/")
	is_list = len(parts) > 2 and parts[0] == "api" and parts[-2] in RESOURCES
	return _list_of(parts[-1]) if is_list and request.method in READING else None


def _asked_by(method: str, asked: dict) -> Asked | None:
	if method in LISTS:
		return _list_of(asked.get("doctype"))
	if method == RUN_REPORT:
		return Asked(REPORT, reported(asked.get("report_name")), _of_report)
	if method in WEB_LISTS:
		return Asked(LIST, our_doctype(asked.get("doctype")), _of_web_list)
	if method == COLUMN:
		return Asked(LIST, our_doctype(asked.get("doctype")), _of_column)
	if method in grouped_log.GROUPED:
		doctype, words = grouped_log.words_asked_for(method, asked)
		return Asked(LIST, doctype if words else None, lambda told: (grouped_log.groups(told, words), set()))
	return None


def _list_of(named) -> Asked:
	doctype = our_doctype(named)
	return Asked(LIST, doctype, partial(_of_list, "parent" if doctype in PARENTS else "name"))


def _of_list(named_by: str, told) -> tuple[int, set[str]]:
	if isinstance(told, dict) and told.get("keys"):  # the desk's lists come as columns
		place = told["keys"].index(named_by) if named_by in told["keys"] else None
		rows = told["values"]
		return len(rows), {str(row[place]) for row in rows} if place is not None else set()
	rows = told if isinstance(told, list) else []
	return len(rows), {str(row[named_by]) for row in rows if isinstance(row, dict) and row.get(named_by)}


def _of_web_list(told) -> tuple[int, set[str]]:
	"""Rows drawn for a page of the website have beside them what they are drawn from."""
	return _of_list("name", json.loads(told.get("raw_result") or "[]") if isinstance(told, dict) else told)


def _of_column(told) -> tuple[int, set[str]]:
	"""A value for each name."""
	told = told if isinstance(told, dict) else {}
	return len(told), set(told)


def _of_report(told) -> tuple[int, set[str]]:
	"""Records of ours that its link columns name."""
	told = told if isinstance(told, dict) else {}
	links = [
		column["fieldname"]
		for column in told.get("columns") or []
		if isinstance(column, dict) and our_doctype(column.get("options"))
	]
	rows = [row for row in told.get("result") or [] if isinstance(row, dict)]
	return len(rows), {str(row[field]) for row in rows for field in links if row.get(field)}
