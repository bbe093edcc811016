"""One open record per pupil or case: a unique column, and an error that names the record that holds it."""

import frappe
from frappe.model.naming import NamingSeries

from learning_mentor.exceptions import AlreadyOpenError, refuse


def claim(doc, fieldname: str, owner: tuple[str, str], message: str) -> None:
	"""Raise AlreadyOpenError with ``message`` (one place for a name) when another record has this value.

	``owner`` (doctype, name) is what there may be one open record of; it is locked first, so that of two
	simultaneous writers the second reads what the first has written. The unique index stands behind that.
	A new record has its name by now; one that is opened again waits for those: see `wait_for_creators`.
	"""
	if not doc.is_new() and doc.has_value_changed(fieldname):
		wait_for_creators(doc.doctype)
	frappe.db.get_value(*owner, "name", for_update=True)
	others = {fieldname: doc.get(fieldname), "name": ["!=", doc.name or ""]}
	if holder := frappe.db.get_value(doc.doctype, others, "name", for_update=True):
		refuse(message.format(frappe.bold(holder)), AlreadyOpenError, record=holder)


def wait_for_creators(doctype: str) -> None:
	"""Wait until nobody else is creating a record of the doctype. Comes before a locking read of what may be
	missing, when a new record is to follow it.

	Such a read locks the gap that the record would stand in: two who hold one gap wait for each other when
	they insert. Whoever names a record holds the row of its series until the commit: here they meet earlier.
	The row is written where it is missing, as at the beginning of a year: it would be a gap itself.
	"""
	frappe.db.sql(
		"insert into `tabSeries` (`name`, `current`) values (%s, 0) on duplicate key update `name` = `name`",
		_series_of(doctype),
	)


def _series_of(doctype: str) -> str:
	"""What the doctype's names are counted under; itself where an admin has chosen names without a series."""
	try:
		return NamingSeries(frappe.get_meta(doctype).autoname or "").get_prefix() or doctype
	except frappe.ValidationError:
		frappe.clear_last_message()
		return doctype


def locked_or_new(doctype: str, known: dict):
	"""The record with these values, locked and as it is committed, so that a second run finds it; or a new
	one without them.
	"""
	if not frappe.db.exists(doctype, known):
		wait_for_creators(doctype)
	name = frappe.db.get_value(doctype, known, "name", for_update=True)
	return frappe.get_doc(doctype, name, for_update=True) if name else frappe.new_doc(doctype)
