"""The access key: mentor profiles that somebody holds or covers today, and whom that makes theirs."""

import frappe
from frappe.utils import today

from learning_mentor.permissions import stored
from learning_mentor.permissions.sharing import shared

# Asked with most requests: as text they cost a fifth of the same queries built by frappe.qb.
HELD = "from `tabMentor Profile` mine"
WORKING = "mine.user = %(user)s and mine.status != 'Left'"
COVERED_TODAY = """join `tabMentoring Cover` cover on cover.covered_by = mine.name
	and cover.parenttype = 'Mentor Profile' and cover.from_date <= %(day)s and cover.to_date >= %(day)s"""
KEYS = f"""
	select mine.name {HELD} where {WORKING} union select cover.parent {HELD} {COVERED_TODAY} where {WORKING}
"""
# The same keys without a union's table: each row is the profile held, and one that it covers or none
KEYS_IN_PAIRS = f"select mine.name, cover.parent {HELD} left {COVERED_TODAY} where {WORKING}"
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
	rows = frappe.db.sql(KEYS_IN_PAIRS, {"user": user, "day": today()})
	return frozenset(name for row in rows for name in row if name)


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
