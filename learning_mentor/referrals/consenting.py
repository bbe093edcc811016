"""Consent to a referral: guardians give, refuse and withdraw it in the portal; staff record it from paper.

Referrals that a safeguarding lead decided on without consent are never among what a guardian sees.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor import education_records, guardians, safeguarding
from learning_mentor.api.shapes.outreach import ReferralOfFamily
from learning_mentor.data_protection.read_log import note
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_referral import consent
from learning_mentor.permissions import is_safeguarding_lead
from learning_mentor.portal import LONGEST_COMMENT, LONGEST_NAME, plain, require_guardian
from learning_mentor.referrals import pack
from learning_mentor.workflow import go_to

DOCTYPE = "Mentoring Referral"
AWAITING = "Awaiting Consent"
PORTAL, WAYS = "Portal", ("On paper", "In person", "By phone")
HIDDEN = ("Draft",)


def of_children(children: list[str]) -> dict[str, list]:
	"""Student -> the referrals that guardians see, newest first: ``{"name", "agency", "status",
	"consent_status"}``."""
	if not children:
		return {}
	seen: dict[str, list] = {}
	for row in frappe.get_all(
		DOCTYPE,
		filters={"student": ["in", children], **_shown()},
		fields=["name", "student", "agency", "status", "consent_status"],
		order_by="creation desc",
	):
		seen.setdefault(row.pop("student"), []).append(row)
	return seen


def _shown() -> dict:
	return {"status": ["not in", HIDDEN], "legal_basis": consent.BY_GUARDIAN}


def get_referral(name: str) -> ReferralOfFamily:
	"""A referral in plain words, for a guardian of its pupil.

	Returns ``name, first_name, agency, status, consent_status, awaits_answer, may_withdraw, sections:
	[{"section", "text", "can_be_chosen", "allowed"}], entries: [{"event", "happened_on", "name_given"}]``.
	Raises DoesNotExistError alike for referrals missing, foreign or not to be shown.
	"""
	referral, child = _shown_referral(name)
	note(referral, "Portal")
	allowed = {row.section for row in referral.scope if row.allowed}
	return {
		"name": referral.name,
		"first_name": child.first_name,
		"agency": referral.agency,
		"status": referral.status,
		"consent_status": referral.consent_status,
		"awaits_answer": _awaits_answer(referral),
		"may_withdraw": _may_withdraw(referral),
		"sections": [
			{
				"section": row["section"],
				"text": row["text"],
				"can_be_chosen": row["section"] in pack.SECTIONS,
				"allowed": row["section"] in allowed,
			}
			for row in pack.sections(referral, allowed_only=False)
		],
		"entries": [
			{"event": row.event, "happened_on": row.happened_on, "name_given": row.name_given}
			for row in referral.consents
		],
	}


def _awaits_answer(referral) -> bool:
	return referral.status == AWAITING


def _may_withdraw(referral) -> bool:
	return referral.consent_status == consent.GIVEN and referral.status != "Closed"


def _shown_referral(name: str, lock: bool = False) -> tuple:
	"""The referral and the child it is about; hidden and missing referrals answer alike."""
	children = {child.name: child for child in guardians.children_of(require_guardian())}
	student = frappe.db.get_value(DOCTYPE, {"name": name, **_shown()}, "student")
	if student not in children:
		frappe.throw(_("There is no such referral."), frappe.DoesNotExistError)
	return frappe.get_doc(DOCTYPE, name, for_update=lock), children[student]


def give(name: str, typed_name: str, sections: list[str]) -> None:
	"""Consent, by typing one's name, to sharing the ``sections`` that were chosen beside name and reason.

	Raises DoesNotExistError when hidden, MentoringError without a name or when no answer is awaited.
	"""
	typed_name = plain(typed_name, LONGEST_NAME)
	if not typed_name:
		frappe.throw(_("Your name is missing: type it to consent."), MentoringError)
	_answer(name, consent.GIVEN, name_given=typed_name, sections=sections)


def refuse(name: str, comment: str | None = None) -> None:
	"""Say no. Errors as `give`."""
	_answer(name, consent.REFUSED, comment=plain(comment, LONGEST_COMMENT))


def withdraw(name: str, comment: str | None = None) -> None:
	"""Take consent back: what the agency could read ends now. Errors as `give`."""
	_answer(name, consent.WITHDRAWN, comment=plain(comment, LONGEST_COMMENT))


def _answer(name: str, event: str, name_given: str | None = None, **values) -> None:
	referral, _child = _shown_referral(name, lock=True)
	guardian = guardians.session_guardian()
	name_given = name_given or frappe.db.get_value("Guardian", guardian, "guardian_name")
	referral.flags.ignore_permissions = (
		True  # guardians have no desk rights; `_shown_referral` checked theirs
	)
	_save(
		referral, event, guardian=guardian, name_given=name_given, how=PORTAL, through_portal=True, **values
	)


def _save(referral, event: str, sections: list | None = None, **values) -> None:
	fits = _may_withdraw(referral) if event == consent.WITHDRAWN else _awaits_answer(referral)
	if not fits:
		frappe.throw(_("This referral awaits no such answer now."), MentoringError)
	unknown = set(sections or ()) - set(pack.SECTIONS)
	if unknown:
		frappe.throw(
			_("Sections: {0} is none of those asked about.").format(sorted(unknown)[0]), MentoringError
		)
	referral.flags.consent_event = frappe._dict(event=event, sections=sections, **values)
	referral.flags.moved_by_code = True
	referral.save()


def record(name: str, event: str, guardian: str, how: str, on: str, sections: list[str]) -> None:
	"""Record what a guardian answered elsewhere: Given, Refused or Withdrawn, for whoever may write the
	referral. Raises PermissionError, and MentoringError that names what is missing.
	"""
	referral = frappe.get_doc(DOCTYPE, name, for_update=True)
	referral.check_permission("write")
	own = {row.name: row.guardian_name for row in education_records.guardians_of(referral.student)}
	if guardian not in own:
		frappe.throw(_("Guardian: choose one of the pupil's guardians."), MentoringError)
	if event not in (consent.GIVEN, consent.REFUSED, consent.WITHDRAWN):
		frappe.throw(_("Answer: choose Given, Refused or Withdrawn."), MentoringError)
	if how not in WAYS:
		frappe.throw(_("How: choose On paper, In person or By phone."), MentoringError)
	if not on or getdate(on) > getdate():
		frappe.throw(_("Answered on: enter a day that is not in the future."), MentoringError)
	comment = _("Answered on {0}").format(frappe.utils.formatdate(on))
	_save(
		referral,
		event,
		sections=sections,
		guardian=guardian,
		name_given=own[guardian],
		how=how,
		comment=comment,
	)


def decide_without(name: str, reason: str) -> None:
	"""A safeguarding lead decides that a referral goes without consent. The reason is kept in a safeguarding
	note, apart from the referral. Raises PermissionError for all others, MentoringError without a reason.
	"""
	if not is_safeguarding_lead():
		frappe.throw(_("Only a safeguarding lead may decide this."), frappe.PermissionError)
	referral = frappe.get_doc(DOCTYPE, name, for_update=True)
	referral.check_permission("read")
	if referral.status not in ("Draft", AWAITING):
		frappe.throw(
			_("A referral that is {0} needs no such decision.").format(_(referral.status)), MentoringError
		)
	reason_in = safeguarding.raise_concern(DOCTYPE, name, reason)
	referral.flags.ignore_permissions = True  # leads do not write cases; their right to decide is checked
	referral.flags.decided_by_lead = {
		"legal_basis": consent.BY_LEAD,
		"authorised_by": frappe.session.user,
		"authorised_on": frappe.utils.now_datetime(),
		"safeguarding_note": reason_in,
	}
	go_to(referral, "Ready")
