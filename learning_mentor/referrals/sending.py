"""Sending a referral: checked once more, dated, made into a PDF, and told to the agency by a secret link."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from learning_mentor import notify, pdf
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_referral import consent
from learning_mentor.notices import kinds
from learning_mentor.outside import links as outside_links
from learning_mentor.referrals import pack
from learning_mentor.school import school_name
from learning_mentor.school_days import add_working_days

SERVER_FIELDS = (
	"sent_on",
	"sent_by",
	"sent_to",
	"acknowledge_by",
	"decide_by",
	"start_by",
	"chasers",
	"last_chased_on",
)
REFERRAL_SENT = kinds.REFERRAL_SENT.email_template


def send(referral) -> None:
	"""Date the referral. Raises MentoringError when it may not, or cannot, be sent."""
	if not consent.may_be_shared(referral):
		frappe.throw(
			_("Consent is {0}: this referral cannot be sent.").format(_(referral.consent_status).lower()),
			MentoringError,
		)
	agency = frappe.get_cached_doc("Support Agency", referral.agency)
	if not agency.active:
		frappe.throw(_("{0} takes no referrals now.").format(frappe.bold(agency.name)), MentoringError)
	if agency.secure_email and not notify.can_send(REFERRAL_SENT):
		frappe.throw(
			_(
				"No mail can be sent: an admin has to set up an Email Account and the Email Template {0}."
			).format(REFERRAL_SENT),
			MentoringError,
		)
	referral.sent_on, referral.sent_by = now_datetime(), frappe.session.user
	referral.sent_to = agency.secure_email
	referral.chasers, referral.last_chased_on = 0, None
	for stage in ("acknowledge", "decide"):
		referral.set(f"{stage}_by", due(referral, stage))


def due(referral, stage: str):
	"""The last day of a stage (acknowledge, decide, start) by the agency's response times, from today."""
	agency = frappe.get_cached_doc("Support Agency", referral.agency)
	return add_working_days(getdate(), agency.days_for(stage, referral.urgency))


def deliver(referral) -> None:
	"""Keep the PDF and mail the link, in the transaction that sends the referral."""
	if not referral.has_moved_to("Sent"):
		return
	pdf.attach_pdf(referral, pack.make(referral), f"{referral.name}-{referral.sent_on:%Y%m%d%H%M}")
	if referral.sent_to:
		mail_link(referral, REFERRAL_SENT)


def mail_link(referral, template: str, ends_earlier: bool = True) -> None:
	"""Mail a new link to the agency; the mail names the referral's number and the school, no pupil."""
	link = outside_links.make(referral, outside_links.REFERRAL, referral.sent_to, ends_earlier=ends_earlier)
	values = {"link": link, "referral": referral.name, "school": school_name()}
	notify.mail([referral.sent_to], template, values)


def send_link_again(name: str) -> None:
	"""A new link for the agency, which ends the earlier ones. 403 for whoever may not write the referral."""
	referral = frappe.get_doc("Mentoring Referral", name, for_update=True)
	referral.check_permission("write")
	if referral.status not in ("Sent", "Acknowledged") or not referral.sent_to:
		frappe.throw(
			_("This referral awaits no answer through a link: it is {0}.").format(_(referral.status)),
			MentoringError,
		)
	if not consent.may_be_shared(referral):
		frappe.throw(
			_("Consent is {0}: no link can be sent.").format(_(referral.consent_status)), MentoringError
		)
	mail_link(referral, REFERRAL_SENT)
