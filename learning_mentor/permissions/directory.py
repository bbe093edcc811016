"""Colleagues: what a mentor's profile holds is the mentor's, its name and title are known to all staff.

Frappe 15 leaves a list's condition out of a link search whose field ignores user permissions, later versions
ask it. While the directory is open, the condition has every profile. Whoever opens it sees to what is asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_open: ContextVar[bool] = ContextVar("directory_is_open", default=False)


def is_open() -> bool:
	return _is_open.get()


@contextmanager
def opened() -> Iterator[None]:
	before = _is_open.set(True)
	try:
		yield
	finally:
		_is_open.reset(before)
