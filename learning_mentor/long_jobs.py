"""Long jobs about one record: asked for after the commit, done by one worker at a time, found when lost.

The record is the outbox: its state, committed with what the user did, says that there is work to do. Where
the queue was down when it was asked for, or the worker was killed in the midst of it, the job of each minute
asks for it again. Frappe's own means do not: its ``enqueue_after_commit`` answers 500 after the commit when
Redis is down; a job whose worker was killed stays ``started``, and then its ``deduplicate`` silently drops
the next one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import frappe
from frappe.utils import add_to_date, now_datetime
from frappe.utils.background_jobs import get_job
from frappe.utils.file_lock import LockTimeoutError
from frappe.utils.synchronization import filelock
from redis.exceptions import ConnectionError as NoRedis

JOB_SECONDS = 4 * 60 * 60
HOURS_AFTER_FAILURE = 1
NO_QUEUE = (NoRedis, getattr(frappe, "QueueOverloaded", NoRedis))  # later versions take no more than so many


class Work(NamedTuple):
	"""What is to be done with a record whose ``field`` has one of ``states``: ``method(name)``."""

	field: str
	states: tuple[str, ...]
	method: str


WORK = {
	"Mentoring Disposal": Work(
		"status", ("Approved", "Running"), "learning_mentor.data_protection.disposal.run"
	),
	"Mentoring Import": Work("state", ("Checking", "Importing"), "learning_mentor.imports.jobs.run"),
}


def ask_for(doctype: str, name: str) -> None:
	"""Let a worker do what the record's state says, once it is committed; later where no queue is there."""
	frappe.db.after_commit.add(lambda: _put_in_queue(doctype, name))


def _put_in_queue(doctype: str, name: str) -> None:
	try:
		frappe.enqueue(
			"learning_mentor.long_jobs.work",
			queue="long",
			timeout=JOB_SECONDS,
			job_id=_job_id(doctype, name),
			doctype=doctype,
			name=name,
		)
	except NO_QUEUE:
		frappe.logger("learning_mentor").warning("no queue for %s %s", doctype, name)


def _job_id(doctype: str, name: str) -> str:
	return f"{frappe.scrub(doctype)}-{name}"


def work(doctype: str, name: str) -> None:
	"""The job: does what the record's state says, unless another worker is at it."""
	with alone(_job_id(doctype, name)) as is_alone:
		if is_alone:
			frappe.get_attr(WORK[doctype].method)(name)


@contextmanager
def alone(job_id: str, seconds: int = 0) -> Iterator[bool]:
	"""Whether no other process is at this job, nor in ``seconds``. The kernel frees what a dead one held."""
	lock = filelock(job_id, timeout=seconds)
	try:
		lock.__enter__()
	except LockTimeoutError:
		frappe.db.rollback()  # Frappe has logged an error, and this is none
		yield False
		return
	try:
		yield True
	finally:
		lock.__exit__(None, None, None)


def pick_up() -> list[str]:
	"""Each minute: ask again for what nobody is doing and nobody is going to do. Returns the records' names.

	It is done as the user who asked for it. What failed by itself is tried again an hour later.
	"""
	lost = [(doctype, row) for doctype in WORK for row in _unfinished(doctype)]
	try:
		lost = [(doctype, row) for doctype, row in lost if _is_lost(doctype, row)]
	except NoRedis:
		return []
	for doctype, row in lost:
		_ask_as(row.modified_by, doctype, row.name)
	return [row.name for _doctype, row in lost]


def _unfinished(doctype: str) -> list:
	wanted = {WORK[doctype].field: ["in", WORK[doctype].states]}
	return frappe.get_all(doctype, wanted, ["name", "modified", "modified_by"], order_by="modified asc")


def _is_lost(doctype: str, row) -> bool:
	job_id = _job_id(doctype, row.name)
	job = get_job(job_id)
	is_failed = bool(job) and job.get_status() == "failed"
	if is_failed and row.modified > add_to_date(now_datetime(), hours=-HOURS_AFTER_FAILURE):
		return False
	return not is_under_way(job_id)


def is_under_way(job_id: str) -> bool:
	"""Whether a process is at this job, or a worker is going to be. Raises redis' ConnectionError.

	A job whose worker was killed before it began is "queued" for ever, and in no queue.
	"""
	job = get_job(job_id)
	if job and job.get_status() == "queued" and job.get_position() is not None:
		return True
	with alone(job_id) as is_alone:
		return not is_alone


def _ask_as(user: str, doctype: str, name: str) -> None:
	before = frappe.session.user
	frappe.set_user(user)
	try:
		_put_in_queue(doctype, name)
	finally:
		frappe.set_user(before)
