"""One open record per pupil or case: a unique column, and an error that names the record that holds it."""

import frappe

from learning_mentor.exceptions import AlreadyOpenError


def claim(doc, fieldname: str, message: str) -> None:
	"""Raise AlreadyOpenError with ``message`` (one place for a name) when another record has this value.

	The unique index behind the field decides between simultaneous writers; this gives the clear words.
	"""
	holder = frappe.db.get_value(
		doc.doctype, {fieldname: doc.get(fieldname), "name": ["!=", doc.name or ""]}, "name"
	)
	if holder:
		frappe.throw(message.format(frappe.bold(holder)), AlreadyOpenError)
