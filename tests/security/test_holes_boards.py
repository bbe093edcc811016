"""Kanban boards: no hidden card is told of, moved past its workflow, or kept by name."""

import json

import frappe

from tests.security import policy
from tests.security.holes import for_a_while
from tests.security.lane import text_of

NOMINATION, BOARD = "Mentoring Nomination", "Mentoring Nominations"
KANBAN = "frappe.desk.doctype.kanban_board.kanban_board."


def boards() -> list:
	return frappe.db.sql(
		"checksum table `tabKanban Board`, `tabKanban Board Column`, `tabMentoring Nomination`"
	)


def test_a_board_does_not_tell_a_hidden_card_s_column(world, lane):
	"""update_order: Frappe objects to a wrong guess alone, and keeps the names."""
	victim, before = world.records[NOMINATION, policy.OWN], boards()
	status = frappe.db.get_value(NOMINATION, victim, "status")
	guesser, answers = lane(policy.UNASSIGNED_TEACHER), []
	for guess in (status, "Declined"):
		order = json.dumps({guess: [victim]})
		response = guesser.call(KANBAN + "update_order", look=boards, board_name=BOARD, order=order)
		answers.append((response.status_code, text_of(response)))
		assert guesser.seen == before
	assert answers[0] == answers[1]
	assert victim not in answers[0][1]


def test_a_board_s_card_moves_by_the_workflow_or_not_at_all(world, lane):
	"""update_order_for_single_card"""
	method = KANBAN + "update_order_for_single_card"
	moved = {"board_name": BOARD, "from_colname": "Submitted", "to_colname": "Withdrawn"}
	moved |= {"old_index": 0, "new_index": 0}
	victim = world.records[NOMINATION, policy.OWN]
	with for_a_while(NOMINATION, victim, status="Submitted", workflow_state="Submitted"):
		hidden = lane(policy.UNASSIGNED_TEACHER).call(method, docname=victim, **moved)
		missing = lane(policy.UNASSIGNED_TEACHER).call(method, docname="MN-1999-00001", **moved)
		assert hidden.status_code == missing.status_code == 403
		panel = lane(policy.COORDINATOR)
		answer = panel.call(
			method, look=lambda: frappe.db.get_value(NOMINATION, victim, "status"), docname=victim, **moved
		)
		assert (answer.status_code, panel.seen) == (200, "Withdrawn"), text_of(answer)[:500]


def test_a_board_keeps_no_names(world, lane):
	"""add_card, and boards that people make (Kanban Board)."""
	victim, before = world.records[NOMINATION, policy.OWN], boards()
	anybody = lane(policy.UNASSIGNED_TEACHER)
	added = {"board_name": BOARD, "docname": victim, "colname": "Submitted"}
	assert anybody.call(KANBAN + "add_card", look=boards, **added).status_code == 200
	assert anybody.seen == before
	made = {"doctype": NOMINATION, "board_name": "Panel", "field_name": "status"}
	assert victim not in text_of(lane(policy.COORDINATOR).call(KANBAN + "quick_kanban_board", **made))
