"""Telling people: notices in the desk (Notification Log) and mails. Texts name records, never pupils.

What may be told is a kind of `learning_mentor.notices.kinds`; school and person choose how it goes out.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import escape_html, now_datetime
from frappe.utils.user import get_users_with_role

from learning_mentor import education_records
from learning_mentor.notices import choices, hours, kinds, mails, outbox
from learning_mentor.notices.kinds import DIGEST, FAMILIES, IMMEDIATE, OFF, Kind
from learning_mentor.notices.mails import can_send
from learning_mentor.permissions import is_staff, scope

__all__ = ["can_send", "mail", "mail_guardians_about_plan", "people_with", "tell", "tell_role", "user_of"]

PLAN_AWAITS_GUARDIAN = kinds.PLAN_AWAITS_GUARDIAN.email_template
GUARDIAN_INVITED = kinds.GUARDIAN_INVITED.email_template


def tell(users: Iterable[str | None], notice: Kind | str, doc, *details, values: dict | None = None) -> None:
	"""Leave a notice about a document for each user, in the transaction of what it tells about.

	``notice`` is a kind, whose sentence takes the document's name and ``details``; or a sentence, which is of
	the kind Other. Its mail goes out as school and person chose; an urgent one now, with ``values`` too.
	"""
	kind = kinds.OTHER if isinstance(notice, str) else notice
	for user in sorted(set(filter(None, users))):
		delivery = choices.of_person(kind, user)
		if delivery == OFF:
			continue
		text = notice if isinstance(notice, str) else _words(kind, user, doc, details)
		log = _leave_in_desk(user, text, doc)
		if kind.urgent:
			_mail_now(kind, user, text, doc, values)
		elif delivery in (DIGEST, IMMEDIATE):
			outbox.put(kind.key, delivery, text, log)


def _words(kind: Kind, user: str, doc, details: tuple) -> str:
	return kinds.words(kind, doc.name, details, mails.language_of(user))


def _leave_in_desk(user: str, subject: str, doc):
	return frappe.get_doc(
		{
			"doctype": "Notification Log",
			"type": "Alert",
			"for_user": user,
			"from_user": _sender(),
			"document_type": doc.doctype,
			"document_name": doc.name,
			"subject": subject,
		}
	).insert(ignore_permissions=True)  # written for others, who need not share a right with the writer


def _mail_now(kind: Kind, user: str, notice: str, doc, values: dict | None) -> None:
	if can_send(kind.email_template):
		mails.queue_notice(kind, user, escape_html(notice), doc, values)
	else:
		_say_that_no_mail_goes(kind.email_template)


def _sender() -> str:
	"""The session user; Administrator for pupils and guardians, whose names a notice does not carry."""
	user = frappe.session.user
	return user if is_staff(user) else "Administrator"


def user_of(mentor: str | None) -> str | None:
	"""The user who holds a mentor profile."""
	return frappe.db.get_value("Mentor Profile", mentor, "user")


def tell_role(role: str, notice: Kind | str, doc, *details, values: dict | None = None) -> None:
	"""Leave a notice for every enabled user with the role whose schools the document is of."""
	tell(people_with(role, doc), notice, doc, *details, values=values)


def people_with(role: str, doc) -> list[str]:
	"""Enabled users with the role, without Administrator and those of other schools than the document's."""
	users = [user for user in get_users_with_role(role) if user != "Administrator"]
	return scope.holders_among(doc, role, users)


def mail(recipients: list[str], template: str, values: dict) -> bool:
	"""Queue one mail per recipient outside the desk from an Email Template that admins can edit.

	Mails to families wait for the hours of Settings. Returns False where the school has turned them off, and
	where the site has no outgoing Email Account or no such template, which it says to the user: the work that
	the mail is about goes on.
	"""
	kind = kinds.BY_TEMPLATE.get(template, kinds.OTHER_MAIL)
	if not recipients or choices.of_school(kind) == OFF:
		return False
	if not can_send(template):
		_say_that_no_mail_goes(template)
		return False
	send_after = hours.next_for_families(now_datetime()) if kind.audience == FAMILIES else None
	for recipient in recipients:
		mails.queue(recipient, template, values, send_after)
	return True


def _say_that_no_mail_goes(template: str) -> None:
	frappe.msgprint(
		_("No mail was sent: an admin has to set up an Email Account and the Email Template {0}.").format(
			template
		),
		alert=True,
	)


def mail_guardians_about_plan(plan) -> None:
	"""Tell guardians with a portal account that a plan awaits them; neither pupil nor plan is named."""
	addresses = [row.user for row in education_records.guardians_of(plan.student) if row.user]
	mail(addresses, PLAN_AWAITS_GUARDIAN, {"link": frappe.utils.get_url("/mentoring")})
