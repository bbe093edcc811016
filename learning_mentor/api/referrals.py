"""Referrals: consent of guardians, decisions of staff, and what an agency answers through its link."""

from typing import Annotated

import frappe
from frappe.rate_limiter import rate_limit

from learning_mentor import limits
from learning_mentor.api.arguments import as_rows, as_words
from learning_mentor.api.shapes.common import NameAndStatus, NeedRow
from learning_mentor.api.shapes.files import AnyFile
from learning_mentor.api.shapes.outreach import ReferralDefaults, ReferralOfFamily
from learning_mentor.outside import links as outside_links
from learning_mentor.referrals import consenting, pack, replies, sending
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.shapes import Choice, Format, Shape
from learning_mentor.rest.steps import take_step

REFERRAL = "Mentoring Referral"
URGENCIES = ("Routine", "Urgent")


@frappe.whitelist(methods=["GET"])
def defaults(case: str) -> ReferralDefaults:
	"""What the form of a new referral starts with: see `pack.defaults_for`. 403 for others' cases."""
	return pack.defaults_for(case)


@frappe.whitelist(methods=["POST"])
@once_per_key
def refer(
	case: str,
	agency: str,
	reason: str,
	needs: Annotated[list, Shape(list[NeedRow])],
	urgency: Annotated[str, Choice(URGENCIES)] = "Routine",
	wanted: str | None = None,
) -> NameAndStatus:
	"""Draft a referral of a case's pupil to an agency; what else it tells is drawn from the records.

	403 for others' cases, 417 with the field for bad input.
	"""
	asked = {"agency": agency, "reason": reason, "urgency": urgency, "wanted": wanted}
	values = {**pack.defaults_for(case), **asked, "case": case, "needs": as_rows(needs, "needs")}
	return _as_answer(frappe.get_doc({"doctype": REFERRAL, **values}).insert())


@frappe.whitelist(methods=["POST"])
@once_per_key
def ask_for_consent(name: str) -> NameAndStatus:
	"""Ask the pupil's guardians. 403 for others' referrals, 417 when it is no draft."""
	return _as_answer(take_step(REFERRAL, name, "Awaiting Consent"))


@frappe.whitelist(methods=["POST"])
@once_per_key
def send(name: str) -> NameAndStatus:
	"""Send a referral that is ready: the agency gets its link. 403, 417 without consent or legal basis."""
	return _as_answer(take_step(REFERRAL, name, "Sent"))


def _as_answer(doc) -> NameAndStatus:
	return {"name": doc.name, "status": doc.status}


@frappe.whitelist(methods=["GET"])
def of_family(name: str) -> ReferralOfFamily:
	"""A referral for a guardian: see `consenting.get_referral`. 404 when hidden or missing."""
	return consenting.get_referral(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def consent(
	name: str, typed_name: str, sections: Annotated[list | str | None, Shape(list[str])] = None
) -> None:
	"""A guardian consents to sharing the ``sections`` chosen. 404 when hidden, 417 with what is missing."""
	consenting.give(name, typed_name, as_words(sections, "sections"))


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def refuse(name: str, comment: str | None = None) -> None:
	"""A guardian says no. 404 when hidden, 417 when no answer is awaited."""
	consenting.refuse(name, comment)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def withdraw(name: str, comment: str | None = None) -> None:
	"""A guardian takes consent back; links of the agency end. 404 when hidden, 417 without consent."""
	consenting.withdraw(name, comment)


@frappe.whitelist(methods=["POST"])
@once_per_key
def record_consent(
	name: str,
	event: str,
	guardian: str,
	how: str,
	on: Annotated[str, Format("date")],
	sections: Annotated[list | str | None, Shape(list[str])] = None,
) -> None:
	"""Staff record what a guardian answered on paper, in person or by phone: see `consenting.record`.

	403 for whoever may not write the referral, 417 with what is missing.
	"""
	consenting.record(name, event, guardian, how, on, as_words(sections, "sections"))


@frappe.whitelist(methods=["POST"])
@once_per_key
def send_without_consent(name: str, reason: str) -> None:
	"""A safeguarding lead decides that it goes without consent. 403 for others, 417 without a reason."""
	consenting.decide_without(name, reason)


@frappe.whitelist(methods=["POST"])
@once_per_key
def new_link(name: str) -> None:
	"""Mail the agency a new link, which ends the earlier ones. 403, 417 when no answer is awaited."""
	sending.send_link_again(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def take_link_back(link: str) -> None:
	"""End a link at once. 403 for whoever may not write the record that it is for."""
	outside_links.revoke(link)


@frappe.whitelist(methods=["POST"], allow_guest=True)
@rate_limit(limit=outside_links.tries_per_hour, seconds=60 * 60)
def reply(key: str, kind: str, name: str, text: str | None = None) -> None:
	"""The agency's answer through its link: Acknowledged, Accepted, Declined or More Information.

	410 with a friendly sentence for a link that does not work, 417 when name or words are missing.
	"""
	replies.take(key, kind, name, text)


@frappe.whitelist(methods=["POST"], allow_guest=True)
@rate_limit(limit=outside_links.tries_per_hour, seconds=60 * 60)
def document(key: str, number: int) -> AnyFile:
	"""Download a document that the link shows, by its place from 1. 410, 404."""
	file_name, content = replies.document(key, int(number))
	frappe.local.response.update({"filename": file_name, "filecontent": content, "type": "download"})
