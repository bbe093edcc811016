"""The ways to records that Frappe opens to callers: each asks as a client that knows all of Frappe would.

``LISTS`` ask for all rows of a doctype, ``RECORDS`` for one record by name, ``TOTALS`` for a number.
"""

import os
from collections.abc import Callable

import frappe
from werkzeug.wrappers import Response

from tests.security import policy
from tests.security.canaries import text_fields
from tests.security.lane import Lane

LISTS: dict[str, Callable[[Lane, str], Response]] = {}
RECORDS: dict[str, Callable[[Lane, str, str], Response]] = {}
TOTALS: dict[str, Callable[[Lane, str, list], Response]] = {}
# The ways that somebody without any right in the desk is tried on; the others are closed by role before.
OUTSIDE = {"rest list", "client list", "desk list", "link search", "website list"}
OUTSIDE_RECORDS = {"rest", "client get", "form load", "print page", "link title"}
# Pages cost as much as twenty other requests: they are tried on these record types
PAGES, ON_PAGES = (
	{"print page", "website list", "export to a workbook"},
	{"Mentoring Case", "Mentoring Nomination", "Mentoring Safeguarding Note"},
)


def way(table: dict, name: str) -> Callable:
	def decorate(ask: Callable) -> Callable:
		table[name] = ask
		return ask

	return decorate


def ways(table: dict, actor: str, doctype: str) -> list[tuple[str, Callable]]:
	"""The ways of a table that the actor tries on the record type: see `policy.CORE`."""
	narrow = OUTSIDE | OUTSIDE_RECORDS if actor in policy.OUTSIDERS else set(table)
	chosen = [
		(way, ask)
		for way, ask in table.items()
		if way in narrow and (way not in PAGES or doctype in ON_PAGES)
	]
	if actor in policy.CORE or os.environ.get("LM_MATRIX") == "full":
		return chosen
	return chosen[len(doctype) % 3 :: 3]


def columns(doctype: str) -> list[str]:
	return [f"`tab{doctype}`.`{field}`" for field in ("name", *text_fields(doctype))]


@way(LISTS, "rest list")
def rest_list(lane, doctype):
	virtual = {field.fieldname for field in frappe.get_meta(doctype).fields if field.get("is_virtual")}
	stored = ["name", *(field for field in text_fields(doctype) if field not in virtual)]
	fields = stored if virtual else ["*"]  # Frappe 15 selects virtual fields as columns
	asked = {"fields": fields, "limit_page_length": 0, "order_by": "creation desc"}
	return lane.open("GET", f"/api/resource/{doctype}", asked)


@way(LISTS, "client list")
def client_list(lane, doctype):
	fields = ["name", *text_fields(doctype)]
	return lane.ask("frappe.client.get_list", doctype=doctype, fields=fields, limit_page_length=0)


@way(LISTS, "desk list")
def desk_list(lane, doctype):
	return lane.ask("frappe.desk.reportview.get", doctype=doctype, fields=columns(doctype), page_length=500)


@way(LISTS, "plain list")
def plain_list(lane, doctype):
	return lane.ask("frappe.desk.reportview.get_list", doctype=doctype, fields=columns(doctype), filters=[])


@way(LISTS, "export")
def export(lane, doctype):
	asked = {"doctype": doctype, "fields": columns(doctype), "file_format_type": "CSV", "title": "x"}
	return lane.call("frappe.desk.reportview.export_query", **asked)


@way(LISTS, "export to a workbook")
def export_workbook(lane, doctype):
	asked = {"doctype": doctype, "fields": columns(doctype), "file_format_type": "Excel", "title": "x"}
	return lane.call("frappe.desk.reportview.export_query", **asked)


@way(LISTS, "group by")
def group_by(lane, doctype):
	field = (text_fields(doctype) or ["name"])[0]
	column = f"`tab{doctype}`.`{field}`"
	fields = [column, "count(`name`) as how_many"]
	return lane.ask("frappe.desk.reportview.get", doctype=doctype, fields=fields, group_by=column)


@way(LISTS, "sidebar statistics")
def sidebar_statistics(lane, doctype):
	return lane.ask(
		"frappe.desk.reportview.get_sidebar_stats", stats=text_fields(doctype)[:2], doctype=doctype
	)


@way(LISTS, "link search")
def link_search(lane, doctype):
	asked = {"doctype": doctype, "txt": "", "ignore_user_permissions": 1, "page_length": 500}
	return lane.ask("frappe.desk.search.search_link", **asked)


@way(LISTS, "wide search")
def wide_search(lane, doctype):
	fields = text_fields(doctype)
	asked = {"doctype": doctype, "txt": "", "filter_fields": fields, "ignore_user_permissions": 1}
	return lane.ask("frappe.desk.search.search_widget", **asked, searchfield=fields[-1] if fields else None)


@way(LISTS, "website list")
def website_list(lane, doctype):
	return lane.call("frappe.www.list.get", doctype=doctype, limit=100)


@way(LISTS, "values for a column")
def custom_field(lane, doctype):
	field = (text_fields(doctype) or ["name"])[0]
	return lane.ask("frappe.desk.query_report.get_data_for_custom_field", doctype=doctype, field=field)


@way(LISTS, "data export")
def data_export(lane, doctype):
	asked = {
		"doctype": doctype,
		"export_records": "all",
		"export_fields": {doctype: ["name", *text_fields(doctype)]},
	}
	return lane.call(
		"frappe.core.doctype.data_import.data_import.download_template", **asked, file_type="CSV"
	)


@way(LISTS, "full export")
def full_export(lane, doctype):
	chosen = frappe.as_json({doctype: text_fields(doctype)})
	asked = {"doctype": doctype, "select_columns": chosen, "with_data": 1}
	return lane.call("frappe.core.doctype.data_export.exporter.export_data", **asked, template=0)


@way(LISTS, "chart by group")
def chart_by_group(lane, doctype):
	field = (text_fields(doctype) or ["name"])[0]
	chart = {
		"chart_type": "Group By",
		"document_type": doctype,
		"group_by_based_on": field,
		"filters_json": "[]",
	}
	return lane.ask(CHART, chart={**chart, "group_by_type": "Count", "number_of_groups": 0}, refresh=1)


@way(LISTS, "heat map")
def heat_map(lane, doctype):
	chart = {"chart_type": "Count", "type": "Heatmap", "document_type": doctype, "based_on": "creation"}
	return lane.ask(CHART, chart={**chart, "filters_json": "[]"}, refresh=1)


@way(LISTS, "tagged")
def tagged(lane, doctype):
	return lane.ask("frappe.desk.doctype.tag.tag.get_tagged_docs", doctype=doctype, tag="%")


@way(LISTS, "tree")
def tree(lane, doctype):
	method = "frappe.desk.doctype.tag.tag.get_tagged_docs"
	return lane.ask(
		"frappe.desk.treeview.get_all_nodes", doctype=doctype, label="%", parent="%", tree_method=method
	)


@way(LISTS, "calendar")
def calendar(lane, doctype):
	places = {"start": "creation", "end": "modified", "title": (text_fields(doctype) or ["name"])[0]}
	asked = {"doctype": doctype, "start": "2000-01-01", "end": "2100-01-01", "field_map": places}
	return lane.ask("frappe.desk.calendar.get_events", **asked)


CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


@way(RECORDS, "rest")
def rest(lane, doctype, name):
	return lane.open("GET", f"/api/resource/{doctype}/{name}")


@way(RECORDS, "client get")
def client_get(lane, doctype, name):
	return lane.ask("frappe.client.get", doctype=doctype, name=name)


@way(RECORDS, "client get by filters")
def client_get_by_filters(lane, doctype, name):
	return lane.ask("frappe.client.get", doctype=doctype, filters={"name": name})


@way(RECORDS, "form load")
def form_load(lane, doctype, name):
	return lane.ask("frappe.desk.form.load.getdoc", doctype=doctype, name=name)


@way(RECORDS, "what is beside a form")
def form_beside(lane, doctype, name):
	return lane.ask("frappe.desk.form.load.get_docinfo", doctype=doctype, name=name)


@way(RECORDS, "mails of a form")
def form_mails(lane, doctype, name):
	return lane.ask("frappe.desk.form.load.get_communications", doctype=doctype, name=name)


@way(RECORDS, "single value")
def single_value(lane, doctype, name):
	fields = ["name", *text_fields(doctype)]
	return lane.ask("frappe.client.get_value", doctype=doctype, fieldname=fields, filters={"name": name})


@way(RECORDS, "link check")
def link_check(lane, doctype, name):
	fields = text_fields(doctype)[:3]
	return lane.ask("frappe.client.validate_link", doctype=doctype, docname=name, fields=fields)


@way(RECORDS, "link title")
def link_title(lane, doctype, name):
	return lane.ask("frappe.desk.search.get_link_title", doctype=doctype, docname=name)


@way(RECORDS, "permission")
def permission(lane, doctype, name):
	return lane.ask("frappe.client.has_permission", doctype=doctype, docname=name)


@way(RECORDS, "permissions")
def permissions(lane, doctype, name):
	return lane.ask("frappe.client.get_doc_permissions", doctype=doctype, docname=name)


@way(RECORDS, "preview")
def preview(lane, doctype, name):
	return lane.ask("frappe.desk.link_preview.get_preview_data", doctype=doctype, docname=name)


@way(RECORDS, "print page")
def print_page(lane, doctype, name):
	return lane.open("GET", "/printview", {"doctype": doctype, "name": name}, accept="text/html")


@way(RECORDS, "print")
def print_html(lane, doctype, name):
	return lane.ask("frappe.www.printview.get_html_and_style", doc=doctype, name=name)


@way(RECORDS, "PDF")
def pdf(lane, doctype, name):
	return lane.ask("frappe.utils.print_format.download_pdf", doctype=doctype, name=name)


@way(RECORDS, "connections")
def connections(lane, doctype, name):
	return lane.ask("frappe.desk.form.linked_with.get", doctype=doctype, docname=name)


@way(RECORDS, "submitted connections")
def submitted_connections(lane, doctype, name):
	return lane.ask("frappe.desk.form.linked_with.get_submitted_linked_docs", doctype=doctype, name=name)


@way(RECORDS, "numbers of connections")
def numbers_of_connections(lane, doctype, name):
	return lane.ask("frappe.desk.notifications.get_open_count", doctype=doctype, name=name)


@way(RECORDS, "next record")
def next_record(lane, doctype, name):
	return lane.ask("frappe.desk.form.utils.get_next", doctype=doctype, value=name, prev=0)


@way(RECORDS, "followers")
def followers(lane, doctype, name):
	return lane.ask("frappe.desk.form.document_follow.get_follow_users", doctype=doctype, doc_name=name)


@way(RECORDS, "shares")
def shares(lane, doctype, name):
	return lane.ask("frappe.share.get_users", doctype=doctype, name=name)


@way(RECORDS, "realtime")
def realtime(lane, doctype, name):
	return lane.ask("frappe.realtime.can_subscribe_doc", doctype=doctype, docname=name)


@way(RECORDS, "amended")
def amended(lane, doctype, name):
	return lane.ask("frappe.client.is_document_amended", doctype=doctype, docname=name)


@way(RECORDS, "document method")
def document_method(lane, doctype, name):
	return lane.call("run_doc_method", dt=doctype, dn=name, method="get_title")


@way(RECORDS, "message preview")
def message_preview(lane, doctype, name):
	method = "frappe.automation.doctype.auto_repeat.auto_repeat.generate_message_preview"
	return lane.call(
		method, reference_dt=doctype, reference_doc=name, message="{{ doc.as_json() }}", subject="x"
	)


@way(TOTALS, "client count")
def client_count(lane, doctype, filters):
	return lane.ask("frappe.client.get_count", doctype=doctype, filters=filters)


@way(TOTALS, "list count")
def list_count(lane, doctype, filters):
	return lane.ask("frappe.desk.reportview.get_count", doctype=doctype, filters=filters)


@way(TOTALS, "number card")
def number_card(lane, doctype, filters):
	card = {"document_type": doctype, "function": "Count", "name": "x"}
	method = "frappe.desk.doctype.number_card.number_card.get_result"
	return lane.ask(method, doc=card, filters=filters)


def number_in(response: Response) -> int | None:
	"""The number that a total answered; None for a refusal."""
	return response.json.get("message") if response.status_code == 200 else None


def child_rows(lane: Lane, child: str, parent: str) -> Response:
	fields = ["name", "parent", *text_fields(child)]
	asked = {"doctype": child, "parent": parent, "fields": fields, "limit_page_length": 0}
	return lane.ask("frappe.client.get_list", **asked)


def child_row(lane: Lane, child: str, parent: str, name: str) -> Response:
	return lane.ask("frappe.client.get", doctype=child, parent=parent, name=name)


def joined(lane: Lane, doctype: str, link: str, fields: list[str]) -> Response:
	asked = {"doctype": doctype, "fields": ["name", *(f"{link}.{field}" for field in fields)]}
	return lane.ask("frappe.client.get_list", **asked, limit_page_length=0)


def links_to_ours(doctype: str, ours: set[str]) -> list[tuple[str, str]]:
	return [
		(field.fieldname, field.options)
		for field in frappe.get_meta(doctype).get_link_fields()
		if field.options in ours
	]
