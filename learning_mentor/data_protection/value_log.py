"""Values of one record that are handed out without it: a line of its own, as a reading by the API."""

import frappe
from frappe import _

from learning_mentor.data_protection.answer_log import keep
from learning_mentor.data_protection.list_log import told_in
from learning_mentor.data_protection.read_log import add_line, case_named, is_about_pupils
from learning_mentor.guards.readers import our_doctype
from learning_mentor.permissions import PARENTS
from learning_mentor.rest.calls import asked_method

GET_VALUE = "frappe.client.get_value"
BY_NAME = (
	"frappe.client.validate_link",
	"frappe.client.validate_link_and_fetch",
	"frappe.desk.link_preview.get_preview_data",
)


def note(response) -> None:
	"""Log values that are about to be handed out. Raises CannotBeLoggedError where that is not possible."""
	method = asked_method()
	if method not in (GET_VALUE, *BY_NAME):
		return
	asked = frappe.local.form_dict
	doctype = our_doctype(asked.get("doctype"))
	if not doctype or not is_about_pupils(doctype):
		return
	told = told_in(response)
	if _holds_values(asked, told):
		keep(
			lambda: add_line("API", doctype, **_record_in(method, doctype, asked, told)),
			_("This record cannot be shown now, because the reading cannot be logged."),
		)


def _holds_values(asked: dict, told) -> bool:
	"""Whether more than a name was told: that a record exists is no reading."""
	if isinstance(told, dict):
		return bool(told.keys() - {"name"})
	return told not in (None, "", []) and asked.get("fieldname") != "name"


def _record_in(method: str, doctype: str, asked: dict, told) -> dict:
	"""The record that the answer or the request names; else one row, as of a list without names."""
	values = told if isinstance(told, dict) else {}
	if doctype in PARENTS:
		return {"records": values.get("parent") or "", "how_many": 1}
	if name := values.get("name") or _name_asked_for(method, asked):
		return {"record": name, "mentoring_case": case_named(doctype, name)}
	return {"records": "", "how_many": 1}


def _name_asked_for(method: str, asked: dict) -> str | None:
	if method in BY_NAME:
		return asked.get("docname")
	try:
		filters = frappe.parse_json(asked.get("filters"))
	except ValueError:  # a name
		filters = asked["filters"]
	name = filters.get("name") if isinstance(filters, dict) else filters
	return name if isinstance(name, str) else None
