"""Lists over several access keys, as of a mentor who covers a colleague: the same rows, found sooner.

Over one key MariaDB walks an index that begins with it, in the order of the list. Over several it either
sorts all their rows, or walks an index of the order and reads each row of everybody else's on the way whole.
So the condition goes into a subquery on the same table that needs no more than ``(order, mentor)``, an index:
MariaDB makes that the first table of a join, walks the index alone, and reads whole rows for the page only.

Both ways have the same rows, since a row is equal to itself and the orders that are rewritten have a value in
every row. Sorting by something else, counting and reading hundreds of rows are faster in the plain way. Which
one is taken is a guess: from the request, and outside of one for a page in the doctype's own order, since
others lose less by it than that one does by the plain way. A wrong guess costs time and nothing else.
"""

import re

import frappe
from frappe.utils import cint

from learning_mentor.permissions import keys, roles, rules
from learning_mentor.permissions.table import RULES

LISTS = ("frappe.desk.reportview.get", "frappe.desk.reportview.get_list", "frappe.client.get_list")
ORDER = re.compile(r"(?:`tab([^`]+)`\.)?`?(\w+)`?(?: +(?:asc|desc))?", re.IGNORECASE)  # doctype, column
MOST_ROWS = 200  # of a page, and of those before it


def rewritten(condition: str, doctype: str, user: str) -> str:
	"""The condition on a doctype's rows, or one for the same rows that is faster for what is asked for."""
	column = _order(doctype) if _is_over_keys(doctype, user) else None
	if not column:
		return condition
	row = f"`tab{doctype}`.`name`, `tab{doctype}`.`{column}`"
	return f"({row}) in (select {row} from `tab{doctype}` where {condition})"


def _is_over_keys(doctype: str, user: str) -> bool:
	if RULES.get(doctype) is not rules.BY_MENTOR or roles.sees_every_pupil(user):
		return False
	return len(keys.mentor_keys(user)) > 1


def _order(doctype: str) -> str | None:
	"""The one column that the list of this doctype is in order of, as far as is known; None without one."""
	asked = frappe.local.form_dict or {}
	if _is_request(asked) and not _asks_for_page(asked, doctype):
		return None
	meta = frappe.get_meta(doctype)
	found = ORDER.fullmatch(str(asked.get("order_by") or meta.sort_field))
	if not found or found[1] not in (None, doctype):
		return None
	return found[2] if found[2] in _columns(meta) else None


def _columns(meta) -> set[str]:
	"""What lists are mostly in order of, and every row has: an index begins with it (`index_access_key`)."""
	field = meta.get_field(meta.sort_field)
	return {"modified", meta.sort_field} if field and field.reqd else {"modified"}


def _is_request(asked: dict) -> bool:
	return bool(getattr(frappe.local, "request", None) or asked.get("cmd"))


def _asks_for_page(asked: dict, doctype: str) -> bool:
	request = getattr(frappe.local, "request", None)
	by_path = request is not None and request.path.endswith(f"/{doctype}")
	if not by_path and not (asked.get("cmd") in LISTS and asked.get("doctype") == doctype):
		return False
	rows = cint(asked.get("page_length") or asked.get("limit_page_length") or asked.get("limit") or 20)
	before = cint(asked.get("start") or asked.get("limit_start"))
	return not asked.get("group_by") and 0 < rows and rows + before <= MOST_ROWS
