"""Events: what families see and answer, and the register for staff."""

from typing import Annotated

import frappe

from learning_mentor import limits
from learning_mentor.api.shapes.common import Names, Status
from learning_mentor.api.shapes.families import ChildWithEvents, EventInWords, EventOfChild
from learning_mentor.api.shapes.outreach import PupilFound, Registered, RegisterRow
from learning_mentor.events import families as event_families
from learning_mentor.events import register as event_register
from learning_mentor.events import series as event_series
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.pages import MOST, Limit, Start, page
from learning_mentor.rest.shapes import Choice, Flag, Format

DROP_INS_PER_HOUR = 600  # one member of staff at the door of a hall


@frappe.whitelist(methods=["GET"])
def of_family() -> list[ChildWithEvents]:
	"""Events ahead for each child of the session guardian: see `event_families.for_guardian`. 403."""
	return event_families.for_guardian()


@frappe.whitelist(methods=["GET"])
def of_pupil() -> list[EventInWords]:
	"""Events ahead for the session pupil: see `event_families.for_pupil`. Empty for everybody else."""
	return event_families.for_pupil()


@frappe.whitelist(methods=["GET"])
def get_event(name: str, student: str | None = None) -> EventOfChild:
	"""An event for a child, or for the session pupil: see `event_families.get_event`. 404 when hidden."""
	return event_families.get_event(name, student)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def register(
	name: str,
	student: str,
	consent: Flag = 0,
	whole_year: Flag = 0,
	photos: Flag = 0,
	emergency_contact: str | None = None,
	emergency_phone: str | None = None,
	medical: str | None = None,
) -> Status:
	"""A guardian registers a child, or confirms. Returns ``{"status"}``: Registered or Waiting. 404, 417."""
	status = event_families.register(
		name,
		student,
		consent=consent,
		whole_year=whole_year,
		photos=photos,
		emergency_contact=emergency_contact,
		emergency_phone=emergency_phone,
		medical=medical,
	)
	return {"status": status}


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def ask(name: str) -> Status:
	"""A pupil asks to come. Returns ``{"status"}``. 404 when hidden."""
	return {"status": event_families.ask(name)}


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def cancel(name: str, student: str | None = None) -> None:
	"""Take a child off the register, or back what the session pupil has asked. 404 when hidden, 403."""
	event_families.cancel(name, student)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def withdraw_consent(student: str) -> None:
	"""End the session guardian's consents for a child. 404 for others' children."""
	event_families.withdraw_consent(student)


@frappe.whitelist(methods=["GET"])
def register_of(event: str, start: Start = 0, limit: Limit = MOST) -> list[RegisterRow]:
	"""The register, in pages, for the event's staff: see `event_register.register_of`. 403."""
	return page(event_register.register_of(event), start, limit)


@frappe.whitelist(methods=["GET"])
def find(event: str, text: str) -> list[PupilFound]:
	"""Pupils by the first letters of a name, for the event's staff: see `event_register.find`. 403."""
	return event_register.find(event, text)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user(limit=DROP_INS_PER_HOUR)
def attend(event: str, student: str) -> Registered:
	"""The pupil is here. Returns ``{"registration", "status"}``. 403, 417 when there is no place."""
	return event_register.attend(event, student)


@frappe.whitelist(methods=["POST"])
@once_per_key
def mark(
	registration: str, status: Annotated[str, Choice(("Attended", "Absent", "Registered"))]
) -> Registered:
	"""Attended, Absent or Registered, by the event's staff. Returns ``{"registration", "status"}``. 403."""
	return event_register.mark(registration, status)


@frappe.whitelist(methods=["POST"])
@once_per_key
def repeat_weekly(event: str, until: Annotated[str, Format("date")]) -> Names:
	"""Plan an event again each school week until a day. Returns ``{"names"}``. 403, 417."""
	return {"names": event_series.repeat_weekly(event, until)}


@frappe.whitelist(methods=["POST"])
@once_per_key
def register_pupil(event: str, student: str) -> Registered:
	"""Staff put a pupil on the register: Registered, or Waiting when all places are taken.

	403 for pupils and events that are not the caller's, 409 when the pupil is on it already, 417.
	"""
	doc = frappe.get_doc({"doctype": "Mentoring Event Registration", "event": event, "student": student})
	doc.insert()
	return {"registration": doc.name, "status": doc.status}
