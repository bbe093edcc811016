"""Methods that count, add up or list rows of any doctype without the conditions of lists."""

import inspect

import frappe
from frappe.desk import reportview

from learning_mentor.background_reports import handing_out
from learning_mentor.data_protection import list_log
from learning_mentor.guards import parents
from learning_mentor.guards.leads import REFERENCES
from learning_mentor.guards.methods import guards
from learning_mentor.guards.readers import (
	is_known,
	listed,
	our_doctype,
	reads_doctype,
	reads_every_row,
	refuse,
	reported,
	require_read,
)
from learning_mentor.permissions import PARENTS, RULES, read_once

MOST_COUNTED = 100  # as Frappe counts connections


@guards("frappe.client.get_count")
def get_count(asked, ask):
	"""Counted as lists count: any signed-in user could probe any field by filters."""
	if not (doctype := our_doctype(asked.doctype)):
		return ask()
	if (not asked.filters or asked.filters in ("[]", "{}")) and _is_plain_list(doctype):
		return _count_all(doctype)
	frappe.local.form_dict = frappe._dict(
		doctype=doctype, filters=asked.filters or "[]", distinct="false", save_user_settings="false"
	)
	return reportview.get_count()


def _is_plain_list(doctype: str) -> bool:
	return doctype in RULES and reads_doctype(doctype) and not frappe.get_meta(doctype).issingle


def _count_all(doctype: str) -> int:
	"""Without filters there is nothing of the caller's to check: Frappe's condition for lists is enough."""
	query = f"select count(*) from `tab{doctype}` where {_listed_rows(doctype)}"
	return frappe.db.sql(query, {})[0][0]


@guards("frappe.desk.listview.get_group_by_count")
def group_by_count(asked, ask):
	"""By whom tasks are for, Frappe counts records that nobody has asked the right for."""
	doctype = our_doctype(asked.doctype) or asked.doctype
	if asked.field != "assigned_to" or doctype not in (*RULES, *PARENTS, *REFERENCES):
		return ask()
	if not reads_doctype(doctype):
		refuse()
	names = listed(doctype, filters=frappe.parse_json(asked.current_filters or "[]"))
	return ask(doctype=doctype, current_filters=frappe.as_json({"name": ["in", names]})) if names else []


@guards("frappe.desk.notifications.get_open_count")
def get_open_count(asked, ask):
	"""Connections of a record that anybody may read, as a pupil's, told how many of ours there are."""
	if doctype := our_doctype(asked.doctype):
		require_read(doctype, asked.name)
	links = frappe.get_meta(asked.doctype).get_dashboard_data()
	items = asked.get("items")
	items = (
		frappe.parse_json(items)
		if items
		else [each for group in links.transactions for each in group["items"]]
	)
	ours = [each for each in items if our_doctype(each) and each not in links.get("internal_links", {})]
	if not ours:
		return ask()
	answer = ask(items=frappe.as_json([each for each in items if each not in ours]))
	found = answer["count"]
	found = found["external_links_found"] if isinstance(found, dict) else found  # Frappe 16 tells both kinds
	counted = _connections(ours, links, asked.name)
	found += [{"name": each, "count": counted.get(each, 0)} for each in ours]
	return answer


def _connections(doctypes: list[str], links: dict, name: str) -> dict[str, int]:
	"""How many rows of each doctype that the user may list lead to the record: in one query for all."""
	other_fields = links.get("non_standard_fieldnames", {})
	with read_once():
		parts = [
			_count_of_linked(doctype, fieldname)
			for doctype in doctypes
			if (fieldname := other_fields.get(doctype, links.get("fieldname")))
			and frappe.get_meta(doctype).has_field(fieldname)
			and reads_doctype(doctype)
		]
	return dict(frappe.db.sql(" union all ".join(parts), {"name": str(name)})) if parts else {}


def _count_of_linked(doctype: str, fieldname: str) -> str:
	table = f"`tab{doctype}`"
	rows = f"select 1 from {table} where {table}.`{fieldname}` = %(name)s and {_listed_rows(doctype)}"
	return f"(select '{doctype}', count(*) from ({rows} limit {MOST_COUNTED}) found)"


def _listed_rows(doctype: str) -> str:
	"""Frappe's whole condition for lists: roles, owners, User Permissions, shares, and the app's own."""
	return f"({reportview.build_match_conditions(doctype) or '1=1'})"


@guards("frappe.desk.form.linked_with.get")
def linked_with(asked, ask):
	if doctype := our_doctype(asked.doctype):
		require_read(doctype, asked.docname)
	linked = ask() or {}
	for doctype in filter(our_doctype, list(linked)):
		shown = set(listed(doctype, filters={"name": ["in", [row.name for row in linked[doctype]]]}))
		linked[doctype] = [row for row in linked[doctype] if row.name in shown]
	return {doctype: rows for doctype, rows in linked.items() if rows}


@guards("frappe.desk.form.linked_with.get_submitted_linked_docs")
def submitted_links(asked, ask):
	if doctype := our_doctype(asked.doctype):
		require_read(doctype, asked.name)
	answer = ask()
	answer["docs"] = [
		each
		for each in answer["docs"]
		if not our_doctype(each["doctype"]) or listed(each["doctype"], filters={"name": each["name"]})
	]
	return {**answer, "count": len(answer["docs"])}


def _all_or_nothing(doctype, ask):
	"""For totals that cannot be narrowed to the rows of the user."""
	if (ours := our_doctype(doctype)) and not reads_every_row(ours):
		refuse()
	return ask()


@guards("frappe.utils.goal.get_monthly_goal_graph_data")
def goal_graph(asked, ask):
	return _all_or_nothing(asked.goal_doctype, ask)


@guards("frappe.workflow.doctype.workflow.workflow.get_workflow_state_count")
def workflow_state_count(asked, ask):
	return _all_or_nothing(asked.doctype, ask)


@guards("frappe.geo.utils.get_coords")
def get_coords(asked, ask):
	return _all_or_nothing(asked.doctype, ask)


@guards("frappe.email.doctype.notification.notification.get_documents_for_today")
def documents_for_today(asked, ask):
	return _all_or_nothing(frappe.db.get_value("Notification", asked.notification, "document_type"), ask)


@guards("frappe.website.doctype.web_form.web_form.get_link_options", allow_guest=True)
def web_form_options(asked, ask):
	return _all_or_nothing(asked.doctype, ask)


CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


@guards(CHART)
def chart(asked, ask):
	"""Frappe draws heat maps from all rows, and keeps what one user's chart shows for the next user."""
	known = asked.chart_name or _dict_of(asked.chart).get("name")
	fields = ["document_type", "parent_document_type", "type"]
	stored = known and frappe.db.get_value("Dashboard Chart", known, fields, as_dict=True)
	charts = [each for each in (stored, _dict_of(asked.chart)) if each]
	for each in charts:
		parents.check_card(each)
	ours = [each for each in charts if our_doctype(each.get("document_type"))]
	for each in ours:
		if each.get("type") == "Heatmap":
			_all_or_nothing(each["document_type"], lambda: None)
	if not ours:
		return ask()
	filled = {key: value or None for key, value in asked.items()}  # as Frappe takes what a form leaves empty
	return frappe.call(inspect.unwrap(frappe.get_attr(CHART)), **filled)


def _dict_of(value) -> dict:
	value = frappe.parse_json(value) if value else {}
	return value if isinstance(value, dict) else {}


@guards("frappe.desk.query_report.get_data_for_custom_field")
def custom_field_values(asked, ask):
	"""Frappe gives the field of every row to whoever may read any row."""
	return _all_or_nothing(asked.doctype, ask)


def _check_columns(asked) -> None:
	"""Columns that a caller or a saved report adds to a report are filled from every row."""
	saved = frappe.db.get_value("Report", asked.report_name, "json") if asked.report_name else None
	columns = list(frappe.parse_json(asked.custom_columns or "[]"))
	columns += (_dict_of(saved).get("columns") or []) if saved else []
	for column in columns:
		if isinstance(column, dict) and column.get("link_field"):
			_all_or_nothing(column.get("doctype"), lambda: None)


def _check_filters(asked) -> None:
	"""Later versions tell by refusing whether whoever the caller names may read what a filter names."""
	if not (values := _dict_of(asked.filters)):
		return
	kept = {"parenttype": "Report", "parent": str(asked.report_name), "fieldtype": "Link"}
	fields = [*frappe.get_all("Report Filter", kept, ["fieldname", "options"], order_by="idx")]
	fields += [each for each in frappe.parse_json(asked.js_filters or "[]") if isinstance(each, dict)]
	for field in fields:
		doctype, value = our_doctype(field.get("options")), values.get(field.get("fieldname"))
		for name in filter(None, value if isinstance(value, list) else [value]):
			if doctype and not is_known(doctype, name):
				require_read(doctype, name)


@guards("frappe.desk.query_report.run")
def run_report(asked, ask):
	_check_columns(asked)
	_check_filters(asked)
	return handing_out.in_place_of(asked) or ask(user=None)


@guards("frappe.desk.query_report.export_query")
def export_report(asked, ask):
	"""A file is no answer in which the log finds rows: that it was taken is a line."""
	_check_columns(asked)
	_check_filters(asked)
	list_log.note_export(list_log.REPORT, reported(asked.report_name))
	return ask(user=None)
