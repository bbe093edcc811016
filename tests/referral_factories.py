"""Referrals for tests, moved to a status by what people do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string

import frappe

from learning_mentor.learning_mentor.doctype.mentoring_referral import consent
from learning_mentor.referrals import consenting, pack
from tests import factories as make
from tests.conftest import begin_request, end_request, session_of

REFERRAL, LINK, OPENING = "Mentoring Referral", "Mentoring Outside Link", "Mentoring Outside Opening"
AGENCY_MAIL = "referrals@agency.example.com"
KEY = re.compile(r"key=([\w-]+\.[0-9a-f]+)")
# what each section of `new_referral` says
TEXTS = {
	"What was tried": "Wordtried breathing before class",
	"Attendance": "Wordattendance 91% since September",
	"The pupil's wishes": "Wordpupil wants a quiet place",
	"The family's wishes": "Wordfamily wants evening talks",
	"How to reach the family": "Wordphone 020 7946 0999",
}


def make_agency(**values):
	return frappe.get_doc(
		{
			"doctype": "Support Agency",
			"agency_name": make.unique("Agency"),
			"agency_type": "Mental health",
			"secure_email": AGENCY_MAIL,
			**values,
		}
	).insert()


def make_mail_account() -> None:
	"""A default outgoing account, as a site has that sends mail; no mail of other tests to the agency."""
	frappe.db.delete("Email Queue Recipient", {"recipient": AGENCY_MAIL})
	if not frappe.db.exists("Email Account", {"default_outgoing": 1, "enable_outgoing": 1}):
		account = frappe.get_doc(
			{
				"doctype": "Email Account",
				"email_account_name": make.unique("Outgoing"),
				"email_id": "school@example.com",
				"enable_outgoing": 1,
				"default_outgoing": 1,
				"smtp_server": "127.0.0.1",
				"awaiting_password": 1,
			}
		)
		account.flags.ignore_validate = account.flags.ignore_mandatory = True
		account.insert()


@contextmanager
def committed_mail_account() -> Iterator[None]:
	"""`make_mail_account` for tests that commit: an account that it made is taken away again."""
	before = frappe.get_all("Email Account", pluck="name", order_by="name")
	make_mail_account()
	frappe.db.commit()
	yield
	end_request()
	begin_request()
	frappe.db.delete("Email Account", {"name": ["not in", [*before, ""]]})
	frappe.db.commit()


def new_referral(case, agency=None, **values):
	return frappe.get_doc(
		{
			"doctype": REFERRAL,
			"case": case.name,
			"agency": (agency or make_agency()).name,
			"needs": [{"need": make.NEED}],
			"reason": "Wordreason afraid of the hall",
			**{pack.SECTIONS[section]: text for section, text in TEXTS.items()},
			**values,
		}
	)


def write_referral(case, agency=None, **values):
	"""A draft by the case's mentor."""
	referral = new_referral(case, agency, **values)
	with session_of(make.mentor_user(case)):
		return referral.insert()


def make_referral(case=None, status: str = "Draft", agency=None, sections: list | None = None, **values):
	"""A referral at Draft, Awaiting Consent, Ready, Sent or Acknowledged, by paper consent.

	``sections`` are those that the guardian consents to; without them all.
	"""
	referral = write_referral(case or make_case(), agency, **values)
	steps = {
		"Awaiting Consent": lambda: act(referral, "Ask for Consent"),
		"Ready": lambda: give_on_paper(referral, sections),
		"Sent": lambda: act(referral, "Send Referral"),
		"Acknowledged": lambda: act(referral, "Record Acknowledgement"),
	}
	for reached, step in steps.items() if status != "Draft" else ():
		step()
		if reached == status:
			break
	return referral


def make_case(**values):
	"""A case of a pupil who has a guardian."""
	make.make_coordinator()
	return make.make_case(make.make_student(make.make_guardian()), **values)


def act(referral, action: str, **values) -> None:
	with session_of(make.mentor_user(referral)):
		if values:
			referral.update(values).save()
		make.act(referral, action)


def guardian_of(referral) -> str:
	return frappe.get_doc("Student", referral.student).guardians[0].guardian


def give_on_paper(referral, sections: list | None = None) -> None:
	answer(referral, consent.GIVEN, sections)


def answer(referral, event: str, sections: list | None = None) -> None:
	chosen = list(pack.SECTIONS) if sections is None else sections
	with session_of(make.mentor_user(referral)):
		consenting.record(
			referral.name, event, guardian_of(referral), "On paper", frappe.utils.today(), chosen
		)
	referral.reload()


def mails_to(address: str) -> list[str]:
	"""Texts of the mails to an address that wait to be sent, with their subjects, oldest first."""
	names = frappe.get_all(
		"Email Queue Recipient", {"recipient": address}, pluck="parent", order_by="creation"
	)
	return [_text(frappe.db.get_value("Email Queue", name, "message")) for name in names]


def _text(raw: str) -> str:
	mail = message_from_string(raw)
	parts = [
		part.get_payload(decode=True).decode()
		for part in mail.walk()
		if part.get_content_maintype() == "text"
	]
	return "\n".join([str(mail["Subject"]), *parts])


def keys_mailed(address: str = AGENCY_MAIL) -> list[str]:
	"""The keys of the links in those mails."""
	return [KEY.search(text)[1] for text in mails_to(address) if KEY.search(text)]
