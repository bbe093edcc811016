"""The register of an event, for its staff: who is on it, who came, and finding a pupil who has walked in."""

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from learning_mentor.api.shapes.outreach import PupilFound, Registered
from learning_mentor.data_protection.read_log import note_rows
from learning_mentor.events import medical_notes
from learning_mentor.events import rules as event_rules
from learning_mentor.events.seats import EVENT, REGISTRATION, locked
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import (
	events_staffed,
	is_coordinator,
	may_look_up,
	mentored_pupils,
	require_staff,
	runs_event,
	scope,
)

FEWEST_LETTERS = 2
MOST_FOUND = 12
ON_REGISTER = ("Registered", "Attended", "Absent", "Waiting", "Asked")
ROW = (
	"name",
	"student",
	"student_name",
	"program",
	"status",
	"photo_consent",
	"emergency_contact",
	"emergency_phone",
)


def my_events_today() -> list[dict]:
	"""Today's events that the session user runs: ``name, event_title, starts_on, ends_on, status, ...``.

	Raises PermissionError for guests and for users of the website.
	"""
	require_staff()
	of_mine = _of_my_schools() if is_coordinator() else [["name", "in", events_staffed()]]
	return frappe.get_all(
		EVENT,
		filters=[
			*of_mine,
			["status", "in", ("Open", "Full", "Running", "Done")],
			["starts_on", ">=", f"{getdate()} 00:00:00"],
			["starts_on", "<=", f"{getdate()} 23:59:59"],
		],
		fields=["name", "event_title", "kind", "starts_on", "ends_on", "status", "seats_taken", "capacity"],
		order_by="starts_on asc, name asc",
	)


def _of_my_schools() -> list[list]:
	return [[fieldname, *asked] for fieldname, asked in scope.of_schools(EVENT).items()]


def require_run(event: str) -> None:
	"""Raise PermissionError unless the session user runs the event; missing ones answer alike."""
	require_staff()
	if not (runs_event(event) and frappe.db.exists(EVENT, event)):
		frappe.throw(_("You have no such event."), frappe.PermissionError)


def register_of(event: str) -> list[dict]:
	"""Everybody on the register by name: fields of `ROW`, ``note`` and ``what_to_do`` where there are.

	Raises PermissionError for whoever does not run the event.
	"""
	require_run(event)
	rows = frappe.get_all(
		REGISTRATION,
		filters={"event": event, "status": ["in", ON_REGISTER]},
		fields=list(ROW),
		order_by="student_name asc, name asc",
	)
	shown = scope.names_of(REGISTRATION, [row.name for row in rows])
	rows = [row for row in rows if row.name in shown]
	notes = medical_notes.notes_of([row.student for row in rows])
	note_rows(REGISTRATION, [row.name for row in rows])
	return [{**row, **notes.get(row.student, {})} for row in rows]


def find(event: str, text: str) -> list[PupilFound]:
	"""Pupils for whom the event is, whose first or last name begins with the text: ``student, student_name``.

	At most 12, of those whom the session user may look up at all; nothing says whether a pupil has a mentor.
	Empty for fewer than two letters. Raises PermissionError for whoever does not run the event.
	"""
	require_run(event)
	text = cstr(text).strip()
	if len(text) < FEWEST_LETTERS:
		return []
	doc = frappe.get_doc(EVENT, event)
	found = [row for row in _by_name(text) if event_rules.obstacle(doc, row["student"]) is None]
	return found[:MOST_FOUND]


def _by_name(text: str) -> list[PupilFound]:
	"""Enabled pupils by name: Education's own list where the user has one, and their own pupils."""
	beginning = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
	options = {
		"filters": {"enabled": 1},
		"or_filters": {"first_name": ["like", beginning], "last_name": ["like", beginning]},
		"fields": ["name as student", "student_name"],
		"order_by": "student_name asc, name asc",
		"limit_page_length": 5 * MOST_FOUND,
	}
	seen = frappe.get_list("Student", **options) if frappe.has_permission("Student", "read") else []
	own = sorted(mentored_pupils())
	options["filters"] = {"enabled": 1, "name": ["in", own]}
	mine = frappe.get_all("Student", **options) if own else []
	found = {row["student"]: row for row in (*mine, *seen)}
	theirs = scope.names_of("Student", found)
	return [row for student, row in found.items() if student in theirs]


def attend(event: str, student: str) -> Registered:
	"""One tap: the pupil is here, on the register or not. Returns ``{"registration", "status"}``.

	A second tap changes nothing. Raises PermissionError for events and pupils that are not the user's to see,
	MentoringError when all places are taken or consent is missing.
	"""
	require_run(event)
	locked(event)  # a second tap waits for the first
	name = frappe.db.get_value(REGISTRATION, {"event": event, "student": student}, "name")
	if not name and not may_look_up(student):
		frappe.throw(_("There is no such pupil."), frappe.PermissionError)
	if name:
		scope.require(REGISTRATION, name)
		doc = frappe.get_doc(REGISTRATION, name, for_update=True)
	else:
		doc = frappe.get_doc({"doctype": REGISTRATION, "event": event, "student": student})
	return _set_status(doc, "Attended")


def mark(registration: str, status: str) -> Registered:
	"""Note of somebody on the register that they came (Attended), did not (Absent), or neither (Registered).

	Returns ``{"registration", "status"}``. Raises PermissionError for registrations of others' events.
	"""
	require_run(frappe.db.get_value(REGISTRATION, registration, "event"))
	scope.require(REGISTRATION, registration)
	if status not in ("Attended", "Absent", "Registered"):
		frappe.throw(_("Status: choose Attended, Absent or Registered."), MentoringError)
	return _set_status(frappe.get_doc(REGISTRATION, registration, for_update=True), status)


def _set_status(doc, status: str) -> Registered:
	if doc.status != status or doc.is_new():
		doc.status = status
		doc.save()
	return {"registration": doc.name, "status": doc.status}
