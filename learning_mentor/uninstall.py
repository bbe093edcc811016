"""What uninstalling takes away besides the app's own doctypes, which Frappe drops."""

import frappe

from learning_mentor.permissions import RULES
from learning_mentor.setup.email_templates import remove_email_templates
from learning_mentor.setup.roles import remove_roles
from learning_mentor.setup.workflows import remove_workflows

# doctype -> the field that names the doctype of the record it is about
TRACES = {
	"ToDo": "reference_type",
	"Notification Log": "document_type",
	"Version": "ref_doctype",
	"Comment": "reference_doctype",
	"Communication": "reference_doctype",
	"View Log": "reference_doctype",
	"Workflow Action": "reference_doctype",
	"DocShare": "share_doctype",
	"Deleted Document": "deleted_doctype",
	"Document Follow": "ref_doctype",
	"Property Setter": "doc_type",
	"Custom Field": "dt",
	"Custom DocPerm": "parent",
	"Data Import": "reference_doctype",
	"Tag Link": "document_type",
	"User Permission": "allow",
	"List Filter": "reference_doctype",
	"File": "attached_to_doctype",
}


def before_uninstall() -> None:
	remove_workflows()
	remove_email_templates()
	remove_traces()
	remove_roles()


def remove_traces() -> None:
	"""Delete what Frappe's own records say about ours: no word about a pupil stays behind."""
	for doctype, fieldname in TRACES.items():
		if frappe.db.table_exists(doctype):
			frappe.db.delete(doctype, {fieldname: ["in", list(RULES)]})
	frappe.db.delete("Singles", {"doctype": ["in", list(RULES)]})
