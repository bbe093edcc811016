"""Conditions of many doctypes that are made for one query: what they share is read once."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TypeVar

import frappe

Value = TypeVar("Value")

# Asked several times for each doctype: an attribute of frappe.local costs three times as much
_kept: ContextVar[dict | None] = ContextVar("shared_readings", default=None)


@contextmanager
def read_once() -> Iterator[None]:
	"""While conditions of many doctypes are made for one query, what they share is read once."""
	before = _kept.set({})
	try:
		yield
	finally:
		_kept.reset(before)


def once(key: Hashable, read: Callable[[], Value]) -> Value:
	"""What ``read`` returns; within `read_once` it is asked once for each key."""
	kept = _kept.get()
	if kept is None:
		return read()
	if key not in kept:
		kept[key] = read()
	return kept[key]


def shared(read: Callable) -> Callable:
	"""Of a function of the user: within `read_once` its answer is kept."""
	name = read.__name__

	@wraps(read)
	def reading(user: str | None = None):
		user = user or frappe.session.user
		return once((name, user), lambda: read(user))

	return reading


def know(user: str, **readings) -> None:
	"""Within `read_once`: what functions of these names, each `shared`, answer for the user."""
	kept = _kept.get()
	if kept is not None:
		kept.update({(name, user): value for name, value in readings.items()})
