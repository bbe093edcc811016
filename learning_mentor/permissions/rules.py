"""The rules: which rows of a doctype somebody may list, and whether one document is theirs."""

from collections.abc import Callable
from typing import Any, NamedTuple

import frappe

from learning_mentor.permissions import directory, keys, people, roles, sharing
from learning_mentor.permissions.school_rows import EVERY_ROW, NO_ROW

ON_OFFER = ("Offered", "Question Asked")  # the receiving mentor sees a handover until it is answered


class Rule(NamedTuple):
	"""How the rows of one doctype are guarded.

	``condition(doctype, user)`` returns an SQL condition on the doctype's table; ``allows(doc, user)``
	answers for one document. Both are asked only about users who do not see every pupil, unless the rule
	``asks_everybody``.
	"""

	condition: Callable[[str, str], str]
	allows: Callable[[Any, str], bool]
	asks_everybody: bool = False


def _one_of(column: str, values: frozenset[str] | tuple[str, ...]) -> str:
	return f"{column} in ({sharing.once(('escaped', values), lambda: _escaped(values))})"


def _escaped(values) -> str:
	return ", ".join(frappe.db.escape(value) for value in sorted(values))


def _key_condition(doctype: str, user: str) -> str:
	mine = keys.mentor_keys(user)
	return _one_of(f"`tab{doctype}`.`mentor`", mine) if mine else NO_ROW


def _key_allows(doc, user: str) -> bool:
	return keys.stored_mentor(doc) in keys.mentor_keys(user)


def _owner_condition(doctype: str, user: str) -> str:
	return f"`tab{doctype}`.`owner` = {frappe.db.escape(user)}"


def _owner_allows(doc, user: str) -> bool:
	if doc.get("__islocal"):
		return True
	return frappe.db.get_value(doc.doctype, doc.name, "owner") == user


def _own_profile_condition(doctype: str, user: str) -> str:
	if directory.is_open():
		return EVERY_ROW
	return f"`tab{doctype}`.`user` = {frappe.db.escape(user)}"


def _own_profile_allows(doc, user: str) -> bool:
	return bool(doc.name) and frappe.db.get_value(doc.doctype, doc.name, "user") == user


def _either_mentor_condition(doctype: str, user: str) -> str:
	mine = keys.mentor_keys(user)
	if not mine:
		return NO_ROW
	receives = _one_of(f"`tab{doctype}`.`to_mentor`", mine)
	on_offer = _one_of(f"`tab{doctype}`.`status`", ON_OFFER)
	return f"({_key_condition(doctype, user)} or ({receives} and {on_offer}))"


def _either_mentor_allows(doc, user: str) -> bool:
	if _key_allows(doc, user):
		return True
	if doc.get("__islocal"):
		return False
	receiver, status = frappe.db.get_value(doc.doctype, doc.name, ["to_mentor", "status"]) or (None, None)
	return status in ON_OFFER and receiver in keys.mentor_keys(user)


def _note_condition(doctype: str, user: str) -> str:
	if roles.is_safeguarding_lead(user):
		return EVERY_ROW
	me = frappe.db.escape(user)
	named = (
		"select `tabMentoring Safeguarding Reader`.`parent` from `tabMentoring Safeguarding Reader`"
		f" where `tabMentoring Safeguarding Reader`.`reader` = {me}"
	)
	return f"(`tab{doctype}`.`author` = {me} or `tab{doctype}`.`name` in ({named}))"


def _auditor_condition(doctype: str, user: str) -> str:
	return EVERY_ROW if roles.protects_data(user) else NO_ROW


def _lead_condition(doctype: str, user: str) -> str:
	return EVERY_ROW if roles.is_safeguarding_lead(user) else NO_ROW


def _registration_condition(doctype: str, user: str) -> str:
	"""Literals, not subqueries: each side stays on its own index, and both are short."""
	routes = (("event", people.events_staffed(user)), ("student", keys.mentored_pupils(user)))
	conditions = [_one_of(f"`tab{doctype}`.`{column}`", values) for column, values in routes if values]
	return f"({' or '.join(conditions)})" if conditions else NO_ROW


def _registration_allows(doc, user: str) -> bool:
	event, student = doc.get("event"), doc.get("student")
	if not doc.get("__islocal"):
		event, student = frappe.db.get_value(doc.doctype, doc.name, ["event", "student"]) or (None, None)
	return people.runs_event(event, user) or student in keys.mentored_pupils(user)


def _care_condition(doctype: str, user: str) -> str:
	pupils = people.pupils_in_care(user)
	return _one_of(f"`tab{doctype}`.`student`", pupils) if pupils else NO_ROW


def _care_allows(doc, user: str) -> bool:
	student = doc.get("student")
	if not doc.get("__islocal"):
		student = frappe.db.get_value(doc.doctype, doc.name, "student")
	return bool(student) and student in people.pupils_in_care(user)


BY_MENTOR = Rule(_key_condition, _key_allows)
BY_EITHER_MENTOR = Rule(_either_mentor_condition, _either_mentor_allows)
BY_NOMINATOR = Rule(_owner_condition, _owner_allows)
OWN_PROFILE = Rule(_own_profile_condition, _own_profile_allows)
BY_EVENT_OR_MENTOR = Rule(_registration_condition, _registration_allows)
BY_CARE = Rule(_care_condition, _care_allows)
PANEL_ONLY = Rule(lambda doctype, user: NO_ROW, lambda doc, user: False)
ROLE_DECIDES = Rule(lambda doctype, user: EVERY_ROW, lambda doc, user: True)

BY_NAME_ON_NOTE = Rule(
	_note_condition, lambda doc, user: people.may_read_note(doc.name, user), asks_everybody=True
)
LEADS_ONLY = Rule(_lead_condition, lambda doc, user: roles.is_safeguarding_lead(user), asks_everybody=True)
AUDITORS_ONLY = Rule(_auditor_condition, lambda doc, user: roles.protects_data(user), asks_everybody=True)
NOBODY = Rule(lambda doctype, user: NO_ROW, lambda doc, user: False, asks_everybody=True)
