"""Records that are sent to `/api/resource`: Frappe answers 500 to a value of the wrong kind."""

import json

import frappe
from frappe import _

from learning_mentor.exceptions import refuse

NUMBERS = ("Int", "Float", "Currency", "Percent", "Check", "Rating", "Duration")
TABLES = ("Table", "Table MultiSelect")
FRAPPES_OWN = ("name", "owner", "creation", "modified", "modified_by", "parent", "parentfield", "parenttype")


def check_body(doctype: str) -> None:
	"""Refuse (417) a value of the wrong kind by its field."""
	body = sent_body()
	if not isinstance(body, dict):
		refuse(_("Send the fields of the record with their values, as JSON."))
	_check_row(frappe.get_meta(doctype), body)


def sent_body():
	"""What Frappe takes for the record: the request's JSON, or what came as a form."""
	asked = frappe.local.form_dict
	sent = asked.data if asked.data is not None else frappe.local.request.get_data(as_text=True)
	try:
		return json.loads(sent) if isinstance(sent, str) else sent
	except (ValueError, RecursionError):
		return asked


def _check_row(meta, row: dict) -> None:
	for name in FRAPPES_OWN:
		if not isinstance(row.get(name), str | int | None):
			refuse(_("{0}: this is not the kind of value that is asked for.").format(name), field=name)
	for field in meta.fields:
		if (value := row.get(field.fieldname)) is not None:
			_check_value(field, value)


def _check_value(field, value) -> None:
	if field.fieldtype in TABLES:
		if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
			_refuse(field, _("send a list of rows with their fields."))
		for row in value:
			_check_row(frappe.get_meta(field.options), row)
	elif isinstance(value, list | dict):
		_refuse(field, _("this is not the kind of value that is asked for."))
	elif field.fieldtype in NUMBERS and not _is_number(value):
		_refuse(field, _("enter a number."))
	elif field.fieldtype not in NUMBERS and (isinstance(value, bool) or not _is_choice(field, value)):
		_refuse(field, _("this is not the kind of value that is asked for."))


def _is_choice(field, value) -> bool:
	"""Frappe looks at words alone: 0 is neither missing nor one of the choices to it."""
	if field.fieldtype != "Select" or isinstance(value, str):
		return True
	return str(value) in (field.options or "").split("\n")  # a site may have taken them away


def _is_number(value) -> bool:
	try:
		return value == "" or abs(float(value)) < float("inf")
	except (ValueError, OverflowError):
		return False


def _refuse(field, problem: str) -> None:
	label = _(field.label or field.fieldname)
	refuse(_("{0}: {1}").format(label, problem), field=field.fieldname)
