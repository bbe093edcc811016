"""One form for every error of the app's endpoints and of its records, beside Frappe's own keys.

``{"error": {"code", "message", "field", "record"}}``: ``code`` is one of `CODES` and stays as it is,
``message`` is for people and in their language, ``field`` and ``record`` are there where it is known which
they are. The message is what Frappe shows in its dialogs, without markup.
"""

import json

import frappe
from frappe import _
from frappe.utils import strip_html

from learning_mentor.broken_off import RECORD_CHANGED
from learning_mentor.exceptions import DatabaseBusyError
from learning_mentor.rest.calls import asked_path, asked_record
from learning_mentor.rest.retrying import busy

SERVER_ERROR = "server_error"
# The database broke the request off, and kept nothing of it; Frappe answers 500
BROKEN_OFF = {"QueryDeadlockError", "QueryTimeoutError"}

# kind of error -> code; errors that are not here go by their status
CODES_BY_KIND = {
	"AlreadyOpenError": "already_open",
	"FourEyesError": "four_eyes",
	"MentorUnavailableError": "mentor_unavailable",
	"LockedTextError": "locked_text",
	"LinkNotValidError": "link_ended",
	"SentTwiceAtOnceError": "sent_twice_at_once",
	"KeyUsedOtherwiseError": "key_used_otherwise",
	"WorkflowSetupError": "workflow_incomplete",
	"MandatoryError": "missing_value",
	"LinkValidationError": "unknown_record",
	"CSRFTokenError": "csrf_token_missing",
	"TimestampMismatchError": "changed_meanwhile",
}
CODES_BY_STATUS = {
	400: "unreadable_request",
	401: "not_signed_in",
	403: "not_permitted",
	404: "not_found",
	405: "method_not_allowed",
	409: "conflict",
	410: "link_ended",
	417: "rule_broken",
	422: "key_used_otherwise",
	429: "too_many_requests",
	503: "not_now",
}
CODES = tuple(sorted({*CODES_BY_KIND.values(), *CODES_BY_STATUS.values(), SERVER_ERROR}))


def after(response) -> None:
	"""Behind the guards: they may have replaced the body."""
	if response.status_code < 400 or response.mimetype != "application/json":
		return
	doctype, _name = asked_record()
	if not (asked_path() or doctype):
		return
	body = json.loads(response.get_data(as_text=True) or "{}")
	told = _as_first_api(body["errors"][0]) if body.get("errors") else body
	if (not told.get("exc_type") or _is_changed_meanwhile(told)) and (kind := _kind_raised(told)):
		told["exc_type"] = kind
	if told.get("exc_type") in BROKEN_OFF:
		response.status_code = DatabaseBusyError.http_status_code
	body["error"] = _error(told, response.status_code, doctype)
	response.data = json.dumps(body, separators=(",", ":"))


def _as_first_api(error: dict) -> dict:
	"""What Frappe's second API says of an error, by the names that the first has for it."""
	said = [json.dumps({**error, "raise_exception": 1})] if error.get("message") else []
	lines = str(error.get("exception") or "").splitlines()
	return {
		"exc_type": error.get("type"),
		"exception": lines[-1] if lines else None,
		"_server_messages": json.dumps(said),
	}


def _kind_raised(body: dict) -> str | None:
	"""Frappe 15.0 names an error that comes without a message in the last line of its traceback alone."""
	if _is_changed_meanwhile(body):
		return "QueryDeadlockError"
	return str(body.get("exception") or "").partition(":")[0].rpartition(".")[2] or None


def _is_changed_meanwhile(body: dict) -> bool:
	"""Frappe 15.0 hands the database's own error on, where a later one takes it for a deadlock."""
	return f"OperationalError: ({RECORD_CHANGED}," in str(body.get("exception") or "")


def _error(body: dict, status: int, doctype: str | None) -> dict:
	message = _message(body) or _default_message(status)
	about = _about(body)
	return {
		"code": _code(body.get("exc_type"), status),
		"message": message,
		"field": about.get("field") or (_field_named_in(message, doctype) if doctype else None),
		"record": about.get("record"),
	}


def _code(kind: str | None, status: int) -> str:
	return CODES_BY_KIND.get(kind or "") or CODES_BY_STATUS.get(status, SERVER_ERROR)


def _said(body: dict) -> str | None:
	"""The last message that came with an exception: the one that ended the request."""
	messages = [json.loads(each) for each in json.loads(body.get("_server_messages") or "[]")]
	messages = [each if isinstance(each, dict) else {"message": str(each)} for each in messages]
	raised = [each for each in messages if each.get("raise_exception") or each.get("indicator") == "red"]
	return (raised or messages or [{}])[-1].get("message")


def _message(body: dict) -> str | None:
	if body.get("exc_type") in BROKEN_OFF:
		return busy()
	said = _said(body)
	return " ".join(strip_html(str(said)).split()) if said else None


def _about(body: dict) -> dict:
	"""What `exceptions.refuse` knew, when it is what ended the request."""
	known = frappe.flags.refused or {}
	return known if known.get("message") == _said(body) else {}


def _field_named_in(message: str, doctype: str) -> str | None:
	"""The field whose label a refusal begins with, or ends with, as the app's and Frappe's own do."""
	metas = [frappe.get_meta(doctype)]
	metas += [frappe.get_meta(table.options) for table in metas[0].get_table_fields()]
	fields = [
		(strip_html(_(field.label)), field.fieldname)
		for meta in metas
		for field in meta.fields
		if field.label
	]
	for label, fieldname in sorted(fields, key=lambda each: -len(each[0])):
		if message.startswith(label) or message.endswith(f": {label}"):
			return fieldname
	return None


def _default_message(status: int) -> str:
	return {
		401: _("Sign in, or send an API key that is valid."),
		403: _("You may not do this."),
		404: _("There is no such record, or it is not yours to see."),
		409: _("This is in conflict with what is there already."),
		429: _("Too many requests: wait, and send it again."),
	}.get(status, _("The server could not do this."))
