"""Requests looked at as a whole: before Frappe takes them, and when their answer is ready."""

import json
import re

import frappe
from frappe import _

from learning_mentor.data_protection import answer_log, list_log, value_log
from learning_mentor.exceptions import MentoringError
from learning_mentor.guards import aliases, consents, identity, joins, parents, previews, searches
from learning_mentor.guards.files import may_fetch, may_take, private_address
from learning_mentor.guards.joins import NAMES_A_DOCTYPE
from learning_mentor.guards.leads import REFERENCES
from learning_mentor.guards.methods import is_guarded
from learning_mentor.guards.readers import may_read, no_such_record, our_doctype, refuse
from learning_mentor.rest.bodies import sent_body
from learning_mentor.rest.calls import asked_method

NAMES_A_RECORD = ("name", "docname", "dn", "doc_name")
RESOURCES = ("resource", "document")
OF_FILES = ("X-Accel-Redirect", "Content-Disposition", "Content-Range")  # headers
OF_PAGES = ("X-Page-Name", "X-From-Cache", "Link")
NOTICES = ".get_notification_logs"
MODULE, IN_BACKGROUND = "Learning Mentor", "export_in_background"
UPLOAD = re.compile(r"(?:^|\.)upload_?file$")
SEARCH = re.compile(r"/api/v2/doctype/([^/]+)/search/?")
PAPER_OF_MANY = "frappe.utils.print_format.download_multi_pdf_async"
OF_MANY = (
	"frappe.client.bulk_update",
	"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
	"frappe.model.workflow.bulk_workflow_approval",
)
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
	check_paper()
	previews.check()
	consents.check()
	export_here()


def after(response, request) -> None:
	"""The answer is ready. Each may replace it, so that the next looks at another."""
	if response.status_code == 500:
		answer_unreadable(response, request)
	if not getattr(frappe.local, "session", None):
		return
	keep_out_of_caches()
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
	"""An upload calls whatever method it names, and a guest's, where allowed, takes any file."""
	asked = frappe.local.form_dict
	if not (asked.get("method") or asked.get("file_url")) or not UPLOAD.search(asked_method() or ""):
		return
	if asked.get("method") and is_guarded(asked.method):
		refuse()
	if asked.get("file_url") and not may_fetch(private_address(asked.file_url)):
		refuse()


def check_bulk() -> None:
	"""Of many records Frappe answers for each by itself, and in other words for hidden ones."""
	request = getattr(frappe.local, "request", None)
	found = BULK.fullmatch(request.path) if request else None
	if not found and asked_method() not in OF_MANY:
		return
	of_all = found[1] if found else frappe.local.form_dict.get("doctype")
	body = sent_body()
	asked = {**(frappe.local.form_dict or {}), **(body if isinstance(body, dict) else {})}
	rows = [row for key in ("docs", "names", "docnames") for row in _listed(asked.get(key))]
	for row in rows:
		named = row if isinstance(row, dict) else {"name": row}
		names = [named[key] for key in ("name", "docname") if named.get(key)]
		for doctype in filter(None, map(our_doctype, (of_all, named.get("doctype")))):
			if not names or not all(may_read(doctype, name) for name in names):
				refuse()


def check_paper() -> None:
	"""What later versions print of many records is a file that hangs on none: its maker would keep it, past
	their right and past disposal.
	"""
	if asked_method() != PAPER_OF_MANY:
		return
	named = frappe.local.form_dict.get("doctype")
	if isinstance(named, str) and named.lstrip()[:1] == "{":
		named = frappe.parse_json(named)
	if any(map(our_doctype, named if isinstance(named, dict) else [named])):
		frappe.throw(
			_("Mentoring records cannot be printed in the background: print them one by one."), MentoringError
		)


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


def keep_out_of_caches() -> None:
	"""Later versions let a browser keep what it was told: past the end of a right, and for the next user."""
	headers = getattr(frappe.local, "response_headers", None)
	if not headers:
		return
	asked = frappe.local.form_dict or {}
	named = {asked[key] for key in NAMES_A_DOCTYPE if isinstance(asked.get(key), str)}
	speaks_of_ours = any(each in REFERENCES or our_doctype(each) for each in named)
	if speaks_of_ours or str(asked_method()).endswith(NOTICES):
		headers.pop("Cache-Control", None)


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
	elif len(parts) > 1 and our_doctype(parts[0]):  # the website prints a record at such an address
		doctype, name = parts[0], "/".join(parts[1:])
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
	for header in (*OF_FILES, *OF_PAGES):
		response.headers.pop(header, None)
	response.status_code = status
	response.mimetype = "application/json"
	response.data = json.dumps(body)
