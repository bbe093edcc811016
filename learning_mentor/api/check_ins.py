"""For pupils and guardians: who is asking comes from the session, never from an argument."""

import frappe

from learning_mentor import check_ins, limits


@frappe.whitelist(methods=["GET"])
def mine() -> list[dict]:
	"""The check-ins that the signed-in pupil or guardian answers: see `learning_mentor.check_ins.mine`.

	403 for whoever is neither.
	"""
	return check_ins.mine()


@frappe.whitelist(methods=["GET"])
def check_in(name: str) -> dict:
	"""One check-in with its questions: see `learning_mentor.check_ins.get`. 404 when hidden or missing."""
	return check_ins.get(name)


@frappe.whitelist(methods=["POST"])
@limits.per_user()
def answer(name: str, answers: dict | list | str | None = None) -> None:
	"""Answer the check-in ``name`` with ``{number of the question: answer}``; what is absent is left out.

	404 when hidden or missing, 417 when it was answered before or an answer is none of the choices.
	"""
	check_ins.answer(name, answers)
