"""A guardian's consent to an event: for this one or for all of the school year, until it is withdrawn."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from learning_mentor import education_records
from learning_mentor.events import seats as event_seats
from learning_mentor.exceptions import MentoringError

REGISTRATION = "Mentoring Event Registration"
THIS_EVENT, WHOLE_YEAR = "This event", "All events of the school year"
PORTAL, ON_PAPER = "Portal", "On paper"
WRITTEN = ("consent_guardian", "consent_how", "consent_scope", "photo_consent")
SET_BY_SERVER = (
	"consent_guardian_name",
	"consent_on",
	"consent_until",
	"consent_withdrawn_on",
	"consent_rests_on",
)


def take(registration, event) -> None:
	"""Take the consent that this save brings: a guardian's own in the portal, or one on paper, by staff.

	Raises MentoringError for somebody who is not the pupil's guardian, and for consent that comes too late.
	"""
	if given := registration.flags.guardian_consent:
		registration.update({"consent_how": PORTAL, **given})
	elif not _is_changed(registration):
		return
	elif registration.consent_guardian and registration.consent_how in (None, "", PORTAL):
		registration.consent_how = ON_PAPER
	if not registration.consent_guardian:
		_clear(registration)
		return
	_check_in_time(event)
	_date(registration, event)


def _is_changed(registration) -> bool:
	before = registration.get_doc_before_save()
	if not before:
		return bool(registration.consent_guardian or registration.photo_consent or registration.consent_how)
	return any(registration.has_value_changed(field) for field in WRITTEN)


def _clear(registration) -> None:
	if registration.photo_consent:
		frappe.throw(_("Photos may be taken: say under Consent of which guardian allows it."), MentoringError)
	registration.update(dict.fromkeys((*WRITTEN, *SET_BY_SERVER)))
	registration.update({"consent_scope": THIS_EVENT, "photo_consent": 0})


def _check_in_time(event) -> None:
	if event.consent_needed and getdate() > getdate(event.consent_by):
		frappe.throw(
			_("Consent had to be given by {0}: it is too late for this event.").format(
				frappe.format(event.consent_by, "Date")
			),
			MentoringError,
		)


def _date(registration, event) -> None:
	own = {row.name: row.guardian_name for row in education_records.guardians_of(registration.student)}
	if registration.consent_guardian not in own:
		frappe.throw(_("Consent of: choose one of the pupil's guardians."), MentoringError)
	is_blanket = registration.consent_scope == WHOLE_YEAR
	registration.update(
		{
			"consent_guardian_name": own[registration.consent_guardian],
			"consent_on": now_datetime(),
			"consent_until": _end_of_school_year(event) if is_blanket else getdate(event.ends_on),
			"consent_withdrawn_on": None,
			"consent_rests_on": None,
		}
	)


def _end_of_school_year(event):
	"""Of today's year; without one on record no further than the event itself."""
	year = education_records.current_academic_year()
	end = year and frappe.db.get_value("Academic Year", year, "year_end_date")
	return max(getdate(end), getdate(event.ends_on)) if end else getdate(event.ends_on)


def is_there(registration, event) -> bool:
	"""Whether the pupil may come as far as consent goes; notes the earlier consent that it rests on."""
	if not event.consent_needed or _is_own_in_force(registration, event):
		return True
	registration.consent_rests_on = blanket_for(registration.student, event, registration.name)
	return bool(registration.consent_rests_on)


def _is_own_in_force(registration, event) -> bool:
	return bool(
		registration.consent_on
		and not registration.consent_withdrawn_on
		and getdate(registration.consent_until) >= getdate(event.starts_on)
	)


def blanket_for(student: str, event, but_not: str | None = None) -> str | None:
	"""The registration that holds a consent for the whole year which covers the event."""
	guardians = [row.name for row in education_records.guardians_of(student)]
	in_force = {
		"student": student,
		"name": ["!=", but_not or ""],
		"consent_scope": WHOLE_YEAR,
		"consent_guardian": ["in", guardians or [""]],
		"consent_on": ["is", "set"],
		"consent_withdrawn_on": ["is", "not set"],
		"consent_until": [">=", getdate(event.starts_on)],
	}
	return frappe.db.get_value(REGISTRATION, in_force, "name", order_by="consent_on desc")


def withdraw(student: str, guardian: str) -> list[str]:
	"""End every consent of the guardian for the child. Returns the registrations that ask anew for it.

	Those ahead that need a consent lose their place to whoever waits.
	"""
	mine = {
		"student": student,
		"consent_guardian": guardian,
		"consent_withdrawn_on": ["is", "not set"],
		"consent_until": [">=", getdate()],
	}
	ended, ahead = _rows(mine), _rows(_ahead(student))
	for event in sorted({row.event for row in (*ended, *ahead)}):
		event_seats.lock(event)  # before any of its registrations, as everywhere
	for row in ended:
		frappe.db.set_value(REGISTRATION, row.name, "consent_withdrawn_on", now_datetime())
	return [row.name for row in ahead if _ask_again(row.name)]


def _rows(filters: dict) -> list[frappe._dict]:
	return frappe.get_all(REGISTRATION, filters, ["name", "event"], order_by="event asc")


def _ahead(student: str) -> dict:
	places = ["in", ("Registered", "Waiting")]
	return {"student": student, "status": places, "starts_on": [">", now_datetime()]}


def _ask_again(name: str) -> bool:
	registration = frappe.get_doc(REGISTRATION, name, for_update=True)
	event = frappe.get_doc("Mentoring Event", registration.event)
	if is_there(registration, event):
		return False
	registration.flags.ignore_permissions = (
		True  # guardians have no desk rights; the caller has checked theirs
	)
	registration.flags.consent_withdrawn = True
	registration.status = "Asked"
	registration.save()
	return True
