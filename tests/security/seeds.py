"""What a record of the canary matrix needs beyond what its schema tells: a status that pages ask for, say.

A function that returns values: ``@seed("Mentoring Referral")`` above ``def referral(world, situation)``.

`seeding` makes the records; one with a ``case`` or a ``student`` needs nothing here.
"""

from collections.abc import Callable

import frappe
from frappe.utils import add_days, now_datetime, today

from tests.security import policy

SEEDS: dict[str, Callable] = {}
SITUATIONS = {
	"Mentor Profile": (),  # the mentors' own are made as the school makes them: see `put_into`
	"Mentoring Safeguarding Note": (*policy.OF_PUPILS, policy.CONFIDENTIAL),
	"Mentoring Safeguarding Entry": (*policy.OF_PUPILS, policy.CONFIDENTIAL),
	"Mentoring Safeguarding Reading": (*policy.OF_PUPILS, policy.CONFIDENTIAL),
}


def seed(doctype: str) -> Callable:
	def decorate(values: Callable) -> Callable:
		SEEDS[doctype] = values
		return values

	return decorate


def situations_of(doctype: str) -> tuple[str, ...]:
	if doctype in SITUATIONS:
		return SITUATIONS[doctype]
	meta = frappe.get_meta(doctype)
	is_about_pupil = meta.has_field("student") or meta.has_field("case") or meta.has_field("mentor")
	return policy.OF_PUPILS if is_about_pupil else (policy.PUBLIC,)


@seed("Mentoring Case")
def case(world, situation) -> dict:
	student = world.pupils[situation].name
	is_closed = situation == policy.CLOSED
	return {"status": "Closed" if is_closed else "Open", "open_for": None if is_closed else student}


@seed("Mentoring Action Plan")
def plan(world, situation) -> dict:
	return {
		"status": "Active",
		"docstatus": 1,
		"targets": {"strategy": world.linked("Mentoring Strategy", situation)},
	}


@seed("Mentoring Session")
def session(world, situation) -> dict:
	return {"status": "Planned", "starts_on": add_days(now_datetime(), 1)}


@seed("Mentoring Check-in")
def check_in(world, situation) -> dict:
	return {"status": "Asked", "answered_as": "Guardian"}


@seed("Mentoring Nomination")
def nomination(world, situation) -> dict:
	is_own = situation == policy.OWN
	return {"owner": world.users[policy.NOMINATING_TEACHER] if is_own else "Administrator", "open_for": None}


@seed("Mentoring Early Sign")
def early_sign(world, situation) -> dict:
	return {"status": "Dismissed", "open_for": None}


@seed("Mentoring Handover")
def handover(world, situation) -> dict:
	is_offered = situation == policy.OTHER
	receiver = policy.MENTOR if is_offered else policy.OTHER_MENTOR
	return {
		"status": "Offered" if is_offered else "Accepted",
		"to_mentor": world.profiles[receiver].name,
		"open_for": None,
	}


@seed("Mentoring Home Visit")
def visit(world, situation) -> dict:
	guardian = world.guardian_of(situation)
	return {
		"status": "Completed",
		"starts_on": add_days(now_datetime(), -1),
		"companion": None,
		"duty_contact": None,
		"guardians": {"guardian": guardian},
	}


def _author(world, situation: str) -> str:
	return world.users[policy.MENTOR if situation == policy.OWN else policy.LEAD]


@seed("Mentoring Safeguarding Note")
def note(world, situation) -> dict:
	named = policy.UNASSIGNED_TEACHER if situation == policy.OWN else policy.LEAD
	return {
		"author": _author(world, situation),
		"reference_doctype": "Mentoring Case",
		"reference_name": world.linked("Mentoring Case", situation),
		"readers": {"reader": world.users[named]},
	}


@seed("Mentoring Safeguarding Entry")
def entry(world, situation) -> dict:
	return {"author": _author(world, situation)}


@seed("Mentoring Safeguarding Reading")
def reading(world, situation) -> dict:
	return {"reader": world.users[policy.LEAD]}


@seed("Mentoring Referral")
def referral(world, situation) -> dict:
	return {
		"status": "Awaiting Consent",
		"consent_status": "Asked",
		"legal_basis": "Guardian's consent",
		"agency": world.linked("Support Agency", situation),
		"authorised_by": None,
		"scope": {"wanted": 1, "allowed": 0},
		"consents": {"event": "Asked", "guardian": world.guardian_of(situation)},
	}


@seed("Mentoring Outside Link")
def outside_link(world, situation) -> dict:
	return {
		"reference_doctype": "Mentoring Referral",
		"reference_name": world.linked("Mentoring Referral", situation),
		"expires_on": add_days(now_datetime(), 9),
		"revoked_on": None,
		"used_on": None,
	}


@seed("Mentoring Transition Plan")
def move(world, situation) -> dict:
	return {
		"status": "Draft",
		"contact_email": None,  # a word is neither address nor number, and saving would say so
		"contact_phone": None,
		"transfer_date": add_days(today(), 60),
		"family_asked_on": now_datetime(),
		"open_for": world.linked("Mentoring Case", situation),
		"shared_on": None,
		"received_on": None,
	}


@seed("Mentoring Event")
def event(world, situation) -> dict:
	return {
		"status": "Open",
		"starts_on": add_days(now_datetime(), 2),
		"ends_on": add_days(now_datetime(), 3),
		"capacity": 50,
		"seats_taken": 0,
		"waiting": 0,
		"open_to": "Everybody",
		"staff": {"user": world.users[policy.COORDINATOR]},
	}


@seed("Mentoring Event Registration")
def registration(world, situation) -> dict:
	return {
		"event": world.linked("Mentoring Event", situation),
		"status": "Registered",
		"registered_by": world.users[policy.COORDINATOR],
	}


@seed("Mentoring Calendar Link")
def calendar_link(world, situation) -> dict:
	return {"user": "Administrator"}


@seed("Mentoring Import")
def import_of_list(world, situation) -> dict:
	return {"target": "Nominations", "state": "Checked"}


@seed("Mentoring Notice")
def waiting_notice(world, situation) -> dict:
	return {"for_user": "Administrator", "kind": "other", "delivery": "Digest", "state": "Mailed"}


@seed("Mentoring Idempotency Key")
def idempotency_key(world, situation) -> dict:
	return {"key_hash": frappe.generate_hash(length=40)}


@seed("Mentoring Read Log")
def reading_of_record(world, situation) -> dict:
	return {"reader": "Administrator", "record_type": "Mentoring Case"}
