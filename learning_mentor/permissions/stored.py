"""Which row a document is, and the access key that the database has for it: its own word is not taken.

Whoever is asked about may have come with a caller's values in it, name and key included.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import frappe

from learning_mentor import unchanged
from learning_mentor.mixins import DocumentMixin

CASE = "Mentoring Case"


# Beside the documents: whatever is in one, a caller may have put there
_rows_read: WeakKeyDictionary = WeakKeyDictionary()


class KnowsItsRow(DocumentMixin):
	"""Mixin of record types, before Frappe's base class: which row a document was read from is known.

	Frappe reads a row, puts the caller's values over it, and asks for the right afterwards. By the values
	``name`` and ``__islocal`` all that was read would become another record, or a new one, of the caller's.
	"""

	def load_from_db(self):
		loaded = super().load_from_db()
		_rows_read[self] = self.name
		return loaded


def is_still_itself(doc) -> bool:
	"""Whether a document that was read from a row is still that row. True for one that was not."""
	row = _rows_read.get(doc)
	return row is None or (doc.name == row and not doc.get("__islocal"))


class NotesKey(KnowsItsRow):
	"""Mixin of documents with an access key, before Frappe's base class: reading one tells its key."""

	def load_from_db(self):
		loaded = super().load_from_db()
		unchanged.keep(_entry(self.doctype, self.name), self.get("mentor"))
		return loaded


def mentor_of(doctype: str, name: str) -> str | None:
	"""The key of the row; None where there is no such row."""
	just_read = getattr(frappe.local, "key_just_read", None)
	if just_read and just_read[0] == (doctype, name):
		return just_read[1]
	return unchanged.once(_entry(doctype, name), lambda: frappe.db.get_value(doctype, name, "mentor"))


def case_row(name: str) -> frappe._dict | None:
	"""The case's own row, without its child tables."""
	row = unchanged.once(
		("case row", name), lambda: frappe.db.get_value(CASE, name, "*", as_dict=True) if name else None
	)
	return row and frappe._dict(row)


@contextmanager
def just_read(doctype: str, row: frappe._dict) -> Iterator[None]:
	"""Within the block the row's key is known: the caller has just read it from the database."""
	before = getattr(frappe.local, "key_just_read", None)
	frappe.local.key_just_read = ((doctype, row.name), row.mentor)
	try:
		yield
	finally:
		frappe.local.key_just_read = before


def _entry(doctype: str, name: str) -> tuple[str, str, str]:
	return "mentor", doctype, name
