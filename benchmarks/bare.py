"""Baselines: doctypes of the same shape as ours, with the same features of the platform and none of our code.

Fields, child tables, change tracking, series, right of each role and workflow are copied from ours; there is
no controller, no hook and no index that Frappe would not make by itself.
"""

import frappe

PREFIX = "Bare "
SESSION, PLAN = "Mentoring Session", "Mentoring Action Plan"
COPIED = (SESSION, PLAN)
FIELD = (
	"fieldname",
	"label",
	"fieldtype",
	"options",
	"reqd",
	"default",
	"search_index",
	"unique",
	"in_list_view",
	"in_standard_filter",
	"allow_on_submit",
	"no_copy",
	"read_only",
	"hidden",
	"fetch_from",
	"precision",
)
RIGHT = (
	"role",
	"permlevel",
	"read",
	"write",
	"create",
	"delete",
	"submit",
	"cancel",
	"amend",
	"report",
	"export",
)
FEATURES = (
	"is_submittable",
	"istable",
	"track_changes",
	"sort_field",
	"sort_order",
	"autoname",
	"title_field",
)


def bare(doctype: str) -> str:
	"""The name of the bare copy of one of our doctypes."""
	return PREFIX + doctype


def make() -> None:
	"""Make the copies where they are absent."""
	for doctype in COPIED:
		for field in frappe.get_meta(doctype).get_table_fields():
			_copy(field.options)
		_copy(doctype)
	_copy_workflow(PLAN)
	frappe.db.commit()


def _copy(doctype: str) -> None:
	if frappe.db.exists("DocType", bare(doctype)):
		return
	meta = frappe.get_doc("DocType", doctype)
	copy = frappe.new_doc("DocType")
	copy.update({feature: meta.get(feature) for feature in FEATURES})
	copy.update({"name": bare(doctype), "module": "Custom", "custom": 1, "naming_rule": ""})
	if copy.autoname:
		copy.autoname = f"B{copy.autoname}"
	for field in meta.fields:
		copy.append("fields", _field(field))
	for right in meta.permissions:
		copy.append("permissions", {key: right.get(key) for key in RIGHT})
	copy.insert()


def _field(field) -> dict:
	values = {key: field.get(key) for key in FIELD}
	own_table = field.fieldtype == "Table"
	own_amendment = field.fieldname == "amended_from"
	if own_table or own_amendment:
		values["options"] = bare(field.options)
	return values


def _copy_workflow(doctype: str) -> None:
	name = frappe.db.get_value("Workflow", {"document_type": doctype, "is_active": 1})
	if not name or frappe.db.exists("Workflow", bare(name)):
		return
	workflow = frappe.copy_doc(frappe.get_doc("Workflow", name))
	workflow.update({"workflow_name": bare(name), "document_type": bare(doctype)})
	workflow.insert()


def copy_rows(doctype: str) -> None:
	"""Give the bare copy the rows that ours has and it has not."""
	columns = ", ".join(f"`{column}`" for column in frappe.get_meta(doctype).get_valid_columns())
	frappe.db.sql(
		f"""insert into `tab{bare(doctype)}` ({columns})
		select {columns} from `tab{doctype}` ours
		where not exists (select 1 from `tab{bare(doctype)}` copy where copy.name = ours.name)"""
	)
	frappe.db.commit()
	frappe.db.sql(f"analyze table `tab{bare(doctype)}`")
