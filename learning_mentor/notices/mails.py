"""The texts of mails: Email Templates that admins edit, in the language of whoever gets them."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils import escape_html, get_url_to_form

from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices.kinds import KINDS, OTHER, Kind


@contextmanager
def speaking_to(user: str | None) -> Iterator[str]:
	"""What is translated within is in the language of this user (of the site, where they have none)."""
	before = frappe.local.lang
	frappe.local.lang = language_of(user)
	try:
		yield frappe.local.lang
	finally:
		frappe.local.lang = before


def language_of(user: str | None) -> str:
	own = user and frappe.db.get_value("User", user, "language")
	return own or frappe.db.get_single_value("System Settings", "language") or "en"


def can_send(template: str) -> bool:
	"""Whether the site has a default outgoing account (record or configuration) and the template."""
	account = frappe.conf.get("mail_server") or frappe.db.exists(
		"Email Account", {"enable_outgoing": 1, "default_outgoing": 1}
	)
	return bool(account and frappe.db.exists("Email Template", template))


def queue(
	recipient: str, template: str, values: dict, send_after=None, body_only: dict | None = None
) -> None:
	"""Queue one mail. ``body_only``: values that the subject cannot hold, such as a pupil's initials.

	A template with the language behind its name, as ``Mentoring: daily digest (fr)``, goes before the other.
	"""
	with speaking_to(recipient) as language:
		name = f"{template} ({language})"
		text = frappe.get_cached_doc(
			"Email Template", name if frappe.db.exists("Email Template", name) else template
		)
		frappe.sendmail(
			recipients=[recipient],
			subject=text.get_formatted_subject(values),
			message=text.get_formatted_response({**values, **(body_only or {})}),
			send_after=send_after,
		)


def queue_notice(kind: Kind, recipient: str, notice: str, doc, values: dict | None = None) -> None:
	"""Queue the mail of one notice: its sentence, a link to the record, and what the caller adds."""
	link = get_url_to_form(doc.doctype, doc.name)
	queue(
		recipient,
		kind.email_template,
		{"notice": notice, "record": doc.name, "link": link, **(values or {})},
		body_only={"initials": initials_of(kind, doc)},
	)


def initials_of(kind: Kind, doc) -> str:
	"""Initials of the record's pupil if Settings allow them in mails; never in those about safeguarding."""
	if kind.urgent or not get_settings().initials_in_mails:
		return ""
	student = frappe.get_meta(doc.doctype).has_field("student") and frappe.db.get_value(
		doc.doctype, doc.name, "student"
	)
	name = student and frappe.db.get_value("Student", student, "student_name")
	return escape_html("".join(f"{word[0]}." for word in (name or "").split()))


def kind_of(key: str) -> Kind:
	return KINDS.get(key, OTHER)
