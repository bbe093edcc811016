"""What scheduled jobs have done, under a unique key, so that a retry does nothing twice."""

import frappe
from frappe.utils import now_datetime


def is_claimed(mark: str) -> bool:
	return bool(frappe.db.exists("Mentoring Job Mark", mark))


def claim_once(mark: str) -> bool:
	"""Whether this piece of work is still to be done; True just once per mark, in the caller's transaction.

	``mark`` names the piece of work, its record and its day (at most 140 characters).
	"""
	if is_claimed(mark):
		return False
	try:
		frappe.get_doc({"doctype": "Mentoring Job Mark", "mark": mark, "done_on": now_datetime()}).insert(
			ignore_permissions=True  # written by scheduled jobs
		)
	except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
		frappe.clear_last_message()
		return False
	return True
