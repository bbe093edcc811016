"""Safeguarding notes. Reading is a POST: each reading is written down."""

import frappe

from learning_mentor import safeguarding
from learning_mentor.api.shapes.common import Named, SafeguardingEntry
from learning_mentor.rest.idempotency import once_per_key


@frappe.whitelist(methods=["POST"])
@once_per_key
def raise_concern(doctype: str, name: str, text: str, category: str = "Not said") -> Named:
	"""Make a note from any record that the caller may read. Returns ``{"name"}``. 403, 417."""
	return {"name": safeguarding.raise_concern(doctype, name, text, category)}


@frappe.whitelist(methods=["POST"])
def read(name: str) -> list[SafeguardingEntry]:
	"""A note's entries: see `learning_mentor.safeguarding.read`. 403 alike when hidden or missing."""
	return safeguarding.read(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def add_entry(
	name: str, kind: str, text: str, agency: str | None = None, told_on: str | None = None
) -> Named:
	"""Add to a note: see `learning_mentor.safeguarding.add_entry`. Returns ``{"name"}``. 403, 417."""
	return {"name": safeguarding.add_entry(name, kind, text, agency, told_on)}


@frappe.whitelist(methods=["POST"])
@once_per_key
def let_read(name: str, user: str) -> None:
	"""Let ``user`` read a note. Safeguarding leads; 403 for others."""
	safeguarding.let_read(name, user)


@frappe.whitelist(methods=["POST"])
@once_per_key
def stop_reading(name: str, user: str) -> None:
	"""Take the right of ``user`` to a note back. Safeguarding leads; 403 for others."""
	safeguarding.stop_reading(name, user)
