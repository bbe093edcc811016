"""What the database has broken off may be done again: which errors say so, how often, and after which pause.

InnoDB rolls back the whole of one of the two transactions in a deadlock, so nothing of it has been kept. With
``innodb_snapshot_isolation`` (on by default from MariaDB 11.6.2) it does the same to whoever locks a row that
others have written since they began to read: error 1020, which not every Frappe takes for a deadlock.
"""

import random
import time

import frappe

ATTEMPTS = 4
RECORD_CHANGED = 1020  # ER_CHECKREAD


def is_rolled_back(error: Exception) -> bool:
	"""Whether InnoDB has taken back the whole transaction, which may succeed when it is done again."""
	if isinstance(error, frappe.db.OperationalError):
		return error.args[:1] == (RECORD_CHANGED,)
	return isinstance(error, frappe.QueryDeadlockError)


def take_back() -> None:
	"""Nothing is left of the attempt, nor of what it wanted to say."""
	frappe.db.rollback()
	frappe.clear_messages()


def wait(attempt: int, longest: float) -> None:
	"""Of two in each other's way one goes first. ``longest``: seconds after the first attempt (1)."""
	time.sleep(random.uniform(0, longest * attempt))
