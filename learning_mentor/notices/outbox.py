"""Notices that wait to be mailed: those for the digest, and those that quiet hours hold back.

A queue of our own, not Frappe's Notification Log or ``send_after`` of its mail queue: a waiting notice has a
kind, is dropped when its reader has seen it in the desk meanwhile, and its reader's right is asked when the
mail is made, not when the notice is left. What is in Frappe's mail queue goes out as it is.
"""

from datetime import datetime

import frappe
from frappe.utils import add_days, now_datetime

from learning_mentor.guards.readers import may_read
from learning_mentor.permissions import forget_mentor_keys

NOTICE = "Mentoring Notice"
WAITING, MAILED, NOT_NEEDED = "Waiting", "Mailed", "Not Needed"
KEPT_DAYS = 30


def put(kind: str, delivery: str, notice: str, log) -> None:
	"""Let a notice that was left in the desk (``log``) wait for its mail, in the caller's transaction."""
	frappe.get_doc(
		{
			"doctype": NOTICE,
			"for_user": log.for_user,
			"kind": kind,
			"delivery": delivery,
			"state": WAITING,
			"notice": notice,
			"record_type": log.document_type,
			"record": log.document_name,
			"notification_log": log.name,
		}
	).insert(ignore_permissions=True)  # written for others; nobody has a right to this record


def people_waiting(delivery: str, before: datetime) -> list[str]:
	"""Users for whom something waits that was left before a moment."""
	return frappe.get_all(
		NOTICE,
		filters={"state": WAITING, "delivery": delivery, "creation": ["<=", before]},
		pluck="for_user",
		distinct=True,
		order_by="for_user",
	)


def take(user: str, delivery: str, before: datetime) -> list[frappe._dict]:
	"""What is to be mailed to the user now; it counts as mailed in the caller's transaction.

	What they have read in the desk, or may not read any more, is put aside. The rows are locked: of two jobs
	the second finds nothing. A notice that was left since this transaction began to read waits for the next
	one, which sees the record that it is about.
	"""
	filters = {"for_user": user, "state": WAITING, "delivery": delivery, "creation": ["<=", before]}
	names = frappe.db.get_values(
		NOTICE, filters, "name", for_update=True, pluck=True, order_by="creation asc"
	)
	fields = ["name", "kind", "notice", "record_type", "record", "notification_log"]
	rows = names and frappe.get_all(
		NOTICE, {"name": ["in", names]}, fields, order_by="kind asc, record asc, creation asc"
	)
	forget_mentor_keys()
	wanted = [row for row in rows or [] if is_wanted(row, user)]
	_set_state([row.name for row in wanted], MAILED)
	_set_state([row.name for row in rows or [] if row not in wanted], NOT_NEEDED)
	return wanted


def is_wanted(row, user: str) -> bool:
	"""Whether the user can sign in, has not read the notice, and may read the record now."""
	if not frappe.db.get_value("User", user, "enabled"):
		return False
	read = frappe.db.get_value("Notification Log", row.notification_log, "read")
	return read == 0 and may_read(row.record_type, row.record, user)


def _set_state(names: list[str], state: str) -> None:
	if names:
		frappe.db.set_value(NOTICE, {"name": ["in", names]}, {"state": state, "done_on": now_datetime()})


def forget_old() -> None:
	"""Delete notices after 30 days: mailed, not needed, or in vain since the site sends no mail."""
	frappe.db.delete(NOTICE, {"creation": ["<", add_days(now_datetime(), -KEPT_DAYS)]})
