"""Secret addresses by which somebody outside, without an account, reads one record and answers it.

A key is random and signed for one purpose; the site keeps its hash alone, so that nobody can read a working
key out of the database. A link is for one record, ends by itself, can be taken back, and all that it shows
and takes is written down (Mentoring Outside Opening).
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any, NamedTuple, NoReturn

import frappe
from frappe import _
from frappe.utils import get_datetime, get_url, now_datetime
from frappe.utils.password import get_encryption_key

from learning_mentor.exceptions import LinkNotValidError, LockedTextError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings

LINK, OPENING = "Mentoring Outside Link", "Mentoring Outside Opening"
PAGE = "/mentoring/outside"
REFERRAL, HANDOVER = "Referral", "Handover"
READ, DOCUMENT_TAKEN, ANSWERED, TRIED_IN_VAIN = "Read", "Document taken", "Answered", "Tried in vain"
LONGEST_KEY = 200


class Opened(NamedTuple):
	"""A link that is valid now, and the record that it is for."""

	link: Any  # the link's own record
	doc: Any


def make(doc, purpose: str, recipient: str, ends_earlier: bool = True) -> str:
	"""A new address for the case-bound record ``doc``; earlier ones for the same purpose end with it.

	``recipient`` is the e-mail address that it is sent to. The address cannot be read again later. A reminder
	lets earlier addresses work on (``ends_earlier`` False). The caller has checked that the session user may
	send the record.
	"""
	if ends_earlier:
		revoke_all(doc, purpose)
	key = _new_key(purpose)
	link = frappe.get_doc(
		{
			"doctype": LINK,
			"case": doc.case,
			"purpose": purpose,
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"recipient": recipient,
			"token_hash": _hash(key),
			"expires_on": now_datetime() + timedelta(days=get_settings().link_days),
		}
	)
	_write(link)
	return get_url(f"{PAGE}?key={key}")


def _new_key(purpose: str) -> str:
	random = secrets.token_urlsafe(24)
	return f"{random}.{_signature(random, purpose)}"


def _signature(random: str, purpose: str) -> str:
	words = f"mentoring outside link {purpose} {random}"
	return hmac.new(get_encryption_key().encode(), words.encode(), hashlib.sha256).hexdigest()


def _hash(key: str) -> str:
	return hashlib.sha256(key.encode()).hexdigest()


def purpose_of(key: str | None) -> str | None:
	"""The purpose that a key was signed for, without a look into the database; None for a forged one."""
	random, _dot, signature = str(key or "")[:LONGEST_KEY].partition(".")
	for purpose in (REFERRAL, HANDOVER):
		if random and hmac.compare_digest(_signature(random, purpose).encode(), signature.encode()):
			return purpose
	return None


def open_link(key: str | None, purpose: str, lock: bool = False) -> Opened:
	"""The record behind a key. Raises LinkNotValidError when it is forged, ended, answered or taken back.

	With ``lock`` both are locked, so that of two simultaneous answers the second finds the link used: first
	the record, then the link, which is asked again; whoever saves the record ends its links in that order.
	"""
	if not key or purpose_of(key) != purpose:
		refuse(_("This link is not valid. Please check that you have copied all of it."))
	link = _find(key)
	_refuse_ended(link)
	doc = frappe.get_doc(link.reference_doctype, link.reference_name, for_update=lock)
	if lock:
		link = frappe.get_doc(LINK, link.name, for_update=True)
		_refuse_ended(link)
	return Opened(link, doc)


def _find(key: str):
	name = frappe.db.get_value(LINK, {"token_hash": _hash(key)}, "name")
	if not name:
		refuse(_("This link is not valid. Please check that you have copied all of it."))
	return frappe.get_doc(LINK, name)


def _refuse_ended(link) -> None:
	if reason := _why_not(link):
		record(link, TRIED_IN_VAIN)
		refuse(reason)


def _why_not(link) -> str | None:
	if link.revoked_on:
		return _("The school has taken this link back. Please ask the school for a new one.")
	if link.used_on:
		return _("This link has been answered already. Thank you. Please ask the school for a new one.")
	if get_datetime(link.expires_on) <= now_datetime():
		return _("This link has expired. Please ask the school for a new one.")
	return None


def refuse(reason: str) -> NoReturn:
	frappe.throw(reason, LinkNotValidError, title=_("This link does not work"))


def record(link, event: str, details: str = "") -> None:
	"""Write down what happened on a link: ``event`` and what was shown or taken."""
	opening = frappe.get_doc(
		{
			"doctype": OPENING,
			"case": link.case,
			"link": link.name,
			"happened_on": now_datetime(),
			"event": event,
			"details": details,
		}
	)
	_write(opening)


def use_up(link) -> None:
	"""End a link and the others that ask the same question: it has been answered."""
	link.used_on = now_datetime()
	_write(link)
	revoke_all(frappe._dict(doctype=link.reference_doctype, name=link.reference_name), link.purpose)


def revoke_all(doc, purpose: str | None = None) -> int:
	"""Take back the working links to a record (of one purpose, or all). Returns how many there were."""
	filters = {
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
		"revoked_on": ["is", "not set"],
		"used_on": ["is", "not set"],
		**({"purpose": purpose} if purpose else {}),
	}
	names = frappe.get_all(LINK, filters=filters, pluck="name", order_by="name")
	for name in names:
		_revoke(frappe.get_doc(LINK, name, for_update=True))
	return len(names)


def revoke(name: str) -> None:
	"""Take one link back. Raises PermissionError for whoever may not write the record that it is for."""
	link = frappe.get_doc(LINK, name, for_update=True)
	frappe.get_doc(link.reference_doctype, link.reference_name).check_permission("write")
	_revoke(link)


def _revoke(link) -> None:
	if not link.revoked_on:
		link.revoked_on, link.revoked_by = now_datetime(), frappe.session.user
		_write(link)


def _write(doc) -> None:
	doc.flags.written_by_code = True
	doc.save(ignore_permissions=True)  # nobody has a right to write; each caller here has checked theirs


def refuse_other_writers(doc) -> None:
	"""Raise LockedTextError unless this module writes the link or the line of its log."""
	if not doc.flags.written_by_code:
		frappe.throw(_("Links and their log are written by the server alone."), LockedTextError)


def tries_per_hour() -> int:
	"""How often one address may open or answer links within an hour."""
	return get_settings().link_tries_per_hour
