"""Transition plans for tests: written by the case's mentor, agreed to on paper where a test says no other."""

from datetime import date
from io import BytesIO

import frappe
from frappe.utils import add_days, getdate, today
from pypdf import PdfReader

from learning_mentor.learning_mentor.doctype.mentoring_transition_plan.consent import SECTIONS
from tests import factories as make
from tests import referral_factories as referrals
from tests.conftest import session_of

PLAN = "Mentoring Transition Plan"
ALL = tuple(SECTIONS)
# one word that no other section has, so that a pack tells by itself what is in it
TEXTS = {
	"worries": "Corridorworry",
	"hopes": "Footballhope",
	"strengths": "Patientstrength",
	"what_works": "Timeoutcard",
	"what_to_avoid": "Loudvoices",
	"people": "Cousinsami",
}


def make_case():
	"""A case of a pupil with one guardian, who has an account."""
	guardian = make.make_portal_guardian()
	case = make.make_case(make.make_student(guardian))
	case.guardian = guardian
	return case


def new_plan(case, **values):
	"""An unsaved plan that may be saved as it is."""
	return frappe.get_doc(
		{
			"doctype": PLAN,
			"case": case.name,
			"to_school": "Hill School",
			"to_phase": "Secondary",
			"transfer_date": add_days(today(), 70),
			"contact_name": "Dana Reed",
			"contact_role": "Head of Year 7",
			"contact_email": "dana.reed@hill.example.com",
			**TEXTS,
			**values,
		}
	)


def consent_of(party: str, sections: tuple[str, ...] = ALL, guardian: str | None = None, **values) -> dict:
	return {
		"party": party,
		"guardian": guardian,
		"given_name": f"The {party.lower()}",
		"how": "On paper",
		"given_on": today(),
		**dict.fromkeys(sections, 1),
		**values,
	}


def agree(plan, pupil: tuple[str, ...] = ALL, guardian: tuple[str, ...] = ALL) -> None:
	"""Enter the answers of the pupil and of the pupil's first guardian, given on paper."""
	first = frappe.get_all(
		"Student Guardian", {"parent": plan.student}, pluck="guardian", order_by="idx", limit=1
	)
	with session_of(make.mentor_user(plan)):
		plan.append("consents", consent_of("Pupil", pupil))
		plan.append("consents", consent_of("Guardian", guardian, first[0]))
		plan.save()


ACTIONS = {
	"Agreed": ("Agree Plan", {}),
	"Shared": ("Share with School", {}),
	"Received": ("Record Receipt", {"received_by": "Dana Reed", "received_how": "By phone"}),
	"Settled": ("Pupil has Settled", {"settled_note": "Has two friends"}),
}


def make_plan(case=None, status: str = "Draft", **values):
	"""A plan of the case's mentor, taken to a status by what people do in the desk."""
	case = case or make_case()
	with session_of(make.mentor_user(case)):
		plan = new_plan(case, **values).insert()
	if status != "Draft":
		agree(plan)
		for reached in ACTIONS:
			move(plan, reached)
			if reached == status:
				break
	return plan


def move(plan, status: str) -> None:
	"""Press the button that leads to a status, as the case's mentor."""
	action, values = ACTIONS[status]
	referrals.make_mail_account()
	if status == "Settled":
		values = {**values, "transfer_date": today()}
	with session_of(make.mentor_user(plan)):
		plan.update(values).save()
		make.act(plan, action)


def withdraw(plan, party: str) -> None:
	"""Enter that the pupil or the guardian has withdrawn, as they said by phone."""
	with session_of(make.mentor_user(plan)):
		row = next(row for row in plan.consents if row.party == party)
		row.update({"withdrawn_on": today(), "withdrawn_how": "By phone"})
		plan.save()


def steps_by_text(plan) -> dict[str, date]:
	return {row.step: getdate(row.due_date) for row in plan.steps}


def dated(values: dict) -> dict:
	"""Values with days counted from today in place of the numbers in fields of dates."""
	return {
		field: add_days(today(), value) if field.endswith("_on") else value for field, value in values.items()
	}


def text_of(pdf: bytes) -> str:
	"""The words of a PDF, with single spaces."""
	return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
