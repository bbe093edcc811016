"""Kanban boards: Frappe reads and writes a card's column by the record's name, and keeps all names.

A column of our boards is a status. A card that is moved takes the workflow's step there, or stays.
"""

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow

from learning_mentor.exceptions import MentoringError
from learning_mentor.guards.methods import guards
from learning_mentor.guards.readers import our_doctype, require_read
from learning_mentor.workflow import action_to, has_workflow

BOARDS = "frappe.desk.doctype.kanban_board.kanban_board."
NO_NAMES = "[]"


@guards(BOARDS + "update_order")
def update_order(asked, ask):
	"""Sent with each look at a board. For a hidden record Frappe tells its column by whether it objects."""
	board = _our_board(asked.board_name)
	return (board, []) if board else ask()


@guards(BOARDS + "update_order_for_single_card")
def move_card(asked, ask):
	board = _our_board(asked.board_name)
	if not board:
		return ask()
	require_read(board.reference_doctype, asked.docname)
	_move(frappe.get_doc(board.reference_doctype, asked.docname), board.field_name, asked.to_colname)
	return board


@guards(BOARDS + "add_card")
def add_card(asked, ask):
	"""A new record has its column by its own; its name is not kept on the board."""
	return _our_board(asked.board_name) or ask()


def _our_board(name):
	"""The board, read by whoever may read its doctype, if that is one of ours; else None."""
	board = frappe.get_doc("Kanban Board", name)
	if not our_doctype(board.reference_doctype):
		return None
	board.check_permission("read")
	frappe.has_permission(board.reference_doctype, "read", throw=True)
	return board


def _move(doc, fieldname: str, column: str) -> None:
	if doc.get(fieldname) == column:
		return
	if fieldname != "status" or not has_workflow(doc.doctype):
		doc.set(fieldname, column)
		doc.save()
		return
	action = action_to(doc, column)
	if not action:
		frappe.throw(
			_("Nothing that you may do leads from {0} to {1}: open the record to see its actions.").format(
				frappe.bold(_(doc.get(fieldname))), frappe.bold(_(column))
			),
			MentoringError,
		)
	apply_workflow(doc, action)


def keep_no_names(doc, method: str | None = None) -> None:
	"""Hook ``validate`` of Kanban Board: everybody reads boards, and a list of names says who is where."""
	if our_doctype(doc.reference_doctype):
		for column in doc.columns:
			column.order = NO_NAMES
