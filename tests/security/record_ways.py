"""The ways that Frappe opens to one record by its name."""

from collections.abc import Callable

import frappe  # noqa: F401
from werkzeug.wrappers import Response

from tests.security.canaries import text_fields
from tests.security.lane import Lane
from tests.security.list_ways import way

RECORDS: dict[str, Callable[[Lane, str, str], Response]] = {}


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


@way(RECORDS, "raw print")
def print_raw(lane, doctype, name):
	return lane.ask("frappe.www.printview.get_rendered_raw_commands", doc=doctype, name=name)


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
