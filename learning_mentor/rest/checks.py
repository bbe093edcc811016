"""Which checks of what is sent a request gets, before Frappe takes it: by what it asks for."""

import frappe

from learning_mentor.rest import verbs
from learning_mentor.rest.bodies import check_body
from learning_mentor.rest.calls import asked_path, asked_record, check_arguments, endpoint_at
from learning_mentor.rest.queries import check_query

ABOUT_THE_ADDRESS = ("HEAD", "OPTIONS")  # Frappe answers without doing anything


def before() -> None:
	"""Refuse what neither the app's endpoints nor Frappe can read (417), or do by this HTTP method (405)."""
	request = getattr(frappe.local, "request", None)
	if not request or request.method in ABOUT_THE_ADDRESS:
		return
	if path := asked_path():
		_check_call(path)
		return
	doctype, name = asked_record()
	if doctype:
		_check_record(doctype, name)


def _check_call(path: str) -> None:
	"""Who may call at all is Frappe's question: a stranger learns nothing of what an endpoint takes."""
	endpoint = endpoint_at(path)
	if not endpoint or (frappe.session.user == "Guest" and endpoint not in frappe.guest_methods):
		return
	verbs.check_endpoint(endpoint)
	check_arguments(endpoint)


def _check_record(doctype: str, name: str | None) -> None:
	verbs.check_record(name)
	method = frappe.local.request.method
	if method in ("POST", "PUT"):
		check_body(doctype)
	elif method == "GET" and not name:
		check_query(doctype)
