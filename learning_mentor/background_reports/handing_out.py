"""A result that was made in the background, in place of the report that its user asks for."""

import frappe
from frappe import _
from frappe.desk.query_report import get_report_doc
from frappe.utils import format_datetime

from learning_mentor.background_reports import runs
from learning_mentor.background_reports.shipped import is_ours
from learning_mentor.permissions import reach

OTHERWISE = ("custom_columns", "is_tree", "parent_field")  # arguments that change what a report answers


def in_place_of(asked: frappe._dict) -> dict | None:
	"""The answer to a request for a report, with the time it was made; None where Frappe has to run it.

	For reports of others nothing is looked up; for ours one value in Redis. Raises what Frappe raises for
	whoever may no longer read the report. A result that was made with other rights is thrown away.
	"""
	question = _question(asked)
	result = runs.kept(question) if question else None
	if not question or not result:
		return None
	get_report_doc(asked.report_name)
	if result.rights != reach.of():
		runs.throw_away(question)
		return None
	return {
		**result.answer,
		"message": _with_time(result),
		"made_on": str(result.made_on),
	}


def _question(asked: frappe._dict) -> str | None:
	is_plain = not any(_is_given(asked.get(each)) for each in OTHERWISE)
	if not is_ours(asked.report_name) or not is_plain or asked.user not in (None, "", frappe.session.user):
		return None
	try:
		filters = frappe.parse_json(asked.filters) or {}
	except ValueError:
		return None
	if not isinstance(filters, dict):
		return None
	return runs.question(asked.report_name, runs.in_order(filters), frappe.local.lang)


def _is_given(value) -> bool:
	return value not in (None, "", "[]", "0", "false", "null", "undefined", 0, []) and value is not False


def _with_time(result: runs.Result) -> str:
	"""Above the rows, where Frappe shows a report's message."""
	as_of = _("As of {0}, made in the background. For newer figures run it in the background again.").format(
		format_datetime(result.made_on, "HH:mm")
	)
	said = result.answer.get("message")
	return f"{as_of}<br>{said}" if said else as_of
