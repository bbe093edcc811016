"""Kanban boards that a new site starts with. Frappe has no files for them; admins change or remove them.

A board's columns are statuses, never workflow states: those belong to the admin.
"""

from typing import NamedTuple

import frappe


class BoardSeed(NamedTuple):
	"""``columns``: status -> colour, in order. ``fields`` are shown on each card below the pupil's name."""

	document_type: str
	columns: dict[str, str]
	fields: tuple[str, ...]


BOARDS = {
	"Mentoring Nominations": BoardSeed(
		"Mentoring Nomination",
		{
			"Draft": "Gray",
			"Submitted": "Blue",
			"Under Review": "Purple",
			"Waiting List": "Orange",
			"Accepted": "Green",
			"Declined": "Red",
		},
		("program", "urgency", "priority_score"),
	),
	"Mentoring Referrals": BoardSeed(
		"Mentoring Referral",
		{
			"Draft": "Gray",
			"Awaiting Consent": "Orange",
			"Ready": "Blue",
			"Sent": "Purple",
			"Acknowledged": "Cyan",
			"More Information": "Yellow",
			"Accepted": "Green",
			"In Progress": "Light Blue",
			"Declined": "Red",
		},
		("agency", "urgency"),
	),
}


def add_boards() -> None:
	"""Make each board that is absent."""
	for name, seed in BOARDS.items():
		if not frappe.db.exists("Kanban Board", name):
			_add_board(name, seed)


def _add_board(name: str, seed: BoardSeed) -> None:
	frappe.get_doc(
		{
			"doctype": "Kanban Board",
			"kanban_board_name": name,
			"reference_doctype": seed.document_type,
			"field_name": "status",
			"private": 0,
			"show_labels": 1,
			"fields": frappe.as_json(list(seed.fields)),
			"columns": [{"column_name": name, "indicator": color} for name, color in seed.columns.items()],
		}
	).insert(ignore_permissions=True)  # setup runs before anybody has a role
