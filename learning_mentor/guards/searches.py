"""Link searches, whose callers choose filters, fields, and whether permissions count."""

import inspect

import frappe
from frappe.utils import cint

from learning_mentor.guards.methods import guards, is_guarded
from learning_mentor.guards.readers import DIRECTORY, our_doctype, reads_doctype, refuse
from learning_mentor.permissions import directory, scope

# What a method's arguments begin with that a caller may name: for a link field's search, a tree, a new record
QUERY, TREE, MAPPER = ("doctype", "txt", "searchfield"), ("doctype", "parent"), ("source_name",)
LOOKED_AT = ("frappe", "learning_mentor")
SEARCHED = ("name", "mentor_name", "status", "primary_phase", "secondary_phase", "college_phase")


def narrowed(asked: frappe._dict) -> dict:
	"""The caller's words without what would lead past the permissions of our doctypes.

	``query`` names any whitelisted method; one that is guarded is not called this way.
	"""
	if asked.query:
		_check_kind(asked.query, QUERY)
	if not (doctype := our_doctype(asked.doctype)):
		return {}
	if asked.query:
		refuse()
	if not reads_doctype(doctype):
		refuse()
	is_known = _is_of_directory(asked)
	return {
		**(_of_my_schools(asked.filters) if is_known and scope.is_on() else {}),
		"ignore_user_permissions": asked.ignore_user_permissions if is_known else 0,
		"filter_fields": None,
		"searchfield": None if is_known else asked.searchfield,
	}


def filters_of(asked: dict) -> dict:
	"""What of the caller's filters is replaced, for a search that takes no more than these and a query."""
	found = narrowed(frappe._dict(asked))
	return {"filters": found["filters"]} if "filters" in found else {}


def _of_my_schools(filters) -> dict:
	"""While schools are kept apart, colleagues are those of the user's schools."""
	filters = frappe.parse_json(filters or "{}")
	if frappe.session.user == "Administrator":
		return {}
	theirs = {scope.FIELD: ["in", sorted(scope.schools_of()) or [scope.NOWHERE]]}
	if isinstance(filters, dict):
		return {"filters": {**filters, **theirs}}
	return {"filters": [*filters, *([field, *asked] for field, asked in theirs.items())]}


def _is_of_directory(asked: frappe._dict) -> bool:
	return our_doctype(asked.doctype) in DIRECTORY and _asks_little(asked)


def _asks_little(asked: frappe._dict) -> bool:
	"""Whether a search among all colleagues asks for what all staff know of them alone."""
	filters = frappe.parse_json(asked.filters or "{}")
	if isinstance(filters, dict):
		return all(fieldname in SEARCHED for fieldname in filters)
	return all(len(each) > 2 and each[-3] in SEARCHED for each in filters)


def search(asked, ask):
	"""Like Frappe's, among what the user may find."""
	changed = narrowed(asked)
	if _is_of_directory(asked) and cint(asked.ignore_user_permissions):
		with directory.opened():
			return ask(**changed)
	return ask(**changed)


@guards("frappe.desk.search.search_link")
def search_link(asked, ask):
	return search(asked, ask)


@guards("frappe.desk.search.search_widget")
def search_widget(asked, ask):
	return search(asked, ask)


@guards("frappe.model.mapper.map_docs")
def map_docs(asked, ask):
	"""``method`` names any whitelisted method, which is called with what the caller sends."""
	_check_kind(asked.method, MAPPER)
	return ask()


@guards("frappe.model.mapper.make_mapped_doc")
def make_mapped_doc(asked, ask):
	_check_kind(asked.method, MAPPER)
	return ask()


@guards("frappe.desk.treeview.get_all_nodes")
def get_all_nodes(asked, ask):
	"""``tree_method`` names any whitelisted method."""
	_check_kind(asked.tree_method, TREE)
	return ask()


def _check_kind(path, arguments: tuple[str, ...]) -> None:
	"""Refuse a method that is not made to be named by a caller in this place, by its first arguments.

	It would get what is meant for others: a list's fields as a tree's parent, past whatever looks for fields.
	Other apps answer for their own methods.
	"""
	if is_guarded(path):
		refuse()
	try:
		method = inspect.unwrap(frappe.get_attr(path))
	except Exception:  # Frappe refuses in its own words what is not there
		return
	app = (getattr(method, "__module__", None) or "").partition(".")[0]
	if app in LOOKED_AT and tuple(inspect.signature(method).parameters)[: len(arguments)] != arguments:
		refuse()
