"""Lists in pages, in Frappe's words: ``start`` and ``limit``."""

from typing import Annotated

import frappe

from learning_mentor.rest.shapes import Bounds

MOST = 100  # rows of a page

Start = Annotated[int, Bounds(0, 1_000_000)]
Limit = Annotated[int, Bounds(1, MOST)]


def bounds(start: int, limit: int) -> tuple[int, int]:
	"""What is asked for, within what is possible: a start from 0, a limit from 1 to `MOST`."""
	return max(int(start), 0), min(max(int(limit), 1), MOST)


def page(rows: list, start: int, limit: int) -> list:
	"""The rows of a page. Writes ``has_more`` and ``next`` (the next page's start, or None) beside them."""
	start, limit = bounds(start, limit)
	say_next(start, limit, len(rows) > start + limit)
	return rows[start : start + limit]


def say_next(start: int, limit: int, has_more: bool) -> None:
	frappe.response.has_more = has_more
	frappe.response.next = start + limit if has_more else None
