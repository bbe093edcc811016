"""How scheduled and long jobs go through many records."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import frappe

from learning_mentor import broken_off

LONGEST_PAUSE = 0.5  # seconds, after the first attempt

Record = TypeVar("Record")
Answer = TypeVar("Answer")


def each_alone(records: Iterable[Record], work: Callable[[Record], bool], title: str) -> list[Record]:
	"""Do ``work`` for each record in a transaction of its own. Returns the records for which it was done.

	An error with one keeps none of the others waiting; it goes to the Error Log under ``title``, which has a
	place for the record. What was done for one stays done when the job is killed at the next. A commit each,
	not one for a hundred: telling somebody takes 14 ms, a commit 1 to 2 on a disk that is asked to be sure.
	"""
	done = []
	for record in records:
		try:
			if whole(lambda: work(record)):  # noqa: B023  called here
				done.append(record)
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title=title.format(record))  # `guards.error_log` keeps values out
			frappe.db.commit()  # jobs only: the next one's rollback leaves it
	return done


def whole(work: Callable[[], Answer], as_before: Callable[[], None] | None = None) -> Answer:
	"""``work()`` and its commit; again when the database broke it off, four times at most.

	``work`` is all that is in its transaction. ``as_before`` takes back what it has changed in memory. Raises
	what the last attempt raised. Other than a request, a job may wait once more for a lock.
	"""
	for attempt in range(1, broken_off.ATTEMPTS):
		try:
			return _kept(work)
		except Exception as error:
			if not (broken_off.is_rolled_back(error) or isinstance(error, frappe.QueryTimeoutError)):
				raise
			broken_off.take_back()
			if as_before:
				as_before()
			broken_off.wait(attempt, LONGEST_PAUSE)
	return _kept(work)


def _kept(work: Callable[[], Answer]) -> Answer:
	answer = work()
	frappe.db.commit()  # jobs only: each piece of work is whole or not begun
	return answer
