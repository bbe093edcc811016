"""On what basis a referral is sent: a guardian's consent with its scope, or a lead's decision."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from learning_mentor import education_records, notify
from learning_mentor.exceptions import MentoringError
from learning_mentor.notices import kinds
from learning_mentor.outside import links as outside_links
from learning_mentor.permissions import COORDINATOR
from learning_mentor.workflow import enter

BY_GUARDIAN, BY_LEAD = "Guardian's consent", "Safeguarding without consent"
SERVER_FIELDS = (
	"legal_basis",
	"consent_status",
	"consents",
	"authorised_by",
	"authorised_on",
	"safeguarding_note",
)
GIVEN, REFUSED, WITHDRAWN = "Given", "Refused", "Withdrawn"
NOT_SENT = ("Draft", "Awaiting Consent", "Ready")
REFERRAL_AWAITS_GUARDIAN = kinds.REFERRAL_AWAITS_GUARDIAN.email_template
REFERRAL_TAKEN_BACK = kinds.REFERRAL_TAKEN_BACK.email_template


def may_be_shared(referral) -> bool:
	"""Whether the referral may leave the school at this moment."""
	return referral.legal_basis == BY_LEAD or referral.consent_status == GIVEN


def take(referral) -> None:
	"""Keep what a guardian has said (`learning_mentor.referrals.consenting`), and what follows from it."""
	_keep_allowed(referral)
	event = referral.flags.consent_event
	if not event:
		return
	sections = set(event.sections or ())
	for row in referral.scope:
		row.allowed = int(event.event == GIVEN and bool(row.wanted) and row.section in sections)
	referral.consent_status = event.event
	_record(referral, **event)
	if event.event == GIVEN:
		enter(referral, "Ready")
	elif event.event == WITHDRAWN and referral.status == "Ready":
		enter(referral, "Awaiting Consent")


def _keep_allowed(referral) -> None:
	"""Undo what a caller wrote into the ticks that only consent sets."""
	before = referral.get_doc_before_save()
	allowed = {row.section for row in before.scope if row.allowed} if before else set()
	for row in referral.scope:
		row.allowed = int(row.section in allowed and bool(row.wanted))


def _record(referral, event: str, sections: list | None = None, **values) -> None:
	scope = [_(row.section) for row in referral.scope if row.allowed] if event == GIVEN else []
	referral.append(
		"consents",
		{
			"event": event,
			"happened_on": now_datetime(),
			"scope": ", ".join(scope),
			"recorded_by": frappe.session.user,
			**{field: values.get(field) for field in ("guardian", "name_given", "how", "comment")},
		},
	)


def take_step(referral) -> None:
	"""Check and carry out a step of a referral that has not been sent."""
	if referral.status == "Draft":
		_start_again(referral)
	elif referral.status == "Awaiting Consent":
		_ask(referral)
	else:
		check(referral)


def _start_again(referral) -> None:
	"""What is changed has to be agreed to anew."""
	referral.legal_basis, referral.consent_status = BY_GUARDIAN, "Not Asked"
	referral.authorised_by = referral.authorised_on = referral.safeguarding_note = None
	for row in referral.scope:
		row.allowed = 0


def _ask(referral) -> None:
	if referral.consent_status == WITHDRAWN:
		return
	referral.consent_status = "Asked"
	_record(referral, "Asked")


def check(referral) -> None:
	"""Raise MentoringError when the referral may not leave the school."""
	decided = referral.flags.decided_by_lead
	if decided:
		referral.update(decided)
		for row in referral.scope:
			row.allowed = row.wanted
	if not may_be_shared(referral):
		frappe.throw(
			_("Consent is {0}: a guardian has to consent first, or a safeguarding lead decides.").format(
				_(referral.consent_status).lower()
			),
			MentoringError,
		)


def tell(referral) -> None:
	"""Ask the guardians; tell the school, and the agency that read it, of what they answered."""
	event = referral.flags.consent_event
	if referral.has_moved_to("Awaiting Consent") and not event:
		users = [row.user for row in education_records.guardians_of(referral.student) if row.user]
		notify.mail(users, REFERRAL_AWAITS_GUARDIAN, {"link": frappe.utils.get_url("/mentoring")})
	if event and event.through_portal:
		_tell_school(referral, event.event)
	if event and event.event == WITHDRAWN and referral.status not in NOT_SENT:
		_end_sharing(referral)


def _tell_school(referral, event: str) -> None:
	mentor = notify.user_of(referral.mentor)
	users = [mentor, *(notify.people_with(COORDINATOR, referral) if event == WITHDRAWN else [])]
	notices = {
		GIVEN: kinds.REFERRAL_CONSENTED,
		REFUSED: kinds.REFERRAL_REFUSED,
		WITHDRAWN: kinds.REFERRAL_WITHDRAWN,
	}
	notify.tell(users, notices[event], referral)


def _end_sharing(referral) -> None:
	"""Withdrawn consent ends the agency's access, and the agency hears of it."""
	outside_links.revoke_all(referral)
	if referral.sent_to:
		notify.mail([referral.sent_to], REFERRAL_TAKEN_BACK, {"referral": referral.name})
