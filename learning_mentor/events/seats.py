"""Places of an event: never sold twice, never refused while free, given away in the order of the queue.

Whoever takes or frees a place locks the event's row first and then reads all its registrations with a
locking read, so that each sees what the one before has written. A new registration waits in the queue like
all others; `settle` gives it a place at once where one is free. It is written before the count is made:
a count before it would lock the gap that another event's first registration goes into.
"""

import frappe

from learning_mentor.workflow import enter, tell_change

EVENT, REGISTRATION = "Mentoring Event", "Mentoring Event Registration"
HOLDS_SEAT = ("Registered", "Attended", "Absent")
EXPECTED = ("Asked", "Registered", "Waiting")  # on the register, and nobody has come or stayed away


def lock(event: str | None) -> None:
	"""Wait until nobody else takes or frees places of the event. Comes before any other lock."""
	if event:
		frappe.db.get_value(EVENT, event, "name", for_update=True)


def locked(event: str):
	"""The event, locked, with its own fields as they are now. Raises DoesNotExistError."""
	row = frappe.db.get_value(EVENT, event, "*", for_update=True, as_dict=True)
	return frappe.get_doc(EVENT, event).update(row or {})


def settle(event) -> list[str]:
	"""Give free places to those who wait, first come first, and write how many are taken and waiting.

	``event`` is the document, locked or just saved; its status becomes Full or Open with its places. Returns
	the registrations that have got a place. While an event is not open nobody moves up.
	"""
	rows = _registrations(event.name)
	taken = sum(row.status in HOLDS_SEAT for row in rows)
	queue = [row.name for row in rows if row.status == "Waiting"]
	free = max(0, event.capacity - taken) if event.status in ("Open", "Full", "Running") else 0
	promoted, queue = queue[:free], queue[free:]
	for name in promoted:
		_promote(name)
	_write(event, taken + len(promoted), len(queue))
	return promoted


def _promote(registration: str) -> None:
	"""Give a place to one who waits, and tell of the change as a save would."""
	frappe.db.set_value(REGISTRATION, registration, "status", "Registered")
	tell_change(frappe.get_doc(REGISTRATION, registration, for_update=True), "Waiting")


def _registrations(event: str) -> list[frappe._dict]:
	"""Registrations of the event in the order of the queue, each locked, as they are now."""
	table = frappe.qb.DocType(REGISTRATION)
	return (
		frappe.qb.from_(table)
		.select(table.name, table.status)
		.where(table.event == event)
		.orderby(table.queued_on, table.name)
		.for_update()
	).run(as_dict=True)


def _write(event, taken: int, waiting: int) -> None:
	"""The counts, and whether the event is Full: its meaning follows from its places."""
	before = event.status
	if event.status in ("Open", "Full"):
		enter(event, "Full" if taken >= event.capacity else "Open")
	event.seats_taken, event.waiting = taken, waiting
	fields = ("seats_taken", "waiting", "status", "workflow_state")
	frappe.db.set_value(
		EVENT, event.name, {field: event.get(field) for field in fields}, update_modified=False
	)
	tell_change(event, before)
