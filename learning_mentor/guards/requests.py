"""Requests looked at as a whole: before Frappe takes them, and when their answer is ready."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

import frappe
from frappe import _

from learning_mentor.data_protection import answer_log, list_log, value_log
from learning_mentor.guards import identity, searches
from learning_mentor.guards.files import may_take
from learning_mentor.guards.readers import DIRECTORY, may_read, no_such_record, our_doctype
from learning_mentor.rest.calls import asked_method

LINKED = re.compile(r"(?<![\w`.])([a-z][a-z0-9_]*)\.`?([a-z_*][a-z0-9_]*)")
ASKED_IN = frozenset(
	(
		*("fields", "filters", "or_filters", "order_by", "group_by", "fieldname", "chart", "doc"),
		*("field_map", "current_filters", "field", "stats", "args"),
	)
)
EXPANDING = frozenset(("expand", "expand_links"))  # of later versions of Frappe
NAMES_A_DOCTYPE = ("doctype", "dt", "document_type", "goal_doctype")
NAMES_A_RECORD = ("name", "docname", "dn", "doc_name")
LONGEST_NAME = 61  # of a record type
OLD_NAMES = ("frappe.core.doctype.file.file.zip_files", "frappe.core.doctype.file.file.unzip_file")
RESOURCES = ("resource", "document")
SEARCH = re.compile(r"/api/v2/doctype/([^/]+)/search/?")


def before() -> None:
	"""The user is known, and nothing is done yet."""
	refuse_disabled()
	refuse_joins()
	refuse_expanding()
	identity.check()
	check_search()


def after(response, request) -> None:
	"""The answer is ready. Each may replace it, so that the next looks at another."""
	if response.status_code == 500:
		answer_unreadable(response, request)
	if not getattr(frappe.local, "session", None):
		return
	if response.status_code == 200:
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


def refuse_joins() -> None:
	"""Frappe joins ``link.field`` without the linked record's conditions: each row's link would be read.

	Refused whoever asks: the linked record itself can be asked for.
	"""
	asked = frappe.local.form_dict
	for key in ASKED_IN.intersection(asked):
		words = list(_words(asked[key])) if _may_join(asked[key]) else ()
		joins = {join for word in words for join in LINKED.findall(word)}
		doctypes = _doctypes_of(asked, words) if joins else ()
		if any(_leads_to_ours(doctype, *join) for doctype in doctypes for join in joins):
			_refuse_joined()


def check_search() -> None:
	"""Frappe's second API searches past the guard of the method that it had in the first."""
	request = getattr(frappe.local, "request", None)
	if request and (found := SEARCH.fullmatch(request.path)):
		asked = frappe.local.form_dict
		asked.update(searches.filters_of({**asked, "doctype": found[1]}))


def _refuse_joined() -> NoReturn:
	frappe.throw(
		_("Fields of a linked record cannot be read along: ask for the record itself."),
		frappe.PermissionError,
	)


def _may_join(value) -> bool:
	"""Most values have no join, and are told by a look. JSON may write a dot as a number of four digits."""
	text = value if isinstance(value, str) else json.dumps(value, default=str)
	return "." in text or "\\u" in text


def _words(value) -> Iterator[str]:
	"""Every text in a value as Frappe gets to see it: JSON is read, also JSON within JSON."""
	if isinstance(value, dict):
		value = [*value, *value.values()]
	if isinstance(value, list | tuple):
		for each in value:
			yield from _words(each)
	elif isinstance(value, str):
		yield value
		if value.lstrip()[:1] in ("[", "{", '"'):
			try:
				yield from _words(json.loads(value))
			except (ValueError, RecursionError):
				return  # Frappe cannot read it either


def _doctypes_of(asked: dict, words: Iterable[str]) -> set[str]:
	"""Record types that the request names anywhere: a report's columns and a card's filters do too."""
	parts = frappe.local.request.path.strip("/").split("/")
	known = [*words, *(asked.get(key) for key in NAMES_A_DOCTYPE), *(parts[2:4] if parts[0] == "api" else ())]
	names = {each for each in known if isinstance(each, str) and each and len(each) <= LONGEST_NAME}
	return set(frappe.get_all("DocType", {"name": ["in", sorted(names)]}, pluck="name", order_by="name"))


def _leads_to_ours(doctype: str, link: str, fieldname: str) -> bool:
	field = frappe.get_meta(doctype).get_field(link)
	target = our_doctype(field.options) if field and field.fieldtype == "Link" else None
	if not target:
		return False
	return not (target in DIRECTORY and fieldname in ("name", frappe.get_meta(target).title_field))


def refuse_expanding() -> None:
	"""Whole linked records in the answer, which not every version of Frappe asks the right for."""
	asked = frappe.local.form_dict
	if EXPANDING.intersection(asked) and any(map(_links_to_ours, _doctypes_of(asked, ()))):
		_refuse_joined()


def _links_to_ours(doctype: str) -> bool:
	meta = frappe.get_meta(doctype)
	if our_doctype(doctype) or meta.get_dynamic_link_fields():
		return True
	return any(our_doctype(field.options) for field in meta.get_link_fields())


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
	if asked_method() not in OLD_NAMES:
		return
	named = frappe.parse_json(asked.get("files") or "[]") or [asked.get("name")]
	if not all(may_take(each) for each in named):
		_replace(response)


def may_fetch(file_url: str) -> bool:
	"""Whether one of the rows that hold a private file is open to the session user."""
	rows = frappe.get_all("File", filters={"file_url": file_url}, fields=["*"], order_by="creation asc")
	files = [frappe.get_doc({**row, "doctype": "File"}) for row in rows]
	if not any(our_doctype(each.attached_to_doctype) for each in files):
		return True
	return any(_is_open(each) for each in files)


def _is_open(file) -> bool:
	if doctype := our_doctype(file.attached_to_doctype):
		return may_read(doctype, file.attached_to_name)
	return file.is_downloadable()


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
