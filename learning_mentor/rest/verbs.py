"""Which HTTP methods the app's endpoints and records take; the others get 405 and `Allow`, as RFC 9110 asks.

Frappe answers 403 there, as if whoever asks had no right to the record.
"""

from collections.abc import Callable

import frappe
from frappe import _

from learning_mentor.exceptions import VerbNotTakenError, refuse

OF_LIST, OF_RECORD = ("GET", "POST"), ("GET", "POST", "PUT", "DELETE")


def check_endpoint(endpoint: Callable) -> None:
	"""Refuse (405) what the whitelisted function is not to be called by."""
	_check(tuple(frappe.allowed_http_methods_for_whitelisted_func[endpoint]))


def check_record(name: str | None) -> None:
	"""Refuse (405) what a list (without ``name``) or a record does not take in Frappe's first API.

	Addresses of its later one are left to Frappe.
	"""
	if "/resource/" in frappe.local.request.path:
		_check(OF_RECORD if name else OF_LIST)


def _check(taken: tuple[str, ...]) -> None:
	verb = frappe.local.request.method
	if verb not in taken:
		frappe.flags.verbs_taken = taken
		refuse(_("{0} is not taken here: send {1}.").format(verb, ", ".join(taken)), VerbNotTakenError)


def after(response) -> None:
	"""Name the methods that are taken."""
	if response.status_code == VerbNotTakenError.http_status_code and frappe.flags.verbs_taken:
		response.headers["Allow"] = ", ".join(frappe.flags.verbs_taken)
