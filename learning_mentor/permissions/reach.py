"""What decides which rows somebody sees, in one text: whoever keeps something that was read compares it."""

import hashlib

import frappe
from frappe.permissions import get_role_permissions, get_user_permissions

from learning_mentor.permissions import asking, keys, people, scope, sharing
from learning_mentor.permissions.table import RULES

CASES = "select name from `tabMentoring Case` where mentor in %(keys)s order by name"
NOTES = "select parent from `tabMentoring Safeguarding Reader` where reader = %(user)s order by parent"


def of(user: str | None = None) -> str:
	"""A hash that is another one as soon as the user (default: of the session) may read other rows.

	In it: whether the account is open, roles, rights of each doctype as the site has set them, User
	Permissions, mentor keys with today's covers, their cases and pupils, events, safeguarding notes that name
	the user, and the pupils of the user's schools. That records are added or changed is no change of rights.
	"""
	user = user or frappe.session.user
	with sharing.read_once():
		return hashlib.sha256(repr(_parts(user)).encode()).hexdigest()


def _parts(user: str) -> tuple:
	return (
		frappe.db.get_value("User", user, "enabled"),
		sorted(frappe.get_roles(user)),
		_user_permissions(user),
		_rights(user),
		[asking.condition_for(doctype, user) for doctype in RULES],
		_cases(user),
		sorted(people.pupils_in_care(user)),
		frappe.db.sql(NOTES, {"user": user}),
		_pupils_of_schools(user),
	)


def _user_permissions(user: str) -> list:
	rows = [(doctype, row) for doctype, rows in get_user_permissions(user).items() for row in rows]
	return sorted(repr((doctype, sorted(row.items()))) for doctype, row in rows)


def _rights(user: str) -> list:
	return [_rights_on(frappe.get_meta(doctype), user) for doctype in RULES]


def _rights_on(meta, user: str) -> tuple:
	given = get_role_permissions(meta, user=user)
	return repr(sorted(given.items())), sorted(meta.get_permlevel_access("read", user=user))


def _cases(user: str) -> tuple:
	"""Closed ones too: all that is bound to a case goes where its key goes."""
	mine = tuple(sorted(keys.mentor_keys(user)))
	return frappe.db.sql(CASES, {"keys": mine}) if mine else ()


def _pupils_of_schools(user: str) -> tuple:
	"""How many, and a sum of their names: a pupil who goes to another school takes all records along."""
	theirs = scope.condition("Student", user)
	asked = f"select count(*), bit_xor(crc32(name)) from `tabStudent` where {theirs}"
	return frappe.db.sql(asked) if theirs else ()
