"""Who can read pupils, by which right: what Education's permissions leave open, and what our roles open.

Access to our records is narrowed row by row by `learning_mentor.permissions` whatever the roles say; access
to Education's records is not, so a broad role there is worth a look.
"""

import frappe
from frappe import _

from learning_mentor import permissions
from learning_mentor.data_protection import pupil_records
from learning_mentor.permissions import scope

STUDENT = "Student"
FOR_FAMILIES = frozenset({"Guardian", "Student", "Parent"})
FOR_EVERYBODY = frozenset({"All", "Guest", "Desk User"})
OTHERS_ABOUT_PUPILS = ("Guardian",)
SHOWN_RIGHTS = ("read", "write", "create", "delete", "report", "export", "print", "email", "share")


def record_types() -> dict[str, bool]:
	"""Doctype -> whether it is ours, for all record types about pupils on the site, found by their links."""
	links = frappe.get_all(
		"DocField",
		filters={"fieldtype": "Link", "options": STUDENT},
		pluck="parent",
		order_by="parent asc",
		distinct=True,
	)
	others = {STUDENT, *OTHERS_ABOUT_PUPILS, *links} - {*permissions.RULES, *permissions.PARENTS}
	foreign = [
		doctype for doctype in sorted(others) if frappe.db.exists("DocType", {"name": doctype, "istable": 0})
	]
	return {**dict.fromkeys(foreign, False), **dict.fromkeys(pupil_records.bonds(), True)}


def by_role() -> list[dict]:
	"""A row per record type and role that may read it.

	``[{"record_type", "role", "rights", "source", "people", "narrowed_by", "warning"}]``; ``people`` counts
	enabled users (None: everybody).
	"""
	people = people_by_role()
	return [
		_row(doctype, is_ours, right, people)
		for doctype, is_ours in record_types().items()
		for right in _readers(doctype)
	]


def _readers(doctype: str) -> list[dict]:
	"""Permissions that let a role read, as the site has them now: the app's own or the admin's instead."""
	custom = frappe.db.exists("Custom DocPerm", {"parent": doctype})
	rows = frappe.get_all(
		"Custom DocPerm" if custom else "DocPerm",
		filters={"parent": doctype, "permlevel": 0, "read": 1},
		fields=["role", "if_owner", *SHOWN_RIGHTS],
		order_by="role asc",
	)
	return [frappe._dict(row, is_custom=bool(custom)) for row in rows]


def _row(doctype: str, is_ours: bool, right: frappe._dict, people: dict[str, set[str]]) -> dict:
	holders = None if right.role in FOR_EVERYBODY else len(people.get(right.role, ()))
	return {
		"record_type": doctype,
		"role": right.role,
		"rights": ", ".join(_(name) for name in SHOWN_RIGHTS if right[name]),
		"source": _("Changed on this site") if right.is_custom else _("As shipped"),
		"people": holders,
		"narrowed_by": _narrowed_by(doctype, is_ours, right, people),
		"warning": _warning(is_ours, right, holders),
	}


def _narrowed_by(doctype: str, is_ours: bool, right: frappe._dict, people: dict[str, set[str]]) -> str:
	if is_ours:
		return _our_rule(doctype, right.role)
	if right.if_owner:
		return _("Own records")
	restricted = _with_user_permissions() & people.get(right.role, set())
	return _("User Permissions for {0} people").format(len(restricted)) if restricted else _("Nothing")


def _our_rule(doctype: str, role: str) -> str:
	rule = permissions.RULES[doctype]
	if role in permissions.SEES_EVERY_PUPIL and not rule.asks_everybody:
		return _("Every row of their schools, by role") if scope.is_on() else _("Every row, by role")
	return {
		permissions.BY_MENTOR: _("Cases of the own mentor profile, or covered today"),
		permissions.BY_EITHER_MENTOR: _("Giving mentor; receiving mentor until it is answered"),
		permissions.BY_NOMINATOR: _("Own nominations"),
		permissions.PANEL_ONLY: _("Coordinators and safeguarding leads alone"),
		permissions.BY_NAME_ON_NOTE: _("Author, named readers and safeguarding leads"),
		permissions.LEADS_ONLY: _("Safeguarding leads alone"),
		permissions.AUDITORS_ONLY: _("Data protection officer and safeguarding leads alone"),
		permissions.BY_EVENT_OR_MENTOR: _("Events that they staff, and pupils whom they mentor"),
		permissions.BY_CARE: _("Pupils whom they mentor or look after at an event now"),
		permissions.NOBODY: _("Nobody"),
	}.get(rule, _("A rule of its own"))


def _warning(is_ours: bool, right: frappe._dict, holders: int | None) -> str:
	if is_ours and right.is_custom:
		return _("Permissions of Learning Mentor were changed here: compare them with docs/security.md.")
	if is_ours or holders == 0:
		return ""
	if right.role in FOR_EVERYBODY:
		return _("Everybody with this kind of account may read every row: take the right away.")
	if right.role in FOR_FAMILIES and not right.if_owner:
		return _(
			"A role of families may read. Check that User Permissions leave each person their own child."
		)
	if right.export or right.share:
		return _("May export or share: is that needed for the work of the role?")
	return ""


def _with_user_permissions() -> set[str]:
	"""Users whose User Permissions narrow them to certain pupils."""
	return set(frappe.get_all("User Permission", {"allow": STUDENT}, pluck="user", order_by="user"))


def people_by_role() -> dict[str, set[str]]:
	"""Role -> enabled users who have it."""
	row, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	pairs = (
		frappe.qb.from_(row)
		.join(user)
		.on((row.parent == user.name) & (row.parenttype == "User"))
		.select(row.role, user.name)
		.where(user.enabled == 1)
	).run()
	people: dict[str, set[str]] = {}
	for role, name in pairs:
		people.setdefault(role, set()).add(name)
	return people


def by_person() -> list[dict]:
	"""A row per enabled user and way to pupils: by roles, or by a share.

	``[{"user", "full_name", "user_type", "record_type", "because", "warning"}]``.
	"""
	rights = by_role()
	people = people_by_role()
	found: dict[tuple[str, str], dict] = {}
	for right in rights:
		for user in people.get(right["role"], ()):
			_add(found, user, right["record_type"], _("Role {0}").format(_(right["role"])), right["warning"])
	for share in _shares():
		warning = _("A share outlives a change of mentor: remove it.")
		_add(found, share.user or _("Everybody"), share.share_doctype, _("Share of a record"), warning)
	return _with_names([found[key] for key in sorted(found)])


def _add(found: dict, user: str, doctype: str, because: str, warning: str) -> None:
	row = found.setdefault(
		(user, doctype), {"user": user, "record_type": doctype, "because": [], "warning": ""}
	)
	if because not in row["because"]:
		row["because"].append(because)
	row["warning"] = row["warning"] or warning


def _shares() -> list[frappe._dict]:
	return frappe.get_all(
		"DocShare",
		filters={"share_doctype": ["in", list(record_types())], "read": 1},
		fields=["user", "share_doctype", "share_name"],
		order_by="user asc",
	)


def _with_names(rows: list[dict]) -> list[dict]:
	users = {
		user.name: user
		for user in frappe.get_all("User", fields=["name", "full_name", "user_type"], order_by="name")
	}
	empty = frappe._dict(full_name="", user_type="")
	return [
		{
			**row,
			"because": "; ".join(row["because"]),
			"full_name": users.get(row["user"], empty).full_name,
			"user_type": users.get(row["user"], empty).user_type,
		}
		for row in rows
	]
