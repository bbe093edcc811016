"""Requests looked at as a whole: before Frappe takes them, and when their answer is ready."""

import json
import re

import frappe
from frappe import _

from learning_mentor.data_protection import answer_log, list_log, value_log
from learning_mentor.guards import aliases, identity, joins, parents, searches
from learning_mentor.guards.files import may_fetch, may_take
from learning_mentor.guards.joins import NAMES_A_DOCTYPE
from learning_mentor.guards.methods import is_guarded
from learning_mentor.guards.readers import may_read, no_such_record, our_doctype, refuse
from learning_mentor.rest.bodies import sent_body
from learning_mentor.rest.calls import asked_method

NAMES_A_RECORD = ("name", "docname", "dn", "doc_name")
RESOURCES = ("resource", "document")
MODULE, IN_BACKGROUND = "Learning Mentor", "export_in_background"
UPLOAD = re.compile(r"(?:^|\.)upload_?file$")
SEARCH = re.compile(r"/api/v2/doctype/([^/]+)/search/?")
BULK = re.compile(r"/api/v2/(?:document/([^/]+)|method)/bulk_(?:update|delete)/?")


def before() -> None:
	"""The user is known, and nothing is done yet."""
	refuse_disabled()
	aliases.refuse()
	parents.refuse_parents()
	joins.refuse_joins()
	joins.refuse_expanding()
	identity.check()
	check_search()
	check_upload()
	check_bulk()
	export_here()


def after(response, request) -> None:
	"""The answer is ready. Each may replace it, so that the next looks at another."""
	if response.status_code == 500:
		answer_unreadable(response, request)
	if not getattr(frappe.local, "session", None):
		return
	if response.status_code in (200, 206):  # 206: a part of a file
		keep_private_file(response, request)
		keep_packed_files(response)
	if response.status_code in (403, 404):
		answer_alike(response, request)
	if 200 <= response.status_code < 300:
		log_readings(response, request)


def refuse_disabled() -> None:
	"""Frappe lets the API keys of users who were disabled go on, and sessions too.

	A session's user is in the request's memory already, where Frappe checked the address; a key's comes from
	Redis. Frappe drops both with each write to a user, at once and when that is committed.
	"""
	user = frappe.local.session.user
	if user in ("Guest", "Administrator") or frappe.get_cached_value("User", user, "enabled"):
		return
	frappe.set_user("Guest")
	frappe.throw(_("This account is disabled."), frappe.AuthenticationError)


def check_search() -> None:
	"""Frappe's second API searches past the guard of the method that it had in the first."""
	request = getattr(frappe.local, "request", None)
	if request and (found := SEARCH.fullmatch(request.path)):
		asked = frappe.local.form_dict
		asked.update(searches.filters_of({**asked, "doctype": found[1]}))


def check_upload() -> None:
	"""An upload calls whatever method it names."""
	asked = frappe.local.form_dict
	if asked.get("method") and UPLOAD.search(asked_method() or "") and is_guarded(asked.method):
		refuse()


def check_bulk() -> None:
	"""Frappe's second API answers for each record by itself, and in other words for hidden ones."""
	request = getattr(frappe.local, "request", None)
	found = BULK.fullmatch(request.path) if request else None
	if not found:
		return
	body = sent_body()
	asked = {**(frappe.local.form_dict or {}), **(body if isinstance(body, dict) else {})}
	rows = [*_listed(asked.get("docs")), *_listed(asked.get("names"))]
	for row in rows:
		named = row if isinstance(row, dict) else {"name": row}
		doctype = our_doctype(found[1] or named.get("doctype"))
		if doctype and not may_read(doctype, named.get("name")):
			refuse()


def export_here() -> None:
	"""What later versions export in the background hangs on its report, for all who read that."""
	asked = frappe.local.form_dict or {}
	if not asked.get(IN_BACKGROUND):
		return
	fields, report = ["module", "ref_doctype"], asked.get("report_name")
	about = frappe.db.get_value("Report", report, fields, as_dict=True) if report else None
	is_ours = about and (about.module == MODULE or our_doctype(about.ref_doctype))
	if is_ours or our_doctype(asked.get("doctype")):
		asked.pop(IN_BACKGROUND)


def _listed(sent) -> list:
	found = frappe.parse_json(sent) if isinstance(sent, str) else sent
	return found if isinstance(found, list) else []


def answer_unreadable(response, request) -> None:
	"""A body that is no JSON, or nested without end, is the caller's error, not the server's."""
	if "application/json" not in (request.content_type or ""):
		return
	try:
		json.loads(request.get_data(as_text=True) or "{}")
	except (RecursionError, ValueError):
		_replace(
			response,
			400,
			"ValidationError",
			_("This request cannot be read: its JSON is broken or too deep."),
		)


def keep_private_file(response, request) -> None:
	"""Frappe hands a private file to whoever once uploaded it, whatever record it hangs on."""
	address = _file_asked_for(request)
	if address and not may_fetch(address):
		_replace(response)


def _file_asked_for(request) -> str | None:
	"""Its address: that of the request, or what one of the old names of `download_file` was given."""
	if request.path.startswith("/private/files/"):
		return request.path
	asked = frappe.local.form_dict or {}
	return asked.get("file_url") if str(asked_method()).endswith("download_file") else None


def keep_packed_files(response) -> None:
	"""Frappe leads these old names to its own methods, past the guards of the names they have now."""
	asked = frappe.local.form_dict or {}
	if asked_method() not in aliases.PACKED_FILES:
		return
	named = frappe.parse_json(asked.get("files") or "[]") or [asked.get("name")]
	if not all(may_take(each) for each in named):
		_replace(response)


def log_readings(response, request) -> None:
	"""What cannot be logged is not handed out."""
	if response.mimetype != "application/json" or frappe.session.user == "Guest":
		return
	try:
		list_log.note(response, request)
		value_log.note(response)
		answer_log.note_records()
	except answer_log.CannotBeLoggedError as error:
		_replace(response, 503, "ValidationError", str(error))


def answer_alike(response, request) -> None:
	"""Make refusals of hidden and of missing records of ours the same, whatever said no."""
	record = _asked_record(request)
	if record and not may_read(*record):
		_replace(response)


def _asked_record(request) -> tuple[str, str] | None:
	"""Doctype and name of the record of ours that a request names."""
	parts = request.path.strip("/").split("/")
	name: str | None
	if len(parts) > 3 and parts[0] == "api" and (set(parts[1:3]) & set(RESOURCES)):
		place = 2 if parts[1] in RESOURCES else 3
		doctype, name = parts[place], "/".join(parts[place + 1 :])
	else:
		asked = frappe.local.form_dict or {}
		doctype = next((asked[key] for key in NAMES_A_DOCTYPE if asked.get(key)), None)
		name = next((asked[key] for key in NAMES_A_RECORD if asked.get(key)), None)
	doctype = our_doctype(doctype)
	return (doctype, name) if doctype and isinstance(name, str) else None


def _replace(response, status: int = 403, kind: str = "PermissionError", message: str | None = None) -> None:
	"""Frappe's form of an error, with nothing of what the request was about."""
	told = {"message": message or no_such_record(), "title": _("Not Permitted"), "indicator": "red"}
	body = {"exc_type": kind, "_server_messages": json.dumps([json.dumps(told)])}
	response.direct_passthrough = False
	for header in ("X-Accel-Redirect", "Content-Disposition", "Content-Range", "X-Page-Name"):
		response.headers.pop(header, None)
	response.status_code = status
	response.mimetype = "application/json"
	response.data = json.dumps(body)
