"""What is written in the cells of a spreadsheet, and what it stands for."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from frappe import _
from frappe.utils import cstr

YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0", "")


def text(value) -> str | None:
	"""The text of a cell. A whole number that a spreadsheet keeps as 4711.0 is 4711."""
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	return cstr(value).strip() or None


def day(value) -> str | None:
	"""A day as ISO text: a spreadsheet's own date, or one written as 2026-09-14."""
	if isinstance(value, datetime | date):
		return value.strftime("%Y-%m-%d")
	words = text(value)
	if not words:
		return None
	try:
		return date.fromisoformat(words).isoformat()
	except ValueError:
		raise ValueError(_("write the day as 2026-09-14.")) from None


def whole_number(value) -> int | None:
	words = text(value)
	if words and not words.removeprefix("-").isdecimal():
		raise ValueError(_("enter a whole number."))
	return int(words) if words else None


def check_box(value) -> int:
	words = "1" if value is True else (text(value) or "").casefold()
	if words not in (*YES, *NO, _("yes").casefold(), _("no").casefold()):
		raise ValueError(_("enter yes or no."))
	return int(words in YES or words == _("yes").casefold())


def entries(fieldname: str) -> Callable:
	"""Rows of a table, parted by semicolons in one cell; Arabic has a semicolon of its own."""

	def read(value) -> list[dict]:
		parts = (text(value) or "").replace("؛", ";").split(";")
		return [{fieldname: part.strip()} for part in parts if part.strip()]

	return read


class Column(NamedTuple):
	"""A column of a file. ``read`` takes a cell and raises ValueError with what to do about it."""

	fieldname: str
	label: str
	example: str = ""
	read: Callable = text
	required: bool = False
