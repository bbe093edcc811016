"""Asking the table: what Frappe's permission hooks call, and whoever else wants to know.

Every list, record, child row and reference passes `condition_for` or `has_permission`. What narrows all rules
alike, the school on a site of many schools (`scope`), is asked in these two.
"""

from collections.abc import Callable

import frappe

from learning_mentor.permissions import in_order, roles, scope, stored
from learning_mentor.permissions.rules import EVERY_ROW, NO_ROW
from learning_mentor.permissions.table import PARENTS, RULES


def condition_for(doctype: str, user: str | None = None) -> str:
	"""SQL condition on the rows of a doctype that the user may list; empty: every row.

	Asked beside the roles, never instead of them. Works for child tables through their parents.
	"""
	user = user or frappe.session.user
	if doctype in PARENTS:
		return _row_condition(doctype, user)
	within = scope.condition(doctype, user)
	by_rule = _by_rule(doctype, user)
	return f"({within} and {by_rule})" if within and by_rule else within or by_rule


def _by_rule(doctype: str, user: str) -> str:
	rule = RULES[doctype]
	if not rule.asks_everybody and roles.sees_every_pupil(user):
		return EVERY_ROW
	return rule.condition(doctype, user)


def _row_condition(doctype: str, user: str) -> str:
	if user == "Administrator":
		return EVERY_ROW
	return "(" + " or ".join(_rows_of(doctype, parent, user) for parent in PARENTS[doctype]) + ")"


def _rows_of(doctype: str, parent: str, user: str) -> str:
	"""Condition for the child rows that hang on readable documents of one parent doctype."""
	if not frappe.has_permission(parent, "read", user=user):
		return NO_ROW
	of_parent = f"`tab{doctype}`.`parenttype` = {frappe.db.escape(parent)}"
	condition = condition_for(parent, user)
	if not condition:
		return f"({of_parent})"
	parents = f"select `tab{parent}`.`name` from `tab{parent}` where {condition}"
	return f"({of_parent} and `tab{doctype}`.`parent` in ({parents}))"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Whether the user may touch this document at all; the roles decide what they may do with it."""
	user = user or frappe.session.user
	if not stored.is_still_itself(doc) or not scope.allows(doc, user):
		return False
	rule = RULES.get(doc.doctype)
	if roles.sees_every_pupil(user) and not (rule and rule.asks_everybody):
		return True
	return bool(rule and rule.allows(doc, user))


vars(has_permission)["fnargs"] = ["doc", "ptype", "user"]  # what `frappe.call` reads from the signature


def query_condition(doctype: str) -> Callable[[str], str]:
	"""The ``permission_query_conditions`` hook of one doctype (version 15.0 does not name the doctype)."""

	def of(user: str) -> str:
		return in_order.rewritten(condition_for(doctype, user), doctype, user)

	def condition(user: str | None = None) -> str:
		return within_own(of, user, doctype)

	return condition


def within_own(condition_of: Callable[[str], str], user: str | None, doctype: str) -> str:
	"""The condition of a user who is not of the session, within that of the session's.

	Some of Frappe's lists and reports take from the caller whose rights they ask.
	"""
	me = frappe.session.user
	theirs = condition_of(user or me)
	if user in (None, "", me) or me == "Administrator":
		return theirs
	mine = condition_of(me) if frappe.has_permission(doctype, "read", user=me) else NO_ROW
	return " and ".join(f"({each})" for each in (theirs, mine) if each)


def hook_name(doctype: str) -> str:
	return "list_" + frappe.scrub(doctype)
