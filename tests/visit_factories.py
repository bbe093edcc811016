"""Home visits for tests, planned for a working day unless a test says otherwise."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import getdate, now_datetime

from learning_mentor.workflow import move_to
from tests import factories as make
from tests.conftest import session_of

VISIT = "Mentoring Home Visit"
ADDRESS, PHONE = "1 High Street\nAB1 2CD Townville", "020 7946 0000"
SATURDAY = 5
# users whom every run has; a test may plan many visits with the same
COMPANION = make.address(make.TEACHER_ROLES, 2)
DUTY_CONTACT = make.address(make.LEAD_ROLES, 0)

# Questions of the risk assessment by their first words.
DOGS, ALLEGATION, INFECTION, AGGRESSION = (
	"Are there dogs",
	"Has the family",
	"Is there an infection",
	"Has anybody",
)


def working_day(hour: int = 10, minute: int = 0) -> datetime:
	"""A moment on the next day that is no weekend."""
	day = getdate() + timedelta(days=1)
	while day.weekday() >= SATURDAY:
		day += timedelta(days=1)
	return datetime(day.year, day.month, day.day, hour, minute)


def new_visit(
	case, starts_on: datetime | None = None, minutes: int = 60, answers: dict | None = None, **values
):
	"""An unsaved visit by the case's mentor and a companion, whose every question is answered No.

	``answers`` maps the beginning of a question to another answer.
	"""
	starts_on = starts_on or working_day()
	visit = frappe.get_doc(
		{
			"doctype": VISIT,
			"case": case.name,
			"purpose": "Talking about the plan",
			"aims": "Meet the family",
			"starts_on": starts_on,
			"ends_on": starts_on + timedelta(minutes=minutes),
			"address": ADDRESS,
			"visitor_phone": PHONE,
			"companion": make.make_user(*make.TEACHER_ROLES, email=COMPANION).name,
			"duty_contact": make.make_user(*make.LEAD_ROLES, email=DUTY_CONTACT).name,
			"duty_phone": PHONE,
			"family_told": 1,
			"risks": answered(answers or {}),
			**values,
		}
	)
	return visit


def answered(answers: dict) -> list[dict]:
	rows = frappe.get_doc("Mentoring Settings").risk_questions
	given = {row.question: "No" for row in rows}
	for beginning, answer in answers.items():
		given[next(question for question in given if question.startswith(beginning))] = answer
	return [
		{"question": question, "answer": answer, "control_measure": "Agreed with the office"}
		for question, answer in given.items()
	]


def plan_visit(case, **values):
	"""A visit planned by the case's mentor."""
	with session_of(make.mentor_user(case)):
		return new_visit(case, **values).insert()


def approve(visit):
	with session_of(make.COORDINATOR):
		make.act(visit, "Approve Visit")
	return visit


def make_visit(case=None, status: str = "Planned", **values):
	"""A visit that has come to Planned, Approved, Under Way or Completed by what people do."""
	make.make_coordinator()
	visit = plan_visit(case or make.make_case(), **values)
	steps = {"Approved": (make.COORDINATOR, "Approve Visit")}
	for reached, action in (("Under Way", "Check In"), ("Completed", "Check Out")):
		steps[reached] = (make.mentor_user(visit), action)
	for reached, (user, action) in steps.items() if status != "Planned" else ():
		with session_of(user):
			make.act(visit, action)
		if reached == status:
			break
	return visit


def under_way(case=None, minutes_left: int = 60, **values):
	"""A visit under way whose expected end is so many minutes ahead of now (negative: past)."""
	visit = make_visit(case, status="Under Way", starts_on=now_datetime().replace(microsecond=0), **values)
	end = now_datetime().replace(second=0, microsecond=0) + timedelta(minutes=minutes_left)
	visit.db_set("ends_on", end)
	return visit


def push(visit, status: str) -> None:
	"""Move the visit as code that knows no workflow would."""
	move_to(visit, status)
