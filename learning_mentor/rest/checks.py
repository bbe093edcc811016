"""Which checks of what is sent a request gets, before Frappe takes it: by what it asks for."""

import frappe

from learning_mentor.rest.bodies import check_body
from learning_mentor.rest.calls import asked_path, asked_record, check_arguments
from learning_mentor.rest.queries import check_query


def before() -> None:
	"""Refuse (417) what neither the app's endpoints nor Frappe can read."""
	if asked_path():
		check_arguments()
		return
	doctype, name = asked_record()
	if not doctype:
		return
	method = frappe.local.request.method
	if method in ("POST", "PUT"):
		check_body(doctype)
	elif method == "GET" and not name:
		check_query(doctype)
