"""For the panel: the board of open nominations, and the decisions on them."""

import frappe

from learning_mentor import matching, selection, selection_board


@frappe.whitelist(methods=["GET"])
def board(
	need: str | None = None,
	program: str | None = None,
	source: str | None = None,
	start: int = 0,
	page_length: int = 50,
) -> dict:
	"""Open nominations ranked by priority, and mentors with their free places. Coordinators only.

	Returns ``{"nominations": [...], "mentors": [...], "total": int}``: see `selection_board.get_board`.
	"""
	return selection_board.get_board(
		need=need, program=program, source=source, start=int(start), page_length=int(page_length)
	)


@frappe.whitelist(methods=["GET"])
def mentors_for(nomination: str) -> list[dict]:
	"""Mentors for a nomination, the best first, each score with its reasons: see `matching.rank_mentors`.

	Coordinators only.
	"""
	return matching.rank_mentors(nomination)


@frappe.whitelist(methods=["POST"])
def accept(nomination: str, mentor: str) -> dict:
	"""Accept a nomination and open the case with a mentor, both or neither. Returns ``{"case": name}``.

	409 when it has been accepted meanwhile, 417 with the reason when the mentor cannot take it, 403 for
	others than coordinators.
	"""
	return {"case": selection.accept(nomination, mentor)}


@frappe.whitelist(methods=["POST"])
def put_on_waiting_list(nomination: str, reason: str | None = None) -> None:
	"""Keep a nomination for later, with a reason or without."""
	selection.put_on_waiting_list(nomination, reason)


@frappe.whitelist(methods=["POST"])
def decline(nomination: str, reason: str) -> None:
	"""Decline a nomination; the reason can be read by whoever nominated. 417 without a reason."""
	selection.decline(nomination, reason)
