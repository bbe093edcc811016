"""Link searches, whose callers choose filters, fields, and whether permissions count."""

import frappe

from learning_mentor.guards.methods import guards, is_guarded
from learning_mentor.guards.readers import DIRECTORY, our_doctype, reads_doctype, refuse
from learning_mentor.permissions import scope

SEARCHED = ("name", "mentor_name", "status", "primary_phase", "secondary_phase", "college_phase")


def _narrow(asked: frappe._dict) -> dict:
	"""The caller's words without what would lead past the permissions of our doctypes.

	``query`` names any whitelisted method; one that is guarded is not called this way.
	"""
	if is_guarded(asked.query):
		refuse()
	if not (doctype := our_doctype(asked.doctype)):
		return {}
	if asked.query:
		refuse()
	if not reads_doctype(doctype):
		refuse()
	is_known = doctype in DIRECTORY and _asks_little(asked)
	return {
		**(_of_my_schools(asked.filters) if is_known and scope.is_on() else {}),
		"ignore_user_permissions": asked.ignore_user_permissions if is_known else 0,
		"filter_fields": None,
		"searchfield": None if is_known else asked.searchfield,
	}


def _of_my_schools(filters) -> dict:
	"""While schools are kept apart, colleagues are those of the user's schools."""
	filters = frappe.parse_json(filters or "{}")
	if frappe.session.user == "Administrator":
		return {}
	theirs = {scope.FIELD: ["in", sorted(scope.schools_of()) or [scope.NOWHERE]]}
	if isinstance(filters, dict):
		return {"filters": {**filters, **theirs}}
	return {"filters": [*filters, *([field, *asked] for field, asked in theirs.items())]}


def _asks_little(asked: frappe._dict) -> bool:
	"""Whether a search among all colleagues asks for what all staff know of them alone."""
	filters = frappe.parse_json(asked.filters or "{}")
	if isinstance(filters, dict):
		return all(fieldname in SEARCHED for fieldname in filters)
	return all(len(each) > 2 and each[-3] in SEARCHED for each in filters)


@guards("frappe.desk.search.search_link")
def search_link(asked, ask):
	return ask(**_narrow(asked))


@guards("frappe.desk.search.search_widget")
def search_widget(asked, ask):
	return ask(**_narrow(asked))


@guards("frappe.model.mapper.map_docs")
def map_docs(asked, ask):
	"""``method`` names any whitelisted method, which is called with what the caller sends."""
	if is_guarded(asked.method):
		refuse()
	return ask()


@guards("frappe.model.mapper.make_mapped_doc")
def make_mapped_doc(asked, ask):
	if is_guarded(asked.method):
		refuse()
	return ask()


@guards("frappe.desk.treeview.get_all_nodes")
def get_all_nodes(asked, ask):
	"""``tree_method`` names any whitelisted method."""
	if is_guarded(asked.tree_method):
		refuse()
	return ask()
