"""Runs in Redis, by their user: nobody finds another's. Nothing of a report is written anywhere else.

Of a run its asker writes ``Run`` and the mark that it was cancelled; its worker writes ``Told`` and the
result: each has keys of its own, so that neither overwrites what the other says.
"""

import hashlib
import json
import secrets
from datetime import datetime
from typing import NamedTuple, NoReturn

import frappe
from frappe import _
from frappe.utils import now_datetime

from learning_mentor.exceptions import NotNowError, refuse

KEPT = 15 * 60  # seconds that a result is there
REMEMBERED = 12 * 60 * 60  # seconds for a run that may wait behind long jobs
RUNNING, DONE, FAILED = "Running", "Done", "Failed"


class Run(NamedTuple):
	"""``filters`` as JSON in a fixed order; ``language`` of whoever asked."""

	name: str
	report: str
	filters: str
	language: str
	asked_on: datetime

	@property
	def question(self) -> str:
		return question(self.report, self.filters, self.language)


class Told(NamedTuple):
	"""What the worker said last: one of RUNNING, DONE, FAILED, since when, and why it failed."""

	standing: str
	since: datetime
	message: str | None = None


class Result(NamedTuple):
	"""``rights``: `permissions.reach` of the user when ``answer``, what Frappe answers, was read."""

	run: str
	made_on: datetime
	rights: str
	answer: dict


def in_order(filters: dict) -> str:
	"""The same text for the same filters."""
	return json.dumps(filters, sort_keys=True, default=str)


def question(report: str, filters: str, language: str) -> str:
	"""What a result answers; hashed, since filters may name a pupil."""
	return hashlib.sha256(json.dumps([report, filters, language]).encode()).hexdigest()


def add(report: str, filters: str) -> Run:
	"""A new run of the session user's. Raises NotNowError where Redis does not keep it."""
	run = Run(secrets.token_hex(16), report, filters, frappe.local.lang, now_datetime())
	_write("run", run.name, run, REMEMBERED)
	_write("runs", "", [*names()[-20:], run.name], REMEMBERED)
	frappe.local.cache.clear()  # later versions keep there what Redis may not have taken
	if find(run.name) is None:
		cannot_run_now()
	return run


def cannot_run_now() -> NoReturn:
	refuse(
		_("Reports cannot be run in the background now: run the report itself, or try again later."),
		NotNowError,
	)


def names() -> list[str]:
	"""The session user's runs, the oldest first; some may have expired."""
	return _read("runs", "") or []


def find(name: str) -> Run | None:
	return _read("run", name)


def tell(name: str, standing: str, message: str | None = None) -> None:
	_write("told", name, Told(standing, now_datetime(), message), REMEMBERED)


def told(name: str) -> Told | None:
	return _read("told", name)


def mark_cancelled(name: str) -> None:
	_write("cancelled", name, True, REMEMBERED)


def is_cancelled(name: str) -> bool:
	return bool(_read("cancelled", name))


def missed_since(name: str) -> datetime:
	"""When a run was first seen neither in the queue nor with a worker: now, for the first time."""
	known = _read("missed", name)
	if known is None:
		known = now_datetime()
		_write("missed", name, known, REMEMBERED)
	return known


def keep(run: Run, result: Result) -> None:
	_write("result", run.question, result, KEPT)


def kept(asked: str) -> Result | None:
	return _read("result", asked)


def throw_away(asked: str) -> None:
	frappe.cache.delete_value(_key("result", asked), user=frappe.session.user)


def _key(kind: str, name: str) -> str:
	return f"mentoring_report_{kind}:{name}"


def _read(kind: str, name: str):
	return frappe.cache.get_value(_key(kind, name), user=frappe.session.user, expires=True)


def _write(kind: str, name: str, value, seconds: int) -> None:
	frappe.cache.set_value(_key(kind, name), value, user=frappe.session.user, expires_in_sec=seconds)
