"""Whether a request has changed rows of the app: a checksum of its tables, read anew after each write.

Most requests here are refused before anything is written, and a checksum costs as much as they do.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.database.database import Database

WRITES = re.compile(r"\s*(insert|update|delete|replace|alter|truncate|drop|load)\b", re.IGNORECASE)
OURS = ("tabMentor", "tabSupport Agency")


class Seen:
	"""Statements so far that may have changed our tables, and what the tables last were."""

	def __init__(self):
		self.writes = self.writes_at_begin = 0
		self.known: dict[str, tuple[int, tuple]] = {}

	def statement(self, query) -> None:
		text = str(query)
		self.writes += bool(WRITES.match(text)) and any(name in text for name in OURS)

	def end(self, is_undone: bool) -> None:
		if is_undone and self.writes != self.writes_at_begin:
			self.known.clear()
		self.writes_at_begin = self.writes


SEEN = Seen()


@contextmanager
def watched() -> Iterator[None]:
	"""While this lasts, writes of this process are seen."""
	run, undo, keep = Database.sql, Database.rollback, Database.commit

	def sql(self, query, *arguments, **more):
		SEEN.statement(query)
		return run(self, query, *arguments, **more)

	def rollback(self, *arguments, **more):
		SEEN.end(is_undone=True)
		return undo(self, *arguments, **more)

	def commit(self, *arguments, **more):
		SEEN.end(is_undone=False)
		return keep(self, *arguments, **more)

	Database.sql, Database.rollback, Database.commit = sql, rollback, commit
	try:
		yield
	finally:
		Database.sql, Database.rollback, Database.commit = run, undo, keep


def fingerprint(tables: str) -> tuple:
	"""Of ``tables``, a list for SQL, as this transaction sees them."""
	then, found = SEEN.known.get(tables, (-1, ()))
	if then != SEEN.writes:
		found = frappe.db.sql(f"checksum table {tables}")
		SEEN.known[tables] = (SEEN.writes, found)
	return found
