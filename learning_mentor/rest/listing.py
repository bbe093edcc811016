"""Queries of lists at `/api/resource`: Frappe answers 500 to one that it cannot read."""

import json

import frappe
from frappe import _

from learning_mentor.exceptions import refuse
from learning_mentor.permissions import RULES

RESOURCE = "/api/resource/"
NUMBERS = ("limit", "limit_start", "limit_page_length")
LARGEST = 1_000_000
EVERY_DOCTYPE_HAS = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")


def check_query() -> None:
	"""Hook ``auth_hooks``: refuse (417) what Frappe cannot read of a list, by its name."""
	if not (doctype := _listed_doctype()):
		return
	asked = frappe.local.form_dict
	for name in NUMBERS:
		if asked.get(name) not in (None, "") and not _is_number(asked[name]):
			refuse(_("{0}: send a whole number from 0 to {1}.").format(name, LARGEST), field=name)
	for name in ("fields", "filters", "or_filters"):
		if asked.get(name) not in (None, "") and not _is_json(asked[name]):
			refuse(_("{0}: send a list, as JSON.").format(name), field=name)
	if asked.get("order_by"):
		_check_order(doctype, str(asked.order_by))


def _listed_doctype() -> str | None:
	request = getattr(frappe.local, "request", None)
	if not request or request.method != "GET" or not request.path.startswith(RESOURCE):
		return None
	doctype = request.path.removeprefix(RESOURCE)
	return doctype if doctype in RULES else None


def _is_number(value) -> bool:
	return str(value).isascii() and str(value).isdigit() and int(value) <= LARGEST


def _is_json(value) -> bool:
	try:
		return isinstance(json.loads(value) if isinstance(value, str) else value, list | dict)
	except (ValueError, RecursionError):
		return False


def _check_order(doctype: str, order: str) -> None:
	columns = {*frappe.get_meta(doctype).get_valid_columns(), *EVERY_DOCTYPE_HAS}
	for part in order.split(","):
		column, _space, direction = part.strip().partition(" ")
		column = column.replace("`", "").removeprefix(f"tab{doctype}.")
		if column not in columns or direction.strip().lower() not in ("", "asc", "desc"):
			refuse(_("order_by: send a field, then asc or desc."), field="order_by")
