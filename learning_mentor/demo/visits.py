"""Home visits: one that left ideas for home, one that a family may answer, one that waits for approval."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import getdate

from learning_mentor.demo import school_year
from learning_mentor.demo.acting import acting_as, go
from learning_mentor.demo.data import address
from learning_mentor.demo.diary import moment
from learning_mentor.demo.history import date_back
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert

VISIT = "Mentoring Home Visit"
MADE, AHEAD, WAITING = "callum.whitlock", "zainab.malik", "kofi.mensah-reid"
AGGRESSION = "Has anybody in the home been aggressive"
ADDRESSES = {
	MADE: "14 Millbrook Rise, Townfield",
	AHEAD: "3 Canal Court, Townfield",
	WAITING: "27 Orchard Way, Townfield",
}
PHONE, OFFICE = "07700 900142", "020 7946 0100"


def add_visits(register: Register) -> None:
	_make_one(register)
	_plan(register, AHEAD, "Talking about the plan", days=4, approve=True)
	_plan(register, WAITING, "Routines and strategies at home", days=6, risk=AGGRESSION)


def _make_one(register: Register) -> None:
	"""A visit of the last school day, written up."""
	if register.has(f"visit {MADE}"):
		return
	day = school_year.last_school_days(1)[0]
	name = _plan(register, MADE, "Getting to know the family", days=0, approve=True)
	with acting_as(address("mentor")):
		go(VISIT, name, "Under Way")
		go(VISIT, name, "Completed")
		visit = frappe.get_doc(VISIT, name)
		visit.update(
			{
				"outcome": "Both parents were there. Mornings are the hardest part of the day.",
				"family_said": "He talks more at home since the autumn. We would like to hear of good days.",
				"next_visit_on": getdate() + timedelta(days=42),
			}
		)
		for strategy in _for_home(2):
			visit.append("advice", {"strategy": strategy, "words_to_family": "Try it for two weeks."})
		visit.save()
	start = moment(day, "16:00")
	times = {"starts_on": start, "ends_on": start + timedelta(minutes=45), "checked_in_on": start}
	done = start + timedelta(minutes=38)
	written = {"checked_out_on": done, "written_up_on": done + timedelta(minutes=30)}
	date_back(VISIT, name, moment(day, "08:15"), {**times, **written, "approved_on": moment(day, "09:05")})


def _for_home(number: int) -> list[str]:
	return frappe.get_all(
		"Mentoring Strategy",
		filters={"setting": "Home", "disabled": 0},
		pluck="name",
		order_by="name asc",
		limit=number,
	)


def _plan(
	register: Register, pupil: str, purpose: str, days: int, approve: bool = False, risk: str = ""
) -> str:
	"""A visit by the pupil's mentor with a colleague, so many days ahead."""
	if register.has(f"visit {pupil}"):
		return register.get(f"visit {pupil}")
	start = _weekday_ahead(days)
	with acting_as(address("mentor")):
		name = insert(
			VISIT,
			{
				"case": register.get(f"case {pupil}"),
				"purpose": purpose,
				"aims": "Hear what helps at home, and agree how we keep in touch.",
				"starts_on": start,
				"ends_on": start + timedelta(minutes=45),
				"address": ADDRESSES[pupil],
				"visitor_phone": PHONE,
				"companion": address("teacher"),
				"duty_contact": address("safeguarding"),
				"duty_phone": OFFICE,
				"family_told": 1,
				"risks": _answers(risk),
			},
		)
	register.put(f"visit {pupil}", VISIT, name)
	if approve:
		with acting_as(address("coordinator")):
			go(VISIT, name, "Approved")
	return name


def _weekday_ahead(days: int) -> datetime:
	day = getdate() + timedelta(days=days)
	while days and day.weekday() > 4:
		day += timedelta(days=1)
	return moment(day, "16:00")


def _answers(risk: str) -> list[dict]:
	return [
		{
			"question": row.question,
			"answer": "Yes" if risk and row.question.startswith(risk) else "No",
			"control_measure": "We meet at the door and stay near it; the office calls after 20 minutes.",
		}
		for row in frappe.get_doc("Mentoring Settings").risk_questions
	]
