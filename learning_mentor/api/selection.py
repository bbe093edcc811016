"""For the panel: the board of open nominations, and the decisions on them."""

from typing import Annotated

import frappe

from learning_mentor import matching, selection, selection_board
from learning_mentor.api.shapes.casework import Accepted, Board, BoardMentor, RankedMentor
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.pages import MOST, Start, say_next
from learning_mentor.rest.shapes import Bounds


@frappe.whitelist(methods=["GET"])
def board(
	need: str | None = None,
	program: str | None = None,
	source: str | None = None,
	start: Start = 0,
	page_length: Annotated[int, Bounds(1, 200)] = 50,
	limit: Annotated[int | None, Bounds(1, MOST)] = None,
) -> Board:
	"""Open nominations ranked by priority, in pages. Coordinators only.

	``limit`` is another name of ``page_length``.

	Returns ``{"nominations": [...], "total": int}``: see `selection_board.get_board`.
	"""
	start, length = int(start), int(limit or page_length)
	shown = selection_board.get_board(
		need=need, program=program, source=source, start=start, page_length=length
	)
	say_next(start, length, shown["total"] > start + length)
	return shown


@frappe.whitelist(methods=["GET"])
def mentors() -> list[BoardMentor]:
	"""Mentors beside the board: see `selection_board.mentors_with_places`. Coordinators only."""
	return selection_board.mentors_with_places()


@frappe.whitelist(methods=["GET"])
def mentors_for(nomination: str) -> list[RankedMentor]:
	"""Mentors for a nomination, the best first, each score with its reasons: see `matching.rank_mentors`.

	Coordinators only.
	"""
	return matching.rank_mentors(nomination)


@frappe.whitelist(methods=["POST"])
@once_per_key
def accept(nomination: str, mentor: str) -> Accepted:
	"""Accept a nomination and open the case with a mentor, both or neither. Returns ``{"case": name}``.

	409 when it has been accepted meanwhile, 417 with the reason when the mentor cannot take it, 403 for
	others than coordinators.
	"""
	return {"case": selection.accept(nomination, mentor)}


@frappe.whitelist(methods=["POST"])
@once_per_key
def put_on_waiting_list(nomination: str, reason: str | None = None) -> None:
	"""Keep a nomination for later, with a reason or without."""
	selection.put_on_waiting_list(nomination, reason)


@frappe.whitelist(methods=["POST"])
@once_per_key
def decline(nomination: str, reason: str) -> None:
	"""Decline a nomination; the reason can be read by whoever nominated. 417 without a reason."""
	selection.decline(nomination, reason)
