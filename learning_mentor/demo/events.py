"""Thirty events: drop-ins, music, sport and more that have taken place, and those ahead with their queues."""

from datetime import date, datetime, timedelta
from functools import partial

import frappe
from frappe.utils import getdate

from learning_mentor.demo import school_year
from learning_mentor.demo.acting import acting_as, go
from learning_mentor.demo.data import address, pupil_key, read
from learning_mentor.demo.diary import moment
from learning_mentor.demo.history import date_back
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert
from learning_mentor.events import families as event_families
from learning_mentor.events import register as event_register
from learning_mentor.events import series as event_series

EVENT, REGISTRATION, NOTE = "Mentoring Event", "Mentoring Event Registration", "Mentoring Medical Note"
LONGEST_HOLIDAY = 70  # days
SHOWN = ("description", "equipment", "cost", "address")
STAFF = ("mentor", "teacher")
NEEDS_CONSENT = "Trip"
ABSENT_EVERY = 6  # pupils; one of them did not come


def add_events(register: Register) -> None:
	told = read("events")
	_add_notes(register, told["notes"])
	for spec in told["past"]:
		for number, day in enumerate(_past_days(spec)):
			_tell_past(register, spec, day, f"event past {spec['title']} {number}")
			frappe.db.commit()
	for spec in told["ahead"]:
		_plan_ahead(register, spec)
		frappe.db.commit()
	_add_today(register, told["today"])


def _add_notes(register: Register, notes: list[dict]) -> None:
	for row in notes:
		pupil = register.get(f"pupil {row['pupil']}")
		values = {"student": pupil, "note": row["note"], "what_to_do": row["what_to_do"]}
		with acting_as(address("coordinator")):
			register.once(
				f"medical note {row['pupil']}",
				NOTE,
				partial(insert, NOTE, values),
			)


def _past_days(spec: dict) -> list[date]:
	"""The last school days of the weekday, oldest first."""
	days = (getdate() - timedelta(days=number) for number in range(1, 366))
	found = (day for day in days if day.weekday() == spec["weekday"] and school_year.is_school_day(day))
	return [day for day, _number in zip(found, range(spec["times"]), strict=False)][::-1]


def _next_day(weekday: int | None = None) -> date:
	days = (getdate() + timedelta(days=number) for number in range(2, LONGEST_HOLIDAY))
	wanted = (day for day in days if weekday is None or day.weekday() == weekday)
	return next(day for day in wanted if school_year.is_school_day(day))


def _tell_past(register: Register, spec: dict, day: date, key: str) -> None:
	"""Planned and opened for a day ahead, then moved to the day on which it was; who came is noted then."""
	if register.has(key):
		return
	name = _plan(register, spec, _next_day(spec["weekday"]))
	_open(name)
	rows = _register_pupils(register, name, spec, first=day.toordinal())
	_move(name, moment(day, spec["at"]), spec["minutes"])
	with acting_as(address("mentor")):
		for number, row in enumerate(rows):
			event_register.mark(row, "Absent" if number % ABSENT_EVERY == ABSENT_EVERY - 1 else "Attended")
		go(EVENT, name, "Done")
	for row in rows:
		date_back(REGISTRATION, row, moment(day, "08:30"), {"attended_on": moment(day, spec["at"])})
	register.put(key, EVENT, name)


def _plan(register: Register, spec: dict, day: date) -> str:
	start = moment(day, spec["at"])
	with acting_as(address("mentor")):
		name = insert(
			EVENT,
			{
				"event_title": spec["title"],
				"kind": spec["kind"],
				"starts_on": start,
				"ends_on": start + timedelta(minutes=spec["minutes"]),
				"room": register.get(f"room {spec['room']}") if "room" in spec else None,
				"age_group": "9 to 12",
				"capacity": spec.get("capacity", 12),
				"open_to": "Year Groups" if "programs" in spec else "Everybody",
				"programs": [{"program": program} for program in spec.get("programs", [])],
				"risks": _answers(),
				"staff": [{"user": address(login), "first_aider": login == "mentor"} for login in STAFF],
				**{field: spec[field] for field in SHOWN if field in spec},
			},
		)
	with acting_as(address("coordinator")):
		event = frappe.get_doc(EVENT, name)
		event.staff[1].clearance_seen = 1
		event.save()
	return name


def _answers() -> list[dict]:
	return [
		{"question": row.question, "answer": "No"}
		for row in frappe.get_doc("Mentoring Settings").event_risk_questions
	]


def _open(name: str) -> None:
	with acting_as(address("deputy")):
		go(EVENT, name, "Open")


def _register_pupils(register: Register, event: str, spec: dict, first: int) -> list[str]:
	"""Other pupils each time, on trips with a consent on paper. Returns the registrations with a place."""
	keys = _pupils(spec, first)
	with acting_as(address("coordinator")):
		for key in keys:
			_register(register, event, key, spec["kind"])
	placed = {"event": event, "status": "Registered"}
	return frappe.get_all(REGISTRATION, placed, pluck="name", order_by="name asc")


def _pupils(spec: dict, first: int) -> list[str]:
	years = [int(program.rpartition(" ")[2]) for program in spec.get("programs", [])] or [7, 8, 9]
	children = [child for family in read("families") for child in family["children"]]
	keys = [pupil_key(child) for child in children if child["year"] in years]
	return [keys[(first + 7 * number) % len(keys)] for number in range(spec["pupils"])]


def _register(register: Register, event: str, key: str, kind: str) -> None:
	student = register.get(f"pupil {key}")
	values: dict = {"event": event, "student": student}
	if kind == NEEDS_CONSENT:
		guardian = frappe.get_all(
			"Student Guardian", {"parent": student}, pluck="guardian", order_by="idx asc", limit=1
		)
		values.update({"consent_guardian": guardian[0], "photo_consent": 1})
	insert(REGISTRATION, values)


def _move(event: str, start: datetime, minutes: int) -> None:
	"""To the day on which it was, with its registrations."""
	planned = start - timedelta(days=12)
	times = {"starts_on": start, "ends_on": start + timedelta(minutes=minutes)}
	date_back(EVENT, event, planned, {**times, "approved_on": planned + timedelta(days=1)})
	for row in frappe.get_all(REGISTRATION, {"event": event}, pluck="name", order_by="name asc"):
		asked = planned + timedelta(days=3)
		date_back(REGISTRATION, row, asked, {"starts_on": start, "registered_on": asked})
	frappe.clear_document_cache(EVENT, event)


def _plan_ahead(register: Register, spec: dict) -> None:
	key = f"event ahead {spec['title']}"
	if register.has(f"{key} 0"):
		return
	first = _next_day(spec["weekday"])
	names = [_plan(register, spec, first)]
	if spec["weeks"] > 1:
		until = first
		while len(names) < spec["weeks"]:
			until += timedelta(weeks=1)
			with acting_as(address("mentor")):
				names += event_series.repeat_weekly(names[0], str(until))
	for number, name in enumerate(names):
		register.put(f"{key} {number}", EVENT, name)
	for number, name in enumerate(names[: spec["open"]]):
		_open(name)
		_register_pupils(register, name, spec, first=3 * number + len(spec["title"]))
	if spec["kind"] == NEEDS_CONSENT:
		_register_own_child(register, names[0])
	if reason := spec.get("cancelled"):
		_cancel(names[0], reason)


def _register_own_child(register: Register, event: str) -> None:
	"""A guardian consents on the portal."""
	child = register.get("pupil idris.malik")
	if not frappe.db.exists(REGISTRATION, {"event": event, "student": child}):
		with acting_as(address("guardian")):
			answers = {"consent": 1, "emergency_contact": "Farah Malik", "emergency_phone": "07700 900211"}
			event_families.register(event, child, **answers)


def _cancel(event: str, reason: str) -> None:
	with acting_as(address("coordinator")):
		doc = frappe.get_doc(EVENT, event)
		doc.update({"status_reason": reason}).save()
		go(EVENT, event, "Cancelled")


def _add_today(register: Register, spec: dict) -> None:
	"""A drop-in that is open today, whatever day and hour it is."""
	if register.has("event today"):
		return
	name = _plan(register, spec, _next_day())
	_open(name)
	for key in ("zainab.malik", "callum.whitlock", *_pupils(spec, first=1)):
		with acting_as(address("coordinator")):
			if not frappe.db.exists(REGISTRATION, {"event": name, "student": register.get(f"pupil {key}")}):
				_register(register, name, key, spec["kind"])
	_move(name, moment(getdate(), spec["at"]), spec["minutes"])
	register.put("event today", EVENT, name)
