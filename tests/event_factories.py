"""Events for tests: inside working hours on a school day ahead, low in risk, with two cleared adults."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime

from tests import factories as make
from tests.conftest import session_of
from tests.visit_factories import working_day

EVENT, REGISTRATION, NOTE = "Mentoring Event", "Mentoring Event Registration", "Mentoring Medical Note"
COLLEAGUE = make.address(make.TEACHER_ROLES, 2)
QUESTIONS = "event_risk_questions"


def new_event(mentor, starts_on: datetime | None = None, minutes: int = 60, answers: str = "No", **values):
	"""An unsaved drop-in of the mentor and a colleague whose clearance the coordinator has seen."""
	starts_on = starts_on or working_day(12)
	return frappe.get_doc(
		{
			"doctype": EVENT,
			"event_title": "Board games at noon",
			"kind": "Drop-in",
			"starts_on": starts_on,
			"ends_on": starts_on + timedelta(minutes=minutes),
			"address": "Library",
			"capacity": 10,
			"staff": staff_of(mentor),
			"risks": answered(answers),
			**values,
		}
	)


def staff_of(mentor) -> list[dict]:
	colleague = make.make_user(*make.TEACHER_ROLES, email=COLLEAGUE).name
	return [{"user": mentor.user, "first_aider": 1}, {"user": colleague, "clearance_seen": 1}]


def answered(answer: str = "No") -> list[dict]:
	rows = frappe.get_doc("Mentoring Settings").get(QUESTIONS)
	return [
		{"question": row.question, "answer": answer, "control_measure": "Two of us stay near"} for row in rows
	]


def plan_event(mentor=None, **values):
	"""An event that a coordinator has planned."""
	make.make_coordinator()
	with session_of(make.COORDINATOR):
		return new_event(mentor or make.make_mentor(), **values).insert()


def make_event(mentor=None, status: str = "Open", **values):
	"""An event that has come to Planned, Open, Running, Done or Cancelled by what people do."""
	event = plan_event(mentor, **values)
	make.make_coordinator(make.SECOND_COORDINATOR)
	if status == "Planned":
		return event
	with session_of(make.SECOND_COORDINATOR):
		make.act(event, "Approve Event")
		if status in ("Running", "Done"):
			make.act(event, "Start Event")
		if status == "Done":
			make.act(event, "Finish Event")
		if status == "Cancelled":
			cancel(event)
	return event


def cancel(event) -> None:
	event.reload()
	event.status_reason = "The room is flooded"
	event.save()
	make.act(event, "Cancel Event")


def today_event(mentor=None, **values):
	"""An open event that has just begun, and lasts beyond the working day's end only if it must."""
	now = now_datetime().replace(microsecond=0)
	today_began = now.replace(hour=0, minute=0, second=0)
	return make_event(mentor, starts_on=max(now - timedelta(minutes=5), today_began), minutes=90, **values)


def new_registration(event, student=None, **values):
	"""An unsaved registration."""
	student = student or make.make_student()
	return frappe.get_doc({"doctype": REGISTRATION, "event": event.name, "student": student.name, **values})


def register(event, student=None, by: str = make.COORDINATOR, **values):
	"""A registration made by staff."""
	with session_of(by):
		return new_registration(event, student, **values).insert()


def change(registration, by: str = make.COORDINATOR, **values):
	registration.reload()
	with session_of(by):
		registration.update(values).save()
	return registration


def status_of(registration) -> str:
	return frappe.db.get_value(REGISTRATION, registration.name, "status")


def places(event) -> tuple[str, int, int]:
	"""Status, places taken and pupils waiting."""
	return frappe.db.get_value(EVENT, event.name, ["status", "seats_taken", "waiting"])


def mails_to(address: str) -> list[str]:
	"""Whole messages queued for an address, oldest first."""
	rows = frappe.get_all(
		"Email Queue Recipient", {"recipient": address}, pluck="parent", order_by="creation asc"
	)
	return [frappe.db.get_value("Email Queue", name, "message") for name in rows]
