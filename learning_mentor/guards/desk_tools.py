"""Tools of the desk that work on whole record types, and filters that people keep. Hooks of permissions."""

import frappe
from frappe.utils import cstr

from learning_mentor.guards.leads import REFERENCES
from learning_mentor.guards.readers import OURS, doctypes_read_by, in_sql, our_doctype, reads_every_row
from learning_mentor.permissions import EVERY_ROW
from learning_mentor.versions import no_objection

# Each reads rows of the record type that it names, with no question of their rights
BULK_UPDATE = "Bulk Update"
WHOLE = {BULK_UPDATE: "document_type", "Document Naming Settings": "transaction_type"}
FILTER = "List Filter"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Hook of the doctypes of `WHOLE`: they are for who reads every row of ours anyway."""
	named = doc.get(WHOLE[doc.doctype])
	if not named:
		return no_objection()
	doctype = our_doctype(named)
	is_open = reads_every_row(doctype, user) if doctype else _stays_within(doc, named)
	return no_objection() if is_open else False


def _stays_within(doc, named: str) -> bool:
	"""Conditions and previews that ask for rows of another record type than the one that they name."""
	if doc.doctype != BULK_UPDATE:
		return named not in REFERENCES
	asks_for_more = "select" in cstr(doc.get("condition")).casefold()
	return not asks_for_more and bool(frappe.db.exists("DocType", named))


def filters_condition(user: str | None = None) -> str:
	"""Hook: a filter on records of ours may name a pupil. It is its maker's, or for all who read these."""
	user = user or frappe.session.user
	if user == "Administrator":
		return EVERY_ROW
	kind, whose = f"ifnull(`tab{FILTER}`.`reference_doctype`, '')", f"ifnull(`tab{FILTER}`.`for_user`, '')"
	me, read = frappe.db.escape(user), sorted(doctypes_read_by(user))
	own = f"{me} in ({whose}, `tab{FILTER}`.`owner`)"
	shared = f"({whose} = '' and {kind} in ({in_sql(read)}))" if read else "1=0"
	return f"({kind} not in ({in_sql(OURS)}) or {own} or {shared})"


def may_see_filter(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""By what a filter says of itself and, where there is one of its name, by what the database has."""
	user = user or frappe.session.user
	fields = ["reference_doctype", "for_user", "owner"]
	stored = frappe.db.get_value(FILTER, doc.name, fields, as_dict=True) if doc.name else None
	return no_objection() if all(_may_see(each, user) for each in (doc, stored) if each) else False


def _may_see(row, user: str) -> bool:
	doctype = our_doctype(row.reference_doctype)
	if not doctype or user in ("Administrator", row.for_user, row.owner):
		return True
	return not row.for_user and doctype in doctypes_read_by(user)


CONDITIONS = {FILTER: f"{__name__}.filters_condition"}
PERMISSIONS = {**dict.fromkeys(WHOLE, f"{__name__}.has_permission"), FILTER: f"{__name__}.may_see_filter"}
