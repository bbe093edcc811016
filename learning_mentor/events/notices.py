"""Telling families about events: mails that name no pupil, and each thing just once."""

from datetime import date

import frappe
from frappe.utils import add_days, escape_html, format_datetime, getdate

from learning_mentor import education_records, notify
from learning_mentor.events.seats import EVENT, EXPECTED, REGISTRATION
from learning_mentor.job_marks import claim_once, still_to_do
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR
from learning_mentor.scheduled import each_alone

EVENT_CANCELLED = kinds.EVENT_CANCELLED.email_template
EVENT_PLANNED_ANEW = kinds.EVENT_PLANNED_ANEW.email_template
EVENT_PLACE_FREE = kinds.EVENT_PLACE_FREE.email_template
EVENT_AWAITS_GUARDIAN = kinds.EVENT_AWAITS_GUARDIAN.email_template
EVENT_TOLD = kinds.EVENT_TOLD.email_template
PORTAL_PAGE = "/mentoring/events"


def tell_of_changes(event) -> None:
	"""After an event was saved: its registrations carry its title and time, and families hear of it."""
	before = event.get_doc_before_save()
	if before.event_title != event.event_title or event.has_value_changed("starts_on"):
		_take_along(event)
	if event.has_moved_to("Cancelled"):
		_tell_cancelled(event)
	elif before.status == "Planned" and event.status in ("Open", "Full"):
		notify.mail(_families_of(event), EVENT_PLANNED_ANEW, _words(event))


def _take_along(event) -> None:
	table = frappe.qb.DocType(REGISTRATION)
	(
		frappe.qb.update(table)
		.set(table.event_title, event.event_title)
		.set(table.starts_on, event.starts_on)
		.where(table.event == event.name)
	).run()


def _tell_cancelled(event) -> None:
	"""Everybody who is registered, waiting or asked, and the staff: once, however often it is saved."""
	if not claim_once(f"event cancelled {event.name}"):
		return
	words = {**_words(event), "reason": escape_html(event.status_reason or "")}
	notify.mail(_families_of(event), EVENT_CANCELLED, words)
	staff = {row.user for row in event.staff} - {frappe.session.user}
	notify.tell(list(staff), kinds.EVENT_OFF, event)


def _families_of(event) -> list[str]:
	"""Addresses of the guardians, and of pupils with an account; each once, siblings or not."""
	students = frappe.get_all(
		REGISTRATION,
		{"event": event.name, "status": ["in", EXPECTED]},
		pluck="student",
		order_by="registered_on",
	)
	addresses = [address for student in students for address in _addresses_of(student)]
	users = students and frappe.get_all(
		"Student", {"name": ["in", students], "user": ["is", "set"]}, pluck="user", order_by="name"
	)
	return list(dict.fromkeys([*addresses, *users]))


def _addresses_of(student: str) -> list[str]:
	rows = education_records.guardians_of(student)
	return [address for row in rows if (address := row.user or row.email_address)]


def _words(event) -> dict:
	return {
		"link": frappe.utils.get_url(PORTAL_PAGE),
		"title": escape_html(event.event_title),
		"when": format_datetime(event.starts_on, "EEEE d MMMM, HH:mm"),
	}


def tell_of_registration(registration) -> None:
	"""Guardians always hear what others have registered their child for, and are asked where asked for."""
	actor, event = registration.actor(), registration.flags.event
	if actor == "Guardian" or registration.status_before() == registration.status:
		return
	if registration.status == "Asked":
		notify.mail(_addresses_of(registration.student), EVENT_AWAITS_GUARDIAN, _words(event))
	elif _is_news(registration):
		notify.mail(_addresses_of(registration.student), EVENT_TOLD, _words(event))


def _is_news(registration) -> bool:
	"""Whether the family does not know yet: new on the register, or come to a drop-in without being on it."""
	if registration.status_before() not in (None, "Asked", "Cancelled"):
		return False
	if registration.status == "Attended":
		return bool(get_settings().tell_of_drop_ins)
	return registration.status in ("Registered", "Waiting")


def tell_of_places(registrations: list[str]) -> None:
	"""A place has come free: the family hears, and the colleague who registered the pupil."""
	for name in registrations:
		registration = frappe.get_doc(REGISTRATION, name)
		event = frappe.get_doc(EVENT, registration.event)
		notify.mail(_addresses_of(registration.student), EVENT_PLACE_FREE, _words(event))
		if registration.registered_as == "Staff":
			notify.tell([registration.registered_by], kinds.PLACE_GIVEN, registration)


def remind(day: date | None = None) -> None:
	"""Remind coordinators, once, of events that wait for approval and begin within the days of Settings.

	``day`` is today unless another one is given.
	"""
	each_alone(due(getdate(day)), remind_of, "Approval of event {0.name}")


def due(day: date) -> list[frappe._dict]:
	"""Events of which nobody has been reminded: ``name``."""
	last = add_days(day, get_settings().event_reminder_days)
	waiting = frappe.get_all(
		EVENT,
		filters=[
			["status", "=", "Planned"],
			["needs_approval", "=", 1],
			["starts_on", ">=", f"{day} 00:00:00"],
			["starts_on", "<=", f"{last} 23:59:59"],
		],
		fields=["name"],
		order_by="starts_on asc, name asc",
	)
	return list(still_to_do((f"event approval {row.name}", row) for row in waiting))


def remind_of(row: frappe._dict) -> bool:
	"""Remind of one, in the caller's transaction. Returns whether nobody had."""
	if not claim_once(f"event approval {row.name}"):
		return False
	notify.tell_role(COORDINATOR, kinds.EVENT_TO_APPROVE, frappe.get_doc(EVENT, row.name))
	return True
