"""Parents that a request names for what it lists: a record type's rows are asked about where the rows hang.

Later versions of Frappe ask for the rights of a parent that the caller names, and where that is a record type
of one row, as System Settings are, for none at all: every condition on the rows themselves is left out. So
rows of ours are listed under a parent that holds them, or under none.
"""

import frappe

from learning_mentor.guards.readers import our_doctype, refuse
from learning_mentor.permissions import PARENTS

NAMED_IN = ("parent", "parent_doctype", "parent_document_type")
OF_CARD = "parent_document_type"
NAMES_WHAT_IS_LISTED = ("doctype", "dt", "document_type")
CARDS = ("doc", "chart")  # number cards and charts are sent whole


def refuse_parents() -> None:
	"""Raise PermissionError for a request that lists rows of ours under a parent that does not hold them."""
	asked = frappe.local.form_dict or {}
	if parents := {str(asked[key]) for key in NAMED_IN if asked.get(key)}:
		for doctype in _listed(asked):
			if not parents <= set(PARENTS.get(doctype, ())):
				refuse()
	for key in CARDS:
		if asked.get(key):
			_check_card(asked[key])


def _listed(asked: dict) -> set[str]:
	"""Record types of ours that the request names: in its words, or in its address."""
	request = getattr(frappe.local, "request", None)
	named = [asked.get(key) for key in NAMES_WHAT_IS_LISTED]
	named += request.path.strip("/").split("/")[2:4] if request else []
	return {doctype for doctype in map(our_doctype, named) if doctype}


def _check_card(sent) -> None:
	"""``sent`` may be JSON, whose names may be written with numbers for letters."""
	if isinstance(sent, str):
		if OF_CARD not in sent and "\\u" not in sent:
			return
		try:
			sent = frappe.parse_json(sent)
		except (ValueError, RecursionError):
			return  # Frappe cannot read it either
	if isinstance(sent, dict):
		check_listing(sent.get("document_type"), sent.get(OF_CARD))


def check_listing(doctype, parent) -> None:
	"""Raise PermissionError where rows of ours would be listed under a parent that does not hold them."""
	ours = our_doctype(doctype)
	if ours and parent and parent not in PARENTS.get(ours, ()):
		refuse()


def check_card(doc, method: str | None = None) -> None:
	"""Hook of Number Card and Dashboard Chart: what is kept is asked later, by its name alone."""
	check_listing(doc.get("document_type"), doc.get(OF_CARD))
