"""The ways that Frappe opens to the rows of a doctype, asked as a client that knows all of Frappe would."""

from collections.abc import Callable

import frappe
from werkzeug.wrappers import Response

from tests.security.canaries import text_fields
from tests.security.lane import Lane

LISTS: dict[str, Callable[[Lane, str], Response]] = {}
TOTALS: dict[str, Callable[[Lane, str, list], Response]] = {}


def way(table: dict, name: str) -> Callable:
	def decorate(ask: Callable) -> Callable:
		table[name] = ask
		return ask

	return decorate


def columns(doctype: str) -> list[str]:
	return [f"`tab{doctype}`.`{field}`" for field in ("name", *text_fields(doctype))]


@way(LISTS, "rest list")
def rest_list(lane, doctype):
	virtual = {field.fieldname for field in frappe.get_meta(doctype).fields if field.get("is_virtual")}
	stored = [field for field in frappe.get_meta(doctype).get_valid_columns() if field not in virtual]
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
