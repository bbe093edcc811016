"""Which of the app's endpoints a request asks for, and whether its arguments are what the endpoint takes."""

import inspect
import re
from collections.abc import Callable

import frappe
from frappe import _
from frappe.modules.utils import load_doctype_module
from frappe.utils.typing_validations import transform_parameter_types

from learning_mentor.exceptions import refuse
from learning_mentor.permissions import RULES

METHOD = re.compile(r"/api/(v\d/)?method/(.+)")
RECORD = re.compile(r"/api/(?:v\d/)?(?:resource|document)/([^/]+)(?:/(.*))?", re.DOTALL)
ENDPOINTS = "learning_mentor.api."


def asked_method() -> str | None:
	"""Dotted path of the method that the request names, whether there is one or not.

	Frappe takes ``cmd`` before the address. v1 fills it in from there; v2 leaves it empty, and takes a method
	of a record type's module as ``<doctype>/<method>`` too.
	"""
	asked = (frappe.local.form_dict or {}).get("cmd")
	if isinstance(asked, str) and asked:
		return asked
	request = getattr(frappe.local, "request", None)
	found = METHOD.fullmatch(request.path) if request else None
	if not found:
		return None
	return _whole_path(found[2].strip("/")) if found[1] == "v2/" else found[2].partition("/")[0]


def _whole_path(named: str) -> str:
	doctype, slash, method = named.partition("/")
	if not slash:
		return named
	try:
		return f"{load_doctype_module(doctype).__name__}.{method}"
	except Exception:  # Frappe answers in its own words to a record type that is not there
		return named


def asked_path() -> str | None:
	"""Dotted path of the app's endpoint that the request names, whether there is one or not."""
	asked = asked_method() if getattr(frappe.local, "request", None) else None
	return asked if asked and asked.startswith(ENDPOINTS) else None


def addressed() -> tuple[str | None, str | None]:
	"""Record type that the request's address names, and the name where there is one."""
	request = getattr(frappe.local, "request", None)
	found = RECORD.fullmatch(request.path) if request else None
	return (found[1], found[2]) if found else (None, None)


def asked_record() -> tuple[str | None, str | None]:
	"""The same of the app's own record types alone."""
	doctype, name = addressed()
	return (doctype, name) if doctype in RULES else (None, None)


def endpoint_at(path: str) -> Callable | None:
	"""The whitelisted function of this dotted path; None for everything else."""
	try:
		function = frappe.get_attr(path)
	except Exception:  # Frappe answers in its own words to what is not there
		return None
	return function if function in frappe.whitelisted else None


def check_arguments(endpoint: Callable) -> None:
	"""The user is known, and Frappe has not called the endpoint.

	Refuses (417) what is missing or of the wrong kind, by the argument's name: Python's own error would
	answer 500.
	"""
	given = frappe.local.form_dict
	for name, parameter in inspect.signature(endpoint).parameters.items():
		if given.get(name) is None:
			if parameter.default is inspect.Parameter.empty:
				refuse(_("{0} is missing: send it.").format(name), frappe.MandatoryError, field=name)
			given.pop(name, None)  # null stands for the default
		else:
			_check_kind(endpoint, name, given[name])


def _check_kind(endpoint: Callable, name: str, value) -> None:
	try:
		transform_parameter_types(endpoint, (), {name: value})
	except TypeError:
		refuse(_("{0}: this is not the kind of value that is asked for.").format(name), field=name)
