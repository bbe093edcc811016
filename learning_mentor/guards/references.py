"""Records of Frappe that speak of ours: files, comments, versions, tasks, logs.

Each is as visible as the record that it refers to, beside what Frappe asks anyway. Rows that refer to other
apps' records, or to none, are not touched.
"""

from collections.abc import Callable

import frappe

from learning_mentor.guards.files import claims_hidden_file
from learning_mentor.guards.readers import doctypes_read_by, may_read, our_doctype
from learning_mentor.permissions import EVERY_ROW, PARENTS, RULES, condition_for, read_once
from learning_mentor.versions import no_objection

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
OURS = {doctype: f"'{doctype}'" for doctype in (*RULES, *PARENTS)}  # in SQL; they are letters and spaces
NOTICE = "Notification Log"
CHANGES = ("write", "create", "delete", "submit", "cancel")


def condition(doctype: str, user: str | None = None) -> str:
	"""SQL condition on the rows of a doctype of `REFERENCES`; empty for Administrator."""
	user = user or frappe.session.user
	if user == "Administrator":
		return EVERY_ROW
	kind, name = (f"`tab{doctype}`.`{fieldname}`" for fieldname in REFERENCES[doctype])
	whole, parts = [], []
	with read_once():
		rows_of = {ours: condition_for(ours, user) for ours in sorted(doctypes_read_by(user))}
	for ours, rows in rows_of.items():
		if rows == EVERY_ROW:
			whole.append(ours)
		else:
			readable = f"select `tab{ours}`.`name` from `tab{ours}` where {rows}"
			parts.append(f"({kind} = {OURS[ours]} and {name} in ({readable}))")
	hidden = [quoted for ours, quoted in OURS.items() if ours not in whole]
	foreign = f"ifnull({kind}, '') not in ({', '.join(hidden)})"
	return f"({' or '.join([foreign, *parts])})"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Whether the user may read (for a new file: write) what the document refers to, now and as stored."""
	user = user or frappe.session.user
	if user == "Administrator":
		return no_objection()
	if doc.doctype == "File" and ptype == "create" and claims_hidden_file(doc, user):
		return False
	for kind, name in _referred(doc, ptype):
		if not may_read(kind, name, user) or (
			doc.doctype == "File" and ptype in CHANGES and not _may_write(kind, name, user)
		):
			return False
	return no_objection()


def _may_write(kind: str, name: str, user: str) -> bool:
	return frappe.has_permission(kind, "write", doc=name, user=user)


def _referred(doc, ptype: str | None) -> set[tuple]:
	"""Our records that the document refers to: by its own word and, for a change, as the database has it."""
	fields = REFERENCES[doc.doctype]
	references = {tuple(doc.get(field) for field in fields)}
	if ptype in CHANGES and doc.name:  # a new one too: it may have been read from a row and call itself new
		stored = frappe.db.get_value(doc.doctype, doc.name, fields)
		references |= {tuple(stored)} if stored else set()
	return {(ours, name) for kind, name in references if (ours := our_doctype(kind))}


def has_notice(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""A notice about our records is read by the one it is for. Frappe 15 lets everybody read each."""
	user = user or frappe.session.user
	if our_doctype(doc.document_type) and user not in ("Administrator", doc.for_user):
		return False
	return no_objection()


def list_condition(doctype: str) -> Callable[[str], str]:
	"""The ``permission_query_conditions`` hook of one doctype."""

	def hook(user: str | None = None) -> str:
		return condition(doctype, user)

	return hook


def hook_name(doctype: str) -> str:
	return "list_" + frappe.scrub(doctype)


for _doctype in REFERENCES:
	globals()[hook_name(_doctype)] = list_condition(_doctype)

CONDITIONS = {doctype: f"{__name__}.{hook_name(doctype)}" for doctype in REFERENCES}
PERMISSIONS = {
	**dict.fromkeys(REFERENCES, f"{__name__}.has_permission"),
	NOTICE: f"{__name__}.has_notice",
}
