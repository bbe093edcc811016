"""Writes that say of themselves which record they are: Frappe takes that like any other field.

What was read by its name would be kept under another one, or as a new record, of the caller's. The app's own
record types know their row (`permissions.stored`); this is for those of Frappe that speak of ours, as files
and comments are, and refuses before anything is read.
"""

import json
import re
from collections.abc import Callable, Iterator

import frappe

from learning_mentor.guards.readers import refuse
from learning_mentor.rest.bodies import sent_body
from learning_mentor.rest.calls import addressed, asked_method

IS_NEW, NAME = OF_ITSELF = "__islocal", "name"
CHANGING = ("PUT", "PATCH")
PARTS = re.compile(r"[./]")


def check() -> None:
	"""Raise PermissionError for a write whose values make another record of the one that it names."""
	if any(_is_another(name, values) for name, values in _writes()):
		refuse()


def _is_another(name, values) -> bool:
	"""Where a name is no text Frappe takes it for filters, and a row may be called as they are written."""
	if not isinstance(values, dict):
		return False
	names = [each for each in (name, values.get(NAME)) if each is not None]
	if not all(isinstance(each, str | int) for each in names):
		return True
	return bool(values.get(IS_NEW)) or (NAME in values and str(values[NAME]) != str(name))


def _writes() -> Iterator[tuple]:
	"""Name of a record and the values that Frappe will put over it, by whatever name it is asked."""
	asked, method = frappe.local.form_dict or {}, asked_method() or ""
	_doctype, name = addressed()
	for word in (*PARTS.split(method), *PARTS.split(name or "")):
		if word in WRITERS:
			yield from WRITERS[word](asked)
	if name and not method and frappe.local.request.method in CHANGING:
		yield name, sent_body()
		yield name, asked  # version 2 of the API takes these


def _read(value):
	"""JSON that a caller sent as text; whatever else it is."""
	try:
		return json.loads(value) if isinstance(value, str) else value
	except (ValueError, RecursionError):
		return value


def _rows(value) -> list:
	found = _read(value)
	return found if isinstance(found, list) else []


def _set_value(asked) -> Iterator[tuple]:
	field = _read(asked.get("fieldname"))
	yield asked.get("name"), {field: asked.get("value")} if isinstance(field, str) else field


def _each(asked) -> Iterator[tuple]:
	for row in _rows(asked.get("docs")):
		if isinstance(row, dict):
			yield row.get("docname") or row.get(NAME), row


def _all_alike(asked) -> Iterator[tuple]:
	for name in _rows(asked.get("docnames")):
		yield name, _read(asked.get("data"))


def _event(asked) -> Iterator[tuple]:
	"""The caller says which fields the event's two moments are."""
	event, fields = (_read(asked.get(key)) for key in ("args", "field_map"))
	if isinstance(event, dict) and isinstance(fields, dict):
		yield event.get(NAME), {field: event.get(field) for field in fields.values() if field in OF_ITSELF}


def _task(asked) -> Iterator[tuple]:
	"""A bar that is moved: its start and end are put into whatever fields the caller says."""
	task, fields = (_read(asked.get(key)) for key in ("args", "field_map"))
	if isinstance(task, dict) and isinstance(fields, dict):
		yield task.get(NAME), {str(fields.get(key)): task.get(key) for key in ("start", "end")}


# By the last part of the path: a function has more than one, and version 2 puts the record type before
WRITERS: dict[str, Callable[[dict], Iterator[tuple]]] = {
	"set_value": _set_value,
	"bulk_update": _each,
	"submit_cancel_or_update_docs": _all_alike,
	"update_event": _event,
	"update_task": _task,
}
