"""Twenty pupils on their way to the next school, each at another point of it."""

from datetime import date, timedelta

import frappe
from frappe.utils import getdate

from learning_mentor import selection
from learning_mentor.demo import school_year
from learning_mentor.demo.acting import acting_as, go
from learning_mentor.demo.data import address, read
from learning_mentor.demo.masters import need_of
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan.checklist import due_on
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan.consent import SECTIONS
from learning_mentor.school_days import nearest_school_day
from learning_mentor.transition import families as transition_families

PLAN, CASE = "Mentoring Transition Plan", "Mentoring Case"
MOVE = {"need": "Moving to a new school", "category": "Transition"}
OF_STORY = ("pupil", "mentor", "when", "state", "settled_note")
WAY = ("Agreed", "Shared", "Received", "Settled")
LINK_SECTIONS = ("share_words", "share_strengths", "share_works", "share_steps")
DAYS_LATE = 8


def add_transitions(register: Register) -> None:
	for row in read("transitions")["plans"]:
		if not register.has(f"transition {row['pupil']}"):
			_add(register, row)
			frappe.db.commit()  # an interrupted run goes on with the next pupil


def _add(register: Register, row: dict) -> None:
	case = _case(register, row)
	mentor = frappe.db.get_value("Mentor Profile", frappe.db.get_value(CASE, case, "mentor"), "user")
	with acting_as(mentor):
		name = insert(PLAN, {"case": case, "from_phase": "Secondary", **_told(row)})
	register.put(f"transition {row['pupil']}", PLAN, name)
	with acting_as(mentor):
		_tick(name)
		if row["state"] == "Asked":
			transition_families.ask(name)
		elif row["state"] != "Draft":
			_take_on(name, row)


def _case(register: Register, row: dict) -> str:
	"""The case of the pupil's story, else a new one for the move alone."""
	key = f"case {row['pupil']}"
	if not register.has(key):
		with acting_as(address("teacher")):
			nomination = insert("Mentoring Nomination", _nomination(register, row["pupil"]))
			go("Mentoring Nomination", nomination, "Submitted")
		with acting_as(address("coordinator")):
			case = selection.accept(nomination, register.get(f"mentor {row['mentor']}"))
		register.put(f"nomination {row['pupil']}", "Mentoring Nomination", nomination)
		register.put(key, CASE, case)
	return register.get(key)


def _nomination(register: Register, pupil: str) -> dict:
	evidence = "Asks every week what the next school will be like, and sleeps badly since the letters came."
	return {
		"student": register.get(f"pupil {pupil}"),
		"source": "Teacher",
		"urgency": "Routine",
		"guardian_told": 1,
		"tried": "A talk with the form tutor, a leaflet of the next school.",
		"needs": [{"need": need_of(MOVE), "severity": 3, "evidence": evidence}],
	}


def _told(row: dict) -> dict:
	words = {field: text for field, text in row.items() if field not in OF_STORY}
	return {**words, "transfer_date": _move_on(row["when"])}


def _move_on(when: int | str) -> date:
	"""So many days from today, or ("year") the first day of the next school year."""
	if isinstance(when, str):
		return school_year.terms_of(school_year.first_year_of(getdate()) + 1)[0][1]
	return nearest_school_day(getdate() + timedelta(days=when))


def _tick(name: str) -> None:
	"""As if the plan had been begun in time: steps of weeks ago are done, those of last week are late."""
	plan = frappe.get_doc(PLAN, name)
	for step in plan.steps:
		step.db_set("due_date", due_on(plan.transfer_date, step.weeks), update_modified=False)
	plan.reload()
	for step in plan.steps:
		step.done = int(getdate(step.due_date) < getdate() - timedelta(days=DAYS_LATE))
	plan.save()


def _take_on(name: str, row: dict) -> None:
	"""Consents on paper, and then the plan's way as far as its state."""
	plan = frappe.get_doc(PLAN, name)
	first = frappe.get_doc("Student", plan.student)
	guardian = first.guardians[0]
	for party, link, given_name, sections in (
		("Pupil", None, first.first_name, SECTIONS),
		("Guardian", guardian.guardian, guardian.guardian_name, LINK_SECTIONS),
	):
		plan.append("consents", {**_consent(party, link, given_name), **dict.fromkeys(sections, 1)})
	plan.save()
	reach = "Agreed" if row["state"] == "Withdrawn" else row["state"]
	for status in WAY[: WAY.index(reach) + 1]:
		_prepare(name, status, row)
		go(PLAN, name, status)
	if row["state"] == "Withdrawn":
		plan = frappe.get_doc(PLAN, name)
		plan.consents[1].update({"withdrawn_on": getdate(), "withdrawn_how": "By phone"})
		plan.save()


def _consent(party: str, guardian: str | None, given_name: str) -> dict:
	return {
		"party": party,
		"guardian": guardian,
		"given_name": given_name,
		"how": "On paper",
		"given_on": getdate(),
	}


def _prepare(name: str, status: str, row: dict) -> None:
	values = {
		"Received": {"received_by": row["contact_name"], "received_how": "By phone"},
		"Settled": {"settled_note": row.get("settled_note")},
	}
	if status in values:
		frappe.get_doc(PLAN, name).update(values[status]).save()
