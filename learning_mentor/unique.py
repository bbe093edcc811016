"""One open record per pupil or case: a unique column, and an error that names the record that holds it."""

import frappe

from learning_mentor.exceptions import AlreadyOpenError, refuse


def claim(doc, fieldname: str, owner: tuple[str, str], message: str) -> None:
	"""Raise AlreadyOpenError with ``message`` (one place for a name) when another record has this value.

	``owner`` (doctype, name) is what there may be one open record of; it is locked first, so that of two
	simultaneous writers the second reads what the first has written. The unique index stands behind that.
	"""
	frappe.db.get_value(*owner, "name", for_update=True)
	others = {fieldname: doc.get(fieldname), "name": ["!=", doc.name or ""]}
	if holder := frappe.db.get_value(doc.doctype, others, "name", for_update=True):
		refuse(message.format(frappe.bold(holder)), AlreadyOpenError, record=holder)
