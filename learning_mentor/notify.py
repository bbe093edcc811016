"""Telling people: notices in the desk (Notification Log) and mails. Texts name records, never pupils."""

import frappe
from frappe import _
from frappe.utils.user import get_users_with_role

from learning_mentor import education_records

PLAN_AWAITS_GUARDIAN = "Mentoring: plan awaits guardian"
GUARDIAN_INVITED = "Mentoring: guardian invited"


def tell(users: list[str], subject: str, doc) -> None:
	"""Leave a notice about a document for each user, in the transaction of what it tells about."""
	for user in sorted(set(users)):
		frappe.get_doc(
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


def _sender() -> str:
	"""The session user; Administrator for pupils and guardians, whose names a notice does not carry."""
	user = frappe.session.user
	return user if frappe.db.get_value("User", user, "user_type") == "System User" else "Administrator"


def tell_role(role: str, subject: str, doc) -> None:
	"""Leave a notice for every enabled user with the role."""
	tell(people_with(role), subject, doc)


def people_with(role: str) -> list[str]:
	"""Enabled users with the role, without Administrator."""
	return [user for user in get_users_with_role(role) if user != "Administrator"]


def mail(recipients: list[str], template: str, values: dict) -> bool:
	"""Queue one mail per recipient from an Email Template that admins can edit.

	Returns False, and says so to the user, where the site has no outgoing Email Account or no such template:
	the work that the mail is about goes on.
	"""
	if not recipients:
		return False
	if not can_send(template):
		frappe.msgprint(
			_("No mail was sent: an admin has to set up an Email Account and the Email Template {0}.").format(
				template
			),
			alert=True,
		)
		return False
	text = frappe.get_doc("Email Template", template).get_formatted_email(values)
	for recipient in recipients:
		frappe.sendmail(recipients=[recipient], subject=text["subject"], message=text["message"])
	return True


def can_send(template: str) -> bool:
	"""Whether the site has a default outgoing account (record or configuration) and the template."""
	account = frappe.conf.get("mail_server") or frappe.db.exists(
		"Email Account", {"enable_outgoing": 1, "default_outgoing": 1}
	)
	return bool(account and frappe.db.exists("Email Template", template))


def mail_guardians_about_plan(plan) -> None:
	"""Tell guardians with a portal account that a plan awaits them; neither pupil nor plan is named."""
	addresses = [row.user for row in education_records.guardians_of(plan.student) if row.user]
	mail(addresses, PLAN_AWAITS_GUARDIAN, {"link": frappe.utils.get_url("/mentoring")})
