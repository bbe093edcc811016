"""Queries of lists at `/api/resource`: Frappe answers 500 to one that it cannot read."""

import json

import frappe
from frappe import _
from frappe.utils import get_datetime

from learning_mentor import versions
from learning_mentor.exceptions import refuse

NUMBERS = ("limit", "limit_start", "limit_page_length")
LARGEST = 1_000_000
EVERY_DOCTYPE_HAS = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
MOMENTS = ("Date", "Datetime")
OF_SEVERAL = ("in", "not in", "between")  # operators whose value may be a list
FREE_VALUES = ("is", "in", "not in", "timespan", "descendants of", "ancestors of")


def check_query(doctype: str) -> None:
	"""Refuse (417) what Frappe cannot read of a list, by its name."""
	asked = frappe.local.form_dict
	for each in NUMBERS:
		if asked.get(each) not in (None, "") and not _is_number(asked[each]):
			refuse(_("{0}: send a whole number from 0 to {1}.").format(each, LARGEST), field=each)
	if asked.get("fields") and not _are_fields(asked["fields"]):
		refuse(_("{0}: send a list of names, as JSON.").format("fields"), field="fields")
	for each in ("filters", "or_filters"):
		if asked.get(each) and not _are_filters(doctype, asked[each]):
			refuse(_("{0}: send rows of field, operator and value, as JSON.").format(each), field=each)
	if asked.get("order_by"):
		asked.order_by = _order(doctype, str(asked.order_by))


def _is_number(value) -> bool:
	return str(value).isascii() and str(value).isdigit() and int(value) <= LARGEST


def _read(value):
	try:
		return json.loads(value) if isinstance(value, str) else value
	except (ValueError, RecursionError):
		return None


def _are_fields(value) -> bool:
	"""Names; from version 16 on also Frappe's objects for sums and the like."""
	kinds = (str, dict) if versions.major() >= 16 else str
	return isinstance(rows := _read(value), list) and all(isinstance(row, kinds) for row in rows)


def _are_filters(doctype: str, value) -> bool:
	rows = _read(value)
	if isinstance(rows, dict):
		rows = [
			[field, *asked] if isinstance(asked, list) and len(asked) == 2 else [field, "=", asked]
			for field, asked in rows.items()
		]
	if isinstance(rows, list) and rows and all(isinstance(part, str) for part in rows):
		rows = [rows]  # a single one
	return isinstance(rows, list) and all(_is_filter(doctype, row) for row in rows)


def _is_filter(doctype: str, row) -> bool:
	"""``[field, operator, value]``, or the same behind the name of a doctype."""
	if not isinstance(row, list) or len(row) not in (3, 4, 5):
		return False
	field, operator, value = row[1:4] if len(row) > 3 else row
	if not (isinstance(field, str) and isinstance(operator, str)) or isinstance(value, dict):
		return False
	if isinstance(value, list) and operator.lower() not in OF_SEVERAL:
		return False
	values = value if isinstance(value, list) else [value]
	if not all(each is None or isinstance(each, str | int | float) for each in values):
		return False
	meta = frappe.get_meta(doctype).get_field(field)
	is_moment = field in ("creation", "modified") or (meta and meta.fieldtype in MOMENTS)
	return not is_moment or operator.lower() in FREE_VALUES or all(map(_is_moment, values))


def _is_moment(value) -> bool:
	try:
		return value in (None, "") or bool(get_datetime(value))
	except (TypeError, ValueError, OverflowError):
		return False


def _order(doctype: str, order: str) -> str:
	"""The order with its columns quoted, since ``case`` is a word of SQL."""
	parts = []
	columns = {*frappe.get_meta(doctype).get_valid_columns(), *EVERY_DOCTYPE_HAS}
	for part in order.split(","):
		column, _space, direction = part.strip().partition(" ")
		column = column.replace("`", "").removeprefix(f"tab{doctype}.")
		if column not in columns or direction.strip().lower() not in ("", "asc", "desc"):
			refuse(_("order_by: send a field, then asc or desc."), field="order_by")
		parts.append(f"`tab{doctype}`.`{column}` {direction.strip() or 'asc'}")
	return ", ".join(parts)
