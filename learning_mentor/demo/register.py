"""What the demo has made on this site, kept on the site itself, so that it can be resumed and taken away.

One default value per record under a parent of its own, which no user's settings read.
"""

import json
from collections import Counter
from collections.abc import Callable

import frappe

PARENT = "__learning_mentor_demo"


class Register:
	"""Keys of the demo's data -> the records that were made for them, in the order of their making."""

	def __init__(self) -> None:
		rows = frappe.get_all(
			"DefaultValue",
			filters={"parent": PARENT},
			fields=["defkey", "defvalue"],
			order_by="creation asc, name asc",
		)
		self.entries: dict[str, list] = {row.defkey: json.loads(row.defvalue) for row in rows}

	def once(self, key: str, doctype: str, make: Callable[[], str]) -> str:
		"""Name of the record made for the key: now by ``make``, or by an earlier run."""
		if key not in self.entries:
			self.put(key, doctype, make())
		return self.entries[key][1]

	def share(self, key: str, doctype: str, name: str, make: Callable[[], str]) -> str:
		"""Like `once` for a record that the school may have already: that one is used, and stays theirs."""
		if key not in self.entries and frappe.db.exists(doctype, name):
			return name
		return self.once(key, doctype, make)

	def put(self, key: str, doctype: str, name: str) -> None:
		"""Written as a row: Frappe's own way empties the caches each time."""
		self.entries[key] = [doctype, name]
		row = frappe.new_doc("DefaultValue")
		row.update({"parent": PARENT, "parenttype": "__default", "parentfield": "system_defaults"})
		row.update({"defkey": key, "defvalue": json.dumps([doctype, name])})
		row.db_insert()

	def mark(self, key: str) -> None:
		"""Keep that something was done which made no record."""
		self.put(key, "", "")

	def has(self, key: str) -> bool:
		return key in self.entries

	def get(self, key: str) -> str:
		"""Name of the record made for a key (KeyError if there is none)."""
		return self.entries[key][1]

	def names(self, doctype: str) -> list[str]:
		return [name for made, name in self.entries.values() if made == doctype]

	def doctypes(self) -> list[str]:
		return list(dict.fromkeys(doctype for doctype, _name in self.entries.values() if doctype))

	def count(self) -> dict[str, int]:
		return dict(Counter(doctype for doctype, _name in self.entries.values() if doctype))

	def forget(self) -> None:
		frappe.defaults.clear_default(parent=PARENT)
		self.entries = {}
