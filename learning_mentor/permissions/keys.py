"""The access key: mentor profiles that somebody holds or covers today, and whom that makes theirs."""

import frappe
from frappe.utils import today

from learning_mentor.permissions import stored


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
	"""Each half by an index of its own: an OR of both would read every profile, with each request."""
	profile = frappe.qb.DocType("Mentor Profile")
	own = (
		frappe.qb.from_(profile)
		.select(profile.name.as_("key"))
		.where((profile.user == user) & (profile.status != "Left"))
	)
	both = own.union_all(_covered_by(user)).as_("both")
	return frozenset(name for (name,) in frappe.qb.from_(both).select(both.key).run())


def _covered_by(user: str):
	"""Query for the profiles that the user's own profile covers today."""
	profile, cover = frappe.qb.DocType("Mentor Profile").as_("covering"), frappe.qb.DocType("Mentoring Cover")
	return (
		frappe.qb.from_(cover)
		.join(profile)
		.on(cover.covered_by == profile.name)
		.select(cover.parent.as_("key"))
		.where((cover.parenttype == "Mentor Profile") & (profile.user == user) & (profile.status != "Left"))
		.where((cover.from_date <= today()) & (cover.to_date >= today()))
	)


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


def mentored_pupils(user: str | None = None) -> frozenset[str]:
	"""Pupils whose open case the user holds or covers today; no more than a caseload."""
	keys = sorted(mentor_keys(user))
	if not keys:
		return frozenset()
	of_mine = {"mentor": ["in", keys], "open_for": ["is", "set"]}
	return frozenset(frappe.get_all("Mentoring Case", of_mine, pluck="open_for", order_by="name"))
