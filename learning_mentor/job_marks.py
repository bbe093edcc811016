"""What scheduled jobs have done, under a unique key, so that a retry does nothing twice.

A mark begins with its kind of work and the record it is about. One whose question is over after some days
goes a month later (`FORGOTTEN`): the digest of a day; an alarm, of which the latest alone is asked; a
contact, which is told of in the two weeks after its day. All others stay, since their record stays due until
somebody does what it waits for: they go with the record (`OF_RECORDS`), or stay with what is never erased:
"clearance" with its profile, "event approval" and "event cancelled" with their event.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

import frappe
from frappe.utils import add_days, now_datetime
from pypika.functions import Concat

MARK = "Mentoring Job Mark"
AT_ONCE = 500
KEPT_DAYS = 31
FORGOTTEN = ("digest", "liaison", "visit alarm")
OF_RECORDS = {
	"Mentoring Action Plan": ("plan review",),
	"Mentoring Case": ("case follow-up",),
	"Mentoring Home Visit": ("visit alarm", "visit writing"),
	"Mentoring Liaison": ("liaison",),
	"Mentoring Referral": ("referral chaser",),
	"Mentoring Transition Plan": ("protection file", "transition step"),
}

Row = TypeVar("Row")


def is_claimed(mark: str) -> bool:
	return bool(frappe.db.exists(MARK, mark))


def claim_once(mark: str) -> bool:
	"""Whether this piece of work is still to be done; True just once per mark, in the caller's transaction.

	``mark`` names the piece of work, its record and its day (at most 140 characters).
	"""
	if is_claimed(mark):
		return False
	try:
		frappe.get_doc({"doctype": MARK, "mark": mark, "done_on": now_datetime()}).insert(
			ignore_permissions=True  # written by scheduled jobs
		)
	except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
		frappe.clear_last_message()
		return False
	return True


def not_done(query, *parts, order: tuple[str, ...]) -> list[frappe._dict]:
	"""The query's rows whose mark, put together of texts and columns, nobody has claimed; in ``order``.

	So a job that looks each night at what lies behind it gets just what is new. Put in order here: MariaDB
	would sort all that lies behind before it looks for the marks.
	"""
	done = frappe.qb.DocType(MARK)
	query = query.left_join(done).on(done.name == Concat(*parts)).where(done.name.isnull())
	return sorted(query.run(as_dict=True), key=lambda row: [_nothing_first(row[each]) for each in order])


def _nothing_first(value) -> tuple:
	return value is not None, value


def still_to_do(marked: Iterable[tuple[str, Row]]) -> Iterator[Row]:
	"""The rows whose mark nobody has claimed, for marks that only code can tell: 500 with each query."""
	rows = iter(marked)
	while batch := list(islice(rows, AT_ONCE)):
		marks = [mark for mark, _row in batch]
		done = set(frappe.get_all(MARK, {"name": ["in", marks]}, pluck="name", order_by="name"))
		yield from (row for mark, row in batch if mark not in done)


def forget_old() -> None:
	"""Daily job: marks of a month ago that nothing asks for any more go.

	By name, since a range would be locked as a whole: an alarm does not wait for this.
	"""
	month_ago = add_days(now_datetime(), -KEPT_DAYS)
	for kind in FORGOTTEN:
		old = {"name": ["like", f"{kind} %"], "done_on": ["<", month_ago]}
		while names := frappe.get_all(MARK, old, pluck="name", order_by="name", limit=AT_ONCE):
			frappe.db.delete(MARK, {"name": ["in", names]})
