"""The access key that the database has for a document: its own word is not taken.

Whoever is asked about may have come with a caller's values in it, the key included.
"""

import frappe

from learning_mentor import unchanged


class NotesKey:
	"""Mixin of documents with an access key, before Frappe's base class: reading one tells its key."""

	def load_from_db(self):
		loaded = super().load_from_db()
		note(self)
		return loaded


def note(doc) -> None:
	"""Keep the key of a document whose values have just come from the database."""
	unchanged.keep(_entry(doc.doctype, doc.name), doc.get("mentor"))


def mentor_of(doctype: str, name: str) -> str | None:
	"""The key of the row; None where there is no such row."""
	return unchanged.once(_entry(doctype, name), lambda: frappe.db.get_value(doctype, name, "mentor"))


def _entry(doctype: str, name: str) -> tuple[str, str, str]:
	return "mentor", doctype, name
