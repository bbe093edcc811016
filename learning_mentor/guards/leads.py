"""What a record of Frappe's is about: the record that it names, or what that one is about in turn."""

import frappe

from learning_mentor.guards.readers import our_doctype

# doctype -> its fields that name the doctype and the name of the record it refers to
REFERENCES = {
	"Access Log": ("export_from", "reference_document"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"DocShare": ("share_doctype", "share_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Document Share Key": ("reference_doctype", "reference_docname"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Energy Point Log": ("reference_doctype", "reference_name"),
	"Error Log": ("reference_doctype", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Integration Request": ("reference_doctype", "reference_docname"),
	"Milestone": ("reference_type", "reference_name"),
	"Reminder": ("reminder_doctype", "reminder_docname"),
	"Submission Queue": ("ref_doctype", "ref_docname"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
}
STEPS = 3  # a file of a mail about a task about a case


def ours_of(kind: str | None, name, steps: int = STEPS) -> tuple[str, str] | None:
	"""Record type and name of the record of ours that a reference leads to; None for others."""
	if ours := our_doctype(kind):
		return ours, name
	if kind not in REFERENCES or not name or not steps:
		return None
	found = frappe.db.get_value(kind, name, REFERENCES[kind])
	return ours_of(found[0], found[1], steps - 1) if found else None
