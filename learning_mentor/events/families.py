"""Events as families meet them: which there are for a child, registering, consenting, asking, withdrawing.

Children and guardians are the session user's own. Events that are not for a child, not open or not there
answer alike.
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, now_datetime

from learning_mentor import guardians, pupils
from learning_mentor.api.shapes.families import ChildWithEvents, EventInWords, EventOfChild
from learning_mentor.events import consents as event_consents
from learning_mentor.events import rules as event_rules
from learning_mentor.events.medical_notes import tell_note
from learning_mentor.events.seats import EVENT, EXPECTED, REGISTRATION
from learning_mentor.exceptions import MentoringError
from learning_mentor.portal import LONGEST_COMMENT, LONGEST_NAME, plain, require_guardian

SHOWN = (
	"name",
	"event_title",
	"kind",
	"starts_on",
	"ends_on",
	"address",
	"description",
	"equipment",
	"cost",
	"open_to",
	"status",
	"consent_needed",
	"consent_by",
)


def for_guardian() -> list[ChildWithEvents]:
	"""The session guardian's children, each with the events ahead that are for them.

	``[{"student", "first_name", "has_year_consent", "events": [event]}]`` with ``event`` as in `get_event`.
	Raises PermissionError when the session user is no guardian.
	"""
	guardian, ahead = require_guardian(), _events_ahead()
	return [
		{
			"student": child.name,
			"first_name": child.first_name,
			"events": _events_for(child.name, ahead),
			"has_year_consent": _has_year_consent(child.name, guardian),
		}
		for child in guardians.children_of(guardian)
	]


def for_pupil() -> list[EventInWords]:
	"""Events ahead for the session pupil; empty for everybody else."""
	student = pupils.session_student()
	return _events_for(student, _events_ahead()) if student else []


def _has_year_consent(student: str, guardian: str) -> bool:
	in_force = {
		"student": student,
		"consent_guardian": guardian,
		"consent_scope": event_consents.WHOLE_YEAR,
		"consent_until": [">=", now_datetime().date()],
		"consent_withdrawn_on": ["is", "not set"],
	}
	return bool(frappe.db.exists(REGISTRATION, in_force))


def _events_ahead() -> list[frappe._dict]:
	"""Open events to come with who may come to them, in three queries."""
	rows = frappe.get_all(
		EVENT,
		filters={"status": ["in", event_rules.TAKES_PUPILS], "starts_on": [">", now_datetime()]},
		fields=[*SHOWN, "room", "school"],
		order_by="starts_on asc, name asc",
	)
	names = [row.name for row in rows]
	for table, doctype, field in (
		("programs", "Mentoring Event Program", "program"),
		("staff", "Mentoring Event Staff", "mentor"),
	):
		found: dict[str, list] = {}
		held = {"parenttype": EVENT, "parent": ["in", names or [""]]}
		for row in frappe.get_all(doctype, held, ["parent", field], order_by="idx asc"):
			found.setdefault(row.parent, []).append(row)
		for row in rows:
			row[table] = found.get(row.name, [])
	return rows


def _events_for(student: str, ahead: list[frappe._dict]) -> list[EventInWords]:
	mine = _registrations_of(student)
	return [_words(event, student, mine.get(event.name)) for event in ahead if _is_for(event, student, mine)]


def _registrations_of(student: str) -> dict[str, dict]:
	"""Event -> the pupil's registration, cancelled ones among them."""
	rows = frappe.get_all(
		REGISTRATION,
		filters={"student": student, "starts_on": [">", now_datetime()]},
		fields=["name", "event", "status", "consent_on", "consent_withdrawn_on", "consent_rests_on"],
		order_by="starts_on asc",
	)
	return {row.event: row for row in rows}


def _is_for(event, student: str, mine: dict) -> bool:
	registration = mine.get(event.name)
	if registration and registration.status in EXPECTED:
		return True
	return event.open_to != "Invitation" and event_rules.obstacle(event, student) is None


def _words(event, student: str, registration: frappe._dict | None) -> frappe._dict:
	consent_day = event.consent_needed and event.consent_by
	return frappe._dict(
		**{field: event.get(field) for field in SHOWN},
		room=event.room and frappe.get_cached_value("Room", event.room, "room_name"),
		is_full=event.status == "Full",
		registration=registration.status if registration and registration.status in EXPECTED else None,
		year_consent_covers=bool(event.consent_needed and event_consents.blanket_for(student, event)),
		is_too_late=bool(consent_day and get_datetime().date() > consent_day),
	)


def get_event(name: str, student: str | None = None) -> EventOfChild:
	"""One event for a child of the session guardian, or for the session pupil where no child is named.

	Returns the fields of `SHOWN` with ``room``, ``is_full``, ``registration`` (Asked, Registered, Waiting or
	None), ``year_consent_covers``, ``is_too_late``, ``student``, ``first_name`` and
	``own_name`` (the guardian's). Raises DoesNotExistError
	alike for events missing, not open, over or not for the child, and for others' children.
	"""
	child = _child(student)
	event, registration = _shown_event(name, child.name)
	words = _words(event, child.name, registration)
	words.update(student=child.name, first_name=child.first_name, own_name=_own_name(student))
	return words


def _own_name(student: str | None) -> str | None:
	"""What the emergency contact starts with: the guardian's own name."""
	return frappe.db.get_value("Guardian", guardians.session_guardian(), "guardian_name") if student else None


def _child(student: str | None) -> frappe._dict:
	"""The guardian's child of that name, or the session pupil; others' answer like a missing event."""
	if student:
		guardian = require_guardian()
		found = [child for child in guardians.children_of(guardian) if child.name == student]
	else:
		own = pupils.session_student()
		found = (
			frappe.get_all("Student", {"name": own}, ["name", "first_name"], order_by="name") if own else []
		)
	return found[0] if found else _no_such_event()


def _shown_event(name: str, student: str) -> tuple:
	there = {"name": name, "status": ["in", event_rules.TAKES_PUPILS], "starts_on": [">", now_datetime()]}
	if frappe.db.exists(EVENT, there):
		mine = _registrations_of(student)
		event = frappe.get_doc(EVENT, name)
		if _is_for(event, student, mine):
			return event, mine.get(name)
	_no_such_event()


def _no_such_event() -> NoReturn:
	frappe.throw(_("There is no such event."), frappe.DoesNotExistError)


def register(name: str, student: str, **answers) -> str:
	"""Register a child, or confirm what the child or the school has asked. Returns Registered or Waiting.

	``answers``: ``consent`` (bool; needed where the event asks for it), ``whole_year``, ``photos`` (bool),
	``emergency_contact``, ``emergency_phone``, ``medical`` (text for staff; kept apart and never shown here).
	Raises DoesNotExistError when hidden, MentoringError without a consent that is needed.
	"""
	child = _child(student or "-")
	event, registration = _shown_event(name, child.name)
	consent = _consent_of(event, child.name, answers)
	doc = _record(name, child.name, registration)
	if not (registration and registration.status in ("Registered", "Waiting")):
		doc.status = "Registered"
	if consent:
		doc.flags.guardian_consent = consent
	doc.update(
		{
			"emergency_contact": plain(answers.get("emergency_contact"), LONGEST_NAME)
			or doc.emergency_contact,
			"emergency_phone": plain(answers.get("emergency_phone"), 20) or doc.emergency_phone,
		}
	)
	_save(doc, "Guardian")
	if medical := plain(answers.get("medical"), LONGEST_COMMENT):
		tell_note(child.name, medical, told_by=_own_name(student))
	return doc.status


def _consent_of(event, student: str, answers: dict) -> dict | None:
	"""What the guardian consents to; None where they need not and do not."""
	if not cint(answers.get("consent")):
		if event.consent_needed and not event_consents.blanket_for(student, event):
			frappe.throw(_("Your consent is missing: tick that your child may come."), MentoringError)
		if not cint(answers.get("photos")):
			return None
	return {
		"consent_guardian": guardians.session_guardian(),
		"consent_scope": event_consents.WHOLE_YEAR
		if cint(answers.get("whole_year"))
		else event_consents.THIS_EVENT,
		"photo_consent": cint(answers.get("photos")),
	}


def ask(name: str) -> str:
	"""A pupil asks to come; a guardian has to confirm. Returns Asked, or what is so already."""
	child = _child(None)
	_event, registration = _shown_event(name, child.name)
	if registration and registration.status in EXPECTED:
		return registration.status
	doc = _record(name, child.name, registration)
	doc.status = "Asked"
	_save(doc, "Pupil")
	return doc.status


def cancel(name: str, student: str | None = None) -> None:
	"""Take a child off the register; pupils take back what they have asked for themselves.

	Raises DoesNotExistError when the event is hidden or the child is not on its register, PermissionError for
	pupils whom a guardian or staff have registered.
	"""
	child = _child(student)
	_event, registration = _shown_event(name, child.name)
	if not (registration and registration.status in EXPECTED):
		_no_such_event()
	doc = _record(name, child.name, registration)
	if not student and doc.status != "Asked":
		frappe.throw(
			_("You are registered: talk to your family or your mentor first."), frappe.PermissionError
		)
	doc.status = "Cancelled"
	_save(doc, "Guardian" if student else "Pupil")


def withdraw_consent(student: str) -> None:
	"""End all of the session guardian's consents for a child; what needs one asks anew."""
	child = _child(student or "-")
	event_consents.withdraw(child.name, require_guardian())


def _record(event: str, student: str, registration: frappe._dict | None):
	if registration:
		return frappe.get_doc(REGISTRATION, registration.name, for_update=True)
	return frappe.get_doc({"doctype": REGISTRATION, "event": event, "student": student})


def _save(doc, actor: str) -> None:
	doc.flags.actor = actor
	doc.flags.ignore_permissions = (
		True  # families have no desk rights; `_child` and `_shown_event` ask theirs
	)
	doc.save()
