"""Pupils with a login, scales and check-ins for tests."""

import frappe

from tests import factories as make
from tests.conftest import session_of

PUPIL_ROLES = ("Student",)
QUESTIONS = ("I like who I am.", "I give up when something is hard.", "Somebody here listens to me.")
LABELS = ("No", "Hardly", "So so", "Mostly", "Yes")


def make_pupil_users(number: int = 2) -> None:
	"""Make the users whom `make_pupil` takes; the caller commits."""
	for place in range(number):
		make.make_user(*PUPIL_ROLES, email=make.address(PUPIL_ROLES, place))


def make_pupil(*guardians):
	"""A pupil who can sign in; ``pupil.user`` does."""
	return make.make_student(*guardians, user=make.take_user(PUPIL_ROLES).name)


def make_scale(**values):
	"""A scale of three questions with answers from 0 to 4; ``values`` go into it."""
	return frappe.get_doc(
		{
			"doctype": "Mentoring Scale",
			"scale_name": make.unique("Scale"),
			"measures": "Confidence and self-esteem",
			"instructions": "Think about the last two weeks.",
			"by_pupil": 1,
			"by_mentor": 1,
			"by_guardian": 1,
			"lowest": 0,
			"highest": 4,
			"labels": [{"answer": answer, "label": label} for answer, label in enumerate(LABELS)],
			"most_missing": 1,
			"items": [{"item_text": text, "reversed": text == QUESTIONS[1]} for text in QUESTIONS],
			**values,
		}
	).insert()


def ask(case, scale=None, answered_as: str = "Pupil", **values):
	"""A check-in that the case's mentor asks for. ``values`` go into it."""
	scale = scale or make_scale()
	with session_of(make.mentor_user(case)):
		return frappe.get_doc(
			{
				"doctype": "Mentoring Check-in",
				"case": case.name,
				"scale": scale.name,
				"answered_as": answered_as,
				**values,
			}
		).insert()


def set_status(case, status: str, **values) -> None:
	"""Pause or close a case, as a coordinator."""
	with session_of(make.COORDINATOR):
		case.reload()
		case.update({"status": status, "status_reason": "Long illness", **values}).save()
