"""Scales, check-ins, points of progress and cover for tests."""

import frappe
from frappe.utils import add_days, today

from tests import factories as make
from tests.conftest import session_of

CONFIDENCE_YOUNG = "Confidence and self-esteem (7 to 11)"
CONFIDENCE_OLD = "Confidence and self-esteem (12 to 18)"
CHECK_IN = "Mentoring Check-in"
FEELINGS = "Feelings at school"
GOAL = "How near is my goal?"


def new_scale(items: int = 5, reversed_items: tuple[int, ...] = (), **values):
	"""An unsaved scale that may be saved as it is: answers 0 to 4, two answers may be missing."""
	rows = [
		{"item_text": f"Question {number}", "reversed": int(number in reversed_items), "idx": number}
		for number in range(1, items + 1)
	]
	return frappe.get_doc(
		{
			"doctype": "Mentoring Scale",
			"scale_name": make.unique("Scale"),
			"measures": "Other",
			"by_pupil": 1,
			"by_mentor": 1,
			"lowest": 0,
			"highest": 4,
			"most_missing": 2,
			"scoring": "Sum",
			"items": rows,
			**values,
		}
	)


def make_scale(**values):
	return new_scale(**values).insert()


def rows(*answers) -> list[dict]:
	"""Answers to the items in their order; None: left out."""
	return [{"item_number": number, "answer": answer} for number, answer in enumerate(answers, 1)]


def new_check_in(case, scale, *answers, **values):
	"""An unsaved check-in of the case, asked for or, with answers, answered at once."""
	return frappe.get_doc(
		{
			"doctype": CHECK_IN,
			"case": case.name,
			"scale": scale.name,
			"answered_as": "Pupil",
			"answers": rows(*answers),
			**values,
		}
	)


def ask(case, scale, *answers, **values):
	"""A check-in that the case's mentor asks for or, with answers, enters."""
	with session_of(make.mentor_user(case)):
		return new_check_in(case, scale, *answers, **values).insert()


def answer(check_in, *answers):
	"""Answer a check-in that was asked for, as the case's mentor in an interview."""
	with session_of(make.mentor_user(check_in)):
		check_in.set("answers", rows(*answers))
		return check_in.save()


def new_point(plan, value: float, days: int = 0, **values):
	"""An unsaved point of the plan's first target, measured so many days from today."""
	return frappe.get_doc(
		{
			"doctype": "Mentoring Progress Point",
			"case": plan.case,
			"plan": plan.name,
			"target_number": 1,
			"measured_on": add_days(today(), days),
			"value": value,
			**values,
		}
	)


def add_point(plan, value: float, days: int = 0, **values):
	with session_of(make.mentor_user(plan)):
		return new_point(plan, value, days, **values).insert()


def cover(mentor: str, covering, first: int, last: int) -> None:
	"""Let another mentor cover from the first to the last day, counted from today."""
	profile = frappe.get_doc("Mentor Profile", mentor)
	days = {"from_date": add_days(today(), first), "to_date": add_days(today(), last)}
	profile.append("cover", {"covered_by": covering.name, **days})
	profile.save()


def stored(doc, *fields):
	return frappe.db.get_value(CHECK_IN, doc.name, list(fields))
