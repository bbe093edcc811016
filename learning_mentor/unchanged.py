"""What a request reads of the database more than once, read once where that is safe.

What was read stays true until this transaction writes or ends: others' changes are not seen before that
(MariaDB's REPEATABLE READ), and its own are writes. So a value is kept for just so long, whoever writes and
by whatever way; after a write every question goes to the database again.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

import frappe

Value = TypeVar("Value")


def once(key: Hashable, read: Callable[[], Value]) -> Value:
	"""What ``read`` returns, from an earlier call with the same key where nothing can have changed since."""
	kept = _kept()
	if key not in kept:
		kept[key] = read()
	return kept[key]


def keep(key: Hashable, value) -> None:
	"""Keep a value that has just come from the database by another way."""
	_kept()[key] = value


def forget() -> None:
	frappe.local.read_unchanged = None


def _kept() -> dict:
	"""Values by key; a dictionary that nobody keeps once this transaction has written."""
	if frappe.db.transaction_writes:
		return {}
	database, kept = getattr(frappe.local, "read_unchanged", None) or (None, {})
	if database is not frappe.db:
		kept = {}
		frappe.local.read_unchanged = (frappe.db, kept)
		frappe.db.after_commit.add(forget)
		frappe.db.after_rollback.add(forget)
	return kept
