"""Which doctypes are ours, and whether somebody may read one record; for all guards."""

import frappe
from frappe import _

from learning_mentor.permissions import EVERY_ROW, PARENTS, RULES, condition_for

# Their names and titles are known to all staff who may read the doctype: a mentor chooses colleagues by name.
DIRECTORY = frozenset({"Mentor Profile"})

_OURS = {doctype.casefold(): doctype for doctype in (*RULES, *PARENTS)}


def our_doctype(doctype) -> str | None:
	"""The app's doctype of this name in any spelling that a database takes for the same; else None."""
	return _OURS.get(doctype.strip().casefold()) if isinstance(doctype, str) else None


def may_read(doctype: str, name, user: str | None = None) -> bool:
	"""Whether the record exists and the user (default: of the session) may read it. Never raises for it."""
	user = user or frappe.session.user
	if not isinstance(name, str | int) or not frappe.db.exists(doctype, name):
		return False
	if doctype in PARENTS:
		row = frappe.db.get_value(doctype, name, ["parenttype", "parent"], as_dict=True)
		return bool(row.parent) and row.parenttype in PARENTS[doctype] and may_read(*row.values(), user)
	if user == "Administrator":
		return True
	return bool(
		frappe.permissions.get_doc_permissions(frappe.get_doc(doctype, name), user, "read").get("read")
	)


def require_read(doctype: str, name) -> None:
	"""Raise the same PermissionError for records that are hidden and that are missing."""
	if not may_read(doctype, name):
		refuse()


def refuse() -> None:
	frappe.clear_messages()
	frappe.throw(no_such_record(), frappe.PermissionError)


def no_such_record() -> str:
	return _("There is no such record that you may read.")


def reads_doctype(doctype: str, user: str | None = None) -> bool:
	"""Whether a role of the user reads the doctype at all; shares do not count."""
	user = user or frappe.session.user
	return bool(frappe.permissions.get_role_permissions(frappe.get_meta(doctype), user=user).get("read"))


def doctypes_read_by(user: str) -> set[str]:
	"""The app's doctypes that a role of the user reads, in few queries: each meta would cost as much."""
	roles = frappe.get_roles(user)
	custom, standard = frappe.qb.DocType("Custom DocPerm"), frappe.qb.DocType("DocPerm")
	changed = dict.fromkeys(
		frappe.qb.from_(custom)
		.select(custom.parent)
		.where(custom.parent.isin(list(RULES)))
		.distinct()
		.run(pluck=True)
	)
	return {
		doctype
		for table, is_custom in ((standard, False), (custom, True))
		for doctype in (
			frappe.qb.from_(table)
			.select(table.parent)
			.distinct()
			.where(table.parent.isin(list(RULES)) & table.role.isin(roles))
			.where((table.read == 1) & (table.permlevel == 0))
		).run(pluck=True)
		if (doctype in changed) == is_custom
	}


def reads_every_row(doctype: str, user: str | None = None) -> bool:
	"""Whether no row of the doctype is hidden from the user. For a child table: of any of its parents."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	holders = PARENTS.get(doctype, (doctype,))
	return all(reads_doctype(each, user) and condition_for(each, user) == EVERY_ROW for each in holders)


def listed(doctype: str, **query) -> list:
	"""Names of records that the session user may list."""
	if not reads_doctype(doctype):
		return []
	return frappe.get_list(doctype, pluck="name", order_by="name asc", limit_page_length=0, **query)
