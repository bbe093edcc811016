"""The access key: mentor profiles that somebody holds or covers today, and whom that makes theirs."""

import frappe
from frappe.utils import today

from learning_mentor.permissions import stored
from learning_mentor.permissions.sharing import shared

# Asked with most requests: as text they cost a fifth of the same queries built by frappe.qb.
KEYS = """
	select name from `tabMentor Profile` where user = %(user)s and status != 'Left'
	union
	select cover.parent from `tabMentoring Cover` cover
	join `tabMentor Profile` covering on cover.covered_by = covering.name
	where cover.parenttype = 'Mentor Profile' and cover.from_date <= %(day)s and cover.to_date >= %(day)s
		and covering.user = %(user)s and covering.status != 'Left'
"""
PUPILS = "select open_for from `tabMentoring Case` where mentor in %(keys)s and open_for is not null"


@shared
def mentor_keys(user: str | None = None) -> frozenset[str]:
	"""Names of the mentor profiles that the user holds or covers today, read once per request."""
	user = user or frappe.session.user
	cached = getattr(frappe.local, "mentor_keys", None)
	if cached is None:
		cached = frappe.local.mentor_keys = {}
	if user not in cached:
		cached[user] = _read_mentor_keys(user)
	return cached[user]


def forget_mentor_keys() -> None:
	"""Read the keys anew: a profile or its cover has changed within this request."""
	frappe.local.mentor_keys = {}


def _read_mentor_keys(user: str) -> frozenset[str]:
	return frozenset(name for (name,) in frappe.db.sql(KEYS, {"user": user, "day": today()}))


def stored_mentor(doc) -> str | None:
	"""The access key of a document as the database has it.

	A REST write hands over the document with the caller's values in it, the key included, so an existing
	document's own word is not taken. A new case-bound document has the key of its case.
	"""
	if not doc.get("__islocal") and doc.name:
		return stored.mentor_of(doc.doctype, doc.name)
	if doc.meta.has_field("case"):
		case = stored.case_row(doc.get("case"))
		return case.mentor if case else None
	return doc.get("mentor")


@shared
def mentored_pupils(user: str | None = None) -> frozenset[str]:
	"""Pupils whose open case the user holds or covers today; no more than a caseload."""
	keys = tuple(sorted(mentor_keys(user)))
	return frozenset(student for (student,) in frappe.db.sql(PUPILS, {"keys": keys})) if keys else frozenset()
