"""Contact time by mentor, need and setting."""

import frappe

from learning_mentor.figures import time_spent
from learning_mentor.figures.reach import percent

GROUPS = (time_spent.MENTOR, time_spent.NEED, time_spent.SETTING)


def by(groups: tuple[str, ...] = GROUPS, **filters) -> list[dict]:
	"""Rows of `time_spent.totals`, most minutes first, with ``mentor_name`` and ``held_percent`` (of
	planned).
	"""
	rows = time_spent.totals(groups, filters)
	names = mentor_names() if time_spent.MENTOR in groups else {}
	for row in rows:
		row["held_percent"] = percent(row["held"], row["planned"])
		if time_spent.MENTOR in groups:
			row["mentor_name"] = names.get(row["mentor"], row["mentor"])
	return sorted(rows, key=lambda row: (-row["minutes"], *(row[group] for group in groups)))


def total(**filters) -> dict:
	"""One row over everything; zeros where nothing was planned."""
	rows = by((), **filters)
	return rows[0] if rows else {**dict.fromkeys((*time_spent.FIGURES, "pupils"), 0), "held_percent": None}


def mentor_names() -> dict[str, str]:
	"""Names of all mentors. Read as the system: a case's mentor is named on every record of it."""
	return dict(
		frappe.get_all("Mentor Profile", fields=["name", "mentor_name"], order_by="name", as_list=True)
	)
