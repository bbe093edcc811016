"""Records of Frappe that speak of ours: files, comments, versions, tasks, logs.

Each is as visible as the record that it refers to, beside what Frappe asks anyway. Rows that refer to other
apps' records, or to none, are not touched.
"""

from collections.abc import Callable, Iterator
from functools import partial

import frappe

from learning_mentor.guards import printed
from learning_mentor.guards.files import claims_hidden_file
from learning_mentor.guards.leads import REFERENCES, ours_of
from learning_mentor.guards.readers import OURS, doctypes_read_by, in_sql, may_read, our_doctype
from learning_mentor.permissions import EVERY_ROW, condition_for, read_once, within_own
from learning_mentor.versions import no_objection

# What shows the record that it names, in forms that are sent to the server and not kept
SHOWS = {
	"Audit Trail": ("doctype_name", "document"),
	"Permission Inspector": ("ref_doctype", "docname"),
}
# doctype -> what of `REFERENCES` its rows may be about in turn
SECOND_HAND = {
	"Comment": ("Communication", "ToDo"),
	"Communication": ("ToDo",),
	"Email Queue": ("Communication", "ToDo"),
	"File": ("Comment", "Communication", "ToDo"),
	"Version": ("Comment", "Communication", "File", "ToDo"),
}
DELETED = "Deleted Document"  # its text is all that is left of what it was about
NAMED = '\'"({fields})": ?"({kinds})"\''.format(
	fields="|".join(sorted({kind for kind, _name in REFERENCES.values()})),
	kinds="|".join((*OURS, "Comment", "Communication", "File", "ToDo")),
)
NOTICE = "Notification Log"
CHANGES = ("write", "create", "delete", "submit", "cancel")


def condition(doctype: str, user: str | None = None) -> str:
	"""SQL condition on the rows of a doctype of `REFERENCES`; empty for Administrator."""
	user = user or frappe.session.user
	if user == "Administrator":
		return EVERY_ROW
	with read_once():
		rows_of = {ours: condition_for(ours, user) for ours in sorted(doctypes_read_by(user))}
	found = [_direct(doctype, rows_of), *_second_hand(doctype, rows_of)]
	if doctype == printed.LOG:
		found.append(printed.condition(user))
	if doctype == DELETED:
		of_ours = f"`tab{DELETED}`.`data` regexp {NAMED}"
		found.append(f"not ({_column(doctype, 0)} in ({in_sql(REFERENCES)}) and {of_ours})")
	return f"({' and '.join(found)})"


def _direct(doctype: str, rows_of: dict[str, str]) -> str:
	"""The rows that refer to nothing of ours, or to what may be read."""
	kind, name = (f"`tab{doctype}`.`{fieldname}`" for fieldname in REFERENCES[doctype])
	whole, parts = [], []
	for ours, rows in rows_of.items():
		if rows == EVERY_ROW:
			whole.append(ours)
		else:
			readable = f"select `tab{ours}`.`name` from `tab{ours}` where {rows}"
			parts.append(f"({kind} = '{ours}' and {name} in ({readable}))")
	foreign = f"{_column(doctype, 0)} not in ({in_sql(ours for ours in OURS if ours not in whole)})"
	return f"({' or '.join([foreign, *parts])})"


def _second_hand(doctype: str, rows_of: dict[str, str]) -> Iterator[str]:
	"""Not those about a mail, task or comment that is about what may not be read."""
	kind, name = _column(doctype, 0), _column(doctype, 1)
	for between in SECOND_HAND.get(doctype, ()):
		open_rows = " and ".join((_direct(between, rows_of), *_second_hand(between, rows_of)))
		hidden = f"select `tab{between}`.`name` from `tab{between}` where not ifnull({open_rows}, 0)"
		yield f"not ({kind} = '{between}' and {name} in ({hidden}))"


def _column(doctype: str, place: int) -> str:
	return f"ifnull(`tab{doctype}`.`{REFERENCES[doctype][place]}`, '')"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Whether the user may read (for a new file: write) what the document refers to, now and as stored."""
	user = user or frappe.session.user
	if user == "Administrator":
		return no_objection()
	if doc.doctype == "File" and ptype == "create" and claims_hidden_file(doc, user):
		return False
	if doc.doctype == printed.LOG and not printed.may_read(doc, user):
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
	fields = REFERENCES.get(doc.doctype) or SHOWS[doc.doctype]
	references = {tuple(doc.get(field) for field in fields)}
	# A new one too: it may have been read from a row and call itself new
	if ptype in CHANGES and doc.name and doc.doctype in REFERENCES:
		stored = frappe.db.get_value(doc.doctype, doc.name, fields)
		references |= {tuple(stored)} if stored else set()
	if doc.doctype == DELETED and doc.deleted_doctype in REFERENCES:
		kept = frappe.parse_json(doc.data or "{}")
		references.add(tuple(kept.get(field) for field in REFERENCES[doc.deleted_doctype]))
	found = {ours for kind, name in references if (ours := ours_of(kind, name))}
	return found if doc.doctype in REFERENCES else {(ours, name) for ours, name in found if name}


def has_notice(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""A notice about our records is read by the one it is for. Frappe 15 lets everybody read each."""
	user = user or frappe.session.user
	if our_doctype(doc.document_type) and user not in ("Administrator", doc.for_user):
		return False
	return no_objection()


def list_condition(doctype: str) -> Callable[[str], str]:
	"""The ``permission_query_conditions`` hook of one doctype."""

	def hook(user: str | None = None) -> str:
		return within_own(partial(condition, doctype), user, doctype)

	return hook


def hook_name(doctype: str) -> str:
	return "list_" + frappe.scrub(doctype)


for _doctype in REFERENCES:
	globals()[hook_name(_doctype)] = list_condition(_doctype)

CONDITIONS = {doctype: f"{__name__}.{hook_name(doctype)}" for doctype in REFERENCES}
PERMISSIONS = {
	**dict.fromkeys((*REFERENCES, *SHOWS), f"{__name__}.has_permission"),
	NOTICE: f"{__name__}.has_notice",
	"Personal Data Download Request": "learning_mentor.data_protection.personal_data.has_permission",
}
