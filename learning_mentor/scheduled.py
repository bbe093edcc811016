"""How scheduled jobs go through many records."""

from collections.abc import Callable, Iterable

import frappe


def each_alone(names: Iterable[str], work: Callable[[str], bool], title: str) -> list[str]:
	"""Do ``work`` for each record in a transaction of its own. Returns the names for which it was done.

	An error with one keeps none of the others waiting; it goes to the Error Log under ``title``, which has a
	place for the record's name. What was done for one stays done when the job is killed at the next.
	"""
	done = []
	for name in names:
		try:
			if work(name):
				done.append(name)
			frappe.db.commit()  # jobs only: each record is whole or not begun
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title=title.format(name))
	return done
