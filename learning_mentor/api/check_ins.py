"""For pupils and guardians: who is asking comes from the session, never from an argument."""

from typing import Annotated

import frappe

from learning_mentor import check_ins, limits
from learning_mentor.api.arguments import as_rows
from learning_mentor.api.shapes.casework import CheckInAnswer, CheckInTaken
from learning_mentor.api.shapes.families import CheckIn, CheckInToAnswer
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.pages import MOST, Limit, Start, page
from learning_mentor.rest.shapes import Choice, Shape

ANSWERED_AS = ("Pupil", "Mentor", "Teacher", "Guardian")


@frappe.whitelist(methods=["GET"])
def mine(start: Start = 0, limit: Limit = MOST) -> list[CheckIn]:
	"""The check-ins that the signed-in pupil or guardian answers: see `learning_mentor.check_ins.mine`.

	403 for whoever is neither.
	"""
	return page(check_ins.mine(), start, limit)


@frappe.whitelist(methods=["GET"])
def check_in(name: str) -> CheckInToAnswer:
	"""One check-in with its questions: see `learning_mentor.check_ins.get`. 404 when hidden or missing."""
	return check_ins.get(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def answer(name: str, answers: Annotated[dict | list | str | None, Shape(dict[str, int])] = None) -> None:
	"""Answer the check-in ``name`` with ``{number of the question: answer}``; what is absent is left out.

	404 when hidden or missing, 417 when it was answered before or an answer is none of the choices.
	"""
	check_ins.answer(name, answers)


@frappe.whitelist(methods=["POST"])
@once_per_key
def record(
	case: str,
	scale: str,
	answers: Annotated[list | str, Shape(list[CheckInAnswer])],
	answered_as: Annotated[str, Choice(ANSWERED_AS)] = "Pupil",
	target_number: int | None = None,
) -> CheckInTaken:
	"""Staff record a check-in that was answered on paper or in talk. 403 for others' cases, 417.

	``target_number`` for scales that measure a target of the plan, by its number from 1.
	"""
	asked = {"case": case, "scale": scale, "answered_as": answered_as, "target_number": target_number}
	doc = frappe.get_doc({"doctype": "Mentoring Check-in", **asked})
	doc.update({"answers": as_rows(answers, "answers")})
	doc.insert()
	return {"name": doc.name, "status": doc.status, "score": doc.score, "band": doc.band}
