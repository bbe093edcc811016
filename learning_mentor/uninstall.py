"""What uninstalling takes away besides the app's own doctypes, which Frappe drops."""

import frappe

from learning_mentor.data_protection.traces import TRACES, erase_given_up
from learning_mentor.permissions import RULES
from learning_mentor.setup import schools
from learning_mentor.setup.email_templates import remove_email_templates
from learning_mentor.setup.indexes import remove_indexes
from learning_mentor.setup.own_fields import remove_own_fields
from learning_mentor.setup.profiles import remove_profiles
from learning_mentor.setup.roles import remove_roles
from learning_mentor.setup.webhooks import remove_webhooks
from learning_mentor.setup.workflows import remove_workflows

# Frappe's own records about ours -> the field that names the record type
ABOUT_OURS = {
	**{doctype: type_field for doctype, (type_field, _name_field) in TRACES.items()},
	"Property Setter": "doc_type",
	"Custom Field": "dt",
	"Custom DocPerm": "parent",
	"Data Import": "reference_doctype",
	"User Permission": "allow",
	"List Filter": "reference_doctype",
	"Kanban Board": "reference_doctype",
}
# Records that come with the app's files and name no module -> the field that names the app, or how they begin
DESK_RECORDS: dict[str, dict] = {
	"Onboarding Step": {"name": ["like", "Mentoring Start %"]},
	"Workspace Sidebar": {"app": "learning_mentor"},
	"Desktop Icon": {"app": "learning_mentor"},
}


def before_uninstall() -> None:
	remove_workflows()
	remove_email_templates()
	remove_indexes()
	remove_profiles()
	remove_own_fields()
	schools.remove()
	remove_webhooks()
	remove_files()
	remove_traces()
	remove_desk_records()
	remove_counters()
	remove_jobs()
	remove_roles()


def remove_files() -> None:
	"""Through their records, so that what was stored on disk goes too."""
	for name in frappe.get_all(
		"File", filters={"attached_to_doctype": ["in", list(RULES)]}, pluck="name", order_by="name"
	):
		frappe.delete_doc("File", name, force=True, ignore_permissions=True, delete_permanently=True)


def remove_traces() -> None:
	"""Delete what Frappe's own records say about ours: no word about a pupil stays behind."""
	for doctype, fieldname in ABOUT_OURS.items():
		if not (frappe.db.table_exists(doctype) and frappe.db.has_column(doctype, fieldname)):
			continue
		if frappe.db.exists("DocType", doctype):
			_remove_with_rows(doctype, {fieldname: ["in", list(RULES)]})
		else:
			erase_given_up(doctype, {fieldname: list(RULES)})
	frappe.db.delete("Singles", {"doctype": ["in", list(RULES)]})


def remove_desk_records() -> None:
	"""The rest of the desk's records goes with the module. Sidebars and icons are of Frappe 16."""
	for doctype, filters in DESK_RECORDS.items():
		columns = [column for column in filters if column != "name"]
		known = frappe.db.table_exists(doctype) and all(frappe.db.has_column(doctype, c) for c in columns)
		if known:
			_remove_with_rows(doctype, filters)


def _remove_with_rows(doctype: str, filters: dict) -> None:
	names = frappe.get_all(doctype, filters=filters, pluck="name", order_by="name")
	if not names:
		return
	frappe.db.delete("Version", {"ref_doctype": doctype, "docname": ["in", names]})
	for table in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(table.options, {"parenttype": doctype, "parent": ["in", names]})
	frappe.db.delete(doctype, {"name": ["in", names]})


def remove_counters() -> None:
	"""Forget how far the series of our records have counted, unless another app counts with the same."""
	for doctype in RULES:
		prefix = (frappe.get_meta(doctype).autoname or "").partition(".")[0]
		if prefix.endswith("-") and not _is_used_elsewhere(prefix):
			frappe.db.delete("Series", {"name": ["like", f"{prefix}%"]})


def _is_used_elsewhere(prefix: str) -> bool:
	"""Whether a doctype that is not ours is named by a series with this beginning."""
	others = {"name": ["not in", list(RULES)], "autoname": ["like", f"{prefix}%"]}
	series = {"fieldname": "naming_series", "options": ["like", f"%{prefix}%"]}
	return bool(frappe.db.exists("DocType", others) or frappe.db.exists("DocField", series))


def remove_jobs() -> None:
	frappe.db.delete("Scheduled Job Type", {"method": ["like", "learning\\_mentor.%"]})
