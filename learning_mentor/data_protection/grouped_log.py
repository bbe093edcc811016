"""Rows counted by the values of a field: whether that is a reading.

By a choice (a state, a mentor, a need) it is a number for each, as a count of rows is: it tells of nobody. By
anything else Frappe hands the values themselves out, with what people wrote or whom it is about: that is read
as a list's column is, though no record is named. A field that is not known is no choice.
"""

from collections.abc import Callable

import frappe

from learning_mentor.data_protection.read_log import is_about_pupils
from learning_mentor.guards.readers import our_doctype

CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
CHOICES = ("Check", "Select")
OF_STAFF = ("owner", "modified_by", "docstatus", "assigned_to", "_assign", "_user_tags")
PEOPLE = ("Student", "Guardian", "Communication", "ToDo")


def _field(asked: dict) -> tuple:
	return asked.get("doctype"), [asked.get("field")]


def _stats(asked: dict) -> tuple:
	"""A list of fields, or of dicts with their ``name``."""
	columns = frappe.parse_json(asked.get("stats")) or []
	return asked.get("doctype"), [each["name"] if isinstance(each, dict) else each for each in columns]


def _chart(asked: dict) -> tuple:
	"""Frappe takes a stored chart before one that is sent along."""
	names = ("chart_type", "document_type", "group_by_based_on")
	if asked.get("chart_name"):
		chart = frappe.db.get_value("Dashboard Chart", asked["chart_name"], names, as_dict=True) or {}
	else:
		chart = frappe.parse_json(asked.get("chart")) or {}
	is_grouped = chart.get("chart_type") == "Group By"
	return chart.get("document_type"), [chart.get("group_by_based_on")] if is_grouped else []


GROUPED: dict[str, Callable[[dict], tuple]] = {
	"frappe.desk.listview.get_group_by_count": _field,
	"frappe.desk.reportview.get_stats": _stats,
	"frappe.desk.reportview.get_sidebar_stats": _stats,
	"frappe.desk.reportview.get_filter_dashboard_data": _stats,
	CHART: _chart,
}


def words_asked_for(method: str, asked: dict) -> tuple[str | None, list[str]]:
	"""The doctype of ours that is counted, and the fields whose values are handed out with the numbers."""
	named, fields = GROUPED[method](asked)
	doctype = our_doctype(named)
	if not doctype:
		return None, []
	return doctype, [each for each in fields if not _is_choice(doctype, each)]


def _is_choice(doctype: str, fieldname) -> bool:
	field = frappe.get_meta(doctype).get_field(fieldname)
	if not field or field.fieldtype != "Link":
		return fieldname in OF_STAFF if not field else field.fieldtype in CHOICES
	target = our_doctype(field.options)
	return field.options not in PEOPLE and not (target and is_about_pupils(target))


def groups(told, words: list[str]) -> int:
	"""How many values an answer holds: rows, labels of a chart, or rows for each field."""
	if isinstance(told, list):
		return len(told)
	if not isinstance(told, dict):
		return 0
	if "labels" in told:
		return len(told["labels"])
	told = told.get("stats", told)
	return sum(len(told.get(each) or ()) for each in words)
