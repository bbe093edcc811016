"""Which doctypes are ours, and whether somebody may read one record; for all guards."""

from collections.abc import Iterable
from typing import NoReturn

import frappe
from frappe import _

from learning_mentor.permissions import EVERY_ROW, PARENTS, RULES, condition_for, doctypes_of_roles, scope

# Their names and titles are known to all staff who may read the doctype: a mentor chooses colleagues by name.
DIRECTORY = frozenset({"Mentor Profile"})

READERS = "learning_mentor:roles_with_rights"
KEPT_FOR = 600  # seconds

OURS = (*RULES, *PARENTS)
_BY_SPELLING = {doctype.casefold(): doctype for doctype in OURS}


def our_doctype(doctype) -> str | None:
	"""The app's doctype of this name in any spelling that a database takes for the same; else None."""
	return _BY_SPELLING.get(doctype.strip().casefold()) if isinstance(doctype, str) else None


def reported(report) -> str | None:
	"""The record type of ours that a report of this name is about."""
	return our_doctype(frappe.get_cached_value("Report", report, "ref_doctype")) if report else None


def in_sql(doctypes: Iterable[str]) -> str:
	"""Record types as a list in SQL: ours and Frappe's are named in letters and spaces."""
	return ", ".join(f"'{doctype}'" for doctype in doctypes)


def may_read(doctype: str, name, user: str | None = None) -> bool:
	"""Whether the record exists and the user (default: of the session) may read it. Never raises for it."""
	user = user or frappe.session.user
	if not isinstance(name, str | int) or not frappe.db.exists(doctype, name):
		return False
	if doctype in PARENTS:
		row = frappe.db.get_value(doctype, name, ["parenttype", "parent"], as_dict=True)
		return (
			bool(row.parent)
			and row.parenttype in PARENTS[doctype]
			and may_read(row.parenttype, row.parent, user)
		)
	if user == "Administrator":
		return True
	return bool(
		frappe.permissions.get_doc_permissions(frappe.get_doc(doctype, name), user, "read").get("read")
	)


def require_read(doctype: str, name) -> None:
	"""Raise the same PermissionError for records that are hidden and that are missing."""
	if not may_read(doctype, name):
		refuse()


def refuse() -> NoReturn:
	frappe.clear_messages()
	frappe.throw(no_such_record(), frappe.PermissionError)


def no_such_record() -> str:
	return _("There is no such record that you may read.")


def reads_doctype(doctype: str, user: str | None = None) -> bool:
	"""Whether a role of the user reads the doctype at all; shares do not count."""
	user = user or frappe.session.user
	return bool(frappe.permissions.get_role_permissions(frappe.get_meta(doctype), user=user).get("read"))


def doctypes_read_by(user: str) -> set[str]:
	"""The app's doctypes that a role of the user reads, in one query: each meta would cost as much.

	Without a query for whoever has no role that any right of ours names, as most people at a school.
	"""
	roles = _roles_with_rights().intersection(frappe.get_roles(user))
	return doctypes_of_roles(user, roles) if roles else set()


def _roles_with_rights() -> set[str]:
	"""Roles named by any right to a doctype of the app, kept in Redis until rights are added.

	Rights that were taken away leave a role too many, which costs a query; one too few hides rows.
	"""
	known = frappe.cache.get_value(READERS, expires=True)
	if known is None:
		known = _read_roles_with_rights()
		frappe.cache.set_value(READERS, known, expires_in_sec=KEPT_FOR)
	return known


def _read_roles_with_rights() -> set[str]:
	about_ours = {"parent": ["in", list(RULES)]}
	return {
		role
		for kind in ("DocPerm", "Custom DocPerm")
		for role in frappe.get_all(kind, about_ours, pluck="role", order_by="role", distinct=True)
	}


def forget_roles(doc=None, method: str | None = None) -> None:
	"""Hook of the doctypes that hold rights, and of migrations."""
	frappe.cache.delete_value(READERS)
	frappe.db.after_commit.add(lambda: frappe.cache.delete_value(READERS))


def reads_every_row(doctype: str, user: str | None = None) -> bool:
	"""Whether no row of the doctype is hidden from the user. For a child table: of any of its parents."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	holders = PARENTS.get(doctype, (doctype,))
	return all(reads_doctype(each, user) and condition_for(each, user) == EVERY_ROW for each in holders)


def is_known(doctype: str, name) -> bool:
	"""Whether the record's name and title are known to the user as a colleague's: see `DIRECTORY`."""
	return doctype in DIRECTORY and reads_doctype(doctype) and scope.is_colleague(name)


def listed(doctype: str, **query) -> list:
	"""Names of records that the session user may list."""
	if not reads_doctype(doctype):
		return []
	return frappe.get_list(doctype, pluck="name", order_by="name asc", limit_page_length=0, **query)
