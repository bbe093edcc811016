"""Many requests of one user, one after another, past the login: what Frappe does with a request, and no more.

Each request has flags, messages, caches of rights and a transaction of its own, which is rolled back; the
connection stays. So a cell of the matrix costs a few milliseconds. What happens before a request is taken
(cookies, keys, tokens) is asked by tests that go through `client.Caller`.
"""

import inspect
import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr
from copy import deepcopy
from urllib.parse import quote, urlencode

import frappe
import frappe.app
from frappe.auth import CookieManager
from frappe.website.serve import get_response
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from tests.conftest import forget_what_was_rolled_back

ADDRESS, JSON = "http://localhost", "application/json"
ORIGIN = "127.0.0.2"  # Frappe 15 counts what an address asks for all sites of a bench together


class Lane:
	"""Requests as ``user``, within the connection of this process.

	``keeps``: what they write stays in the test's transaction, for the requests that come after.
	"""

	def __init__(self, user: str, keeps: bool = False):
		self.user, self.keeps = user, keeps
		self.flags = deepcopy(dict(frappe.local.flags))
		self.written: list[str] = []
		self.seen = None

	def ask(self, method: str, /, **arguments) -> Response:
		return self.open("GET", f"/api/method/{method}", arguments)

	def call(self, method: str, /, look: Callable | None = None, **arguments) -> Response:
		return self.open("POST", f"/api/method/{method}", arguments, look=look)

	def open(
		self, verb: str, path: str, arguments: dict | None = None, accept=JSON, look: Callable | None = None
	) -> Response:
		"""``look`` is called before all is rolled back; what it returns is kept in ``seen``."""
		with redirect_stderr(io.StringIO()):
			response = self._answer(Request(_environ(verb, path, arguments or {}, accept)), look)
		frappe.set_user("Administrator")
		if self.keeps:
			return response
		frappe.db.rollback()
		if verb != "GET":
			forget_what_was_rolled_back()
		return response

	def begin(self, verb: str, path: str, arguments: dict) -> None:
		"""A request of the user as Frappe has read it, and no more."""
		self._begin(Request(_environ(verb, path, arguments, JSON)))

	def run(self, path: str, /, **arguments) -> str:
		"""A function called within a request of the user, without the way there; its answer as JSON."""
		with redirect_stderr(io.StringIO()):
			self._begin(Request(_environ("GET", f"/api/method/{path}", arguments, JSON)))
			answer = frappe.call(frappe.get_attr(path), **frappe.local.form_dict)
			response = {key: value for key, value in frappe.local.response.items() if value}
		frappe.db.rollback()
		frappe.set_user("Administrator")
		return frappe.as_json([answer, response])

	def _answer(self, request: Request, look: Callable | None) -> Response:
		"""What Frappe commits before its hooks look at the answer, is undone here: they may commit."""
		self.seen = None
		self._begin(request)
		try:
			for hook in (*frappe.get_hooks("before_request"), *frappe.get_hooks("auth_hooks")):
				frappe.call(hook)
			response = _dispatch(request)
		except HTTPException as error:
			return error.get_response(request.environ)
		except Exception as error:
			response = frappe.app.handle_exception(error)
		self.written = _mails() if request.method != "GET" else []
		self.seen = look() if look else None
		if not self.keeps:
			frappe.db.rollback()
		frappe.app.run_after_request_hooks(request, response)
		return response

	def _begin(self, request: Request) -> None:
		frappe.set_user(self.user)
		local = frappe.local
		local.request, local.is_ajax = request, False
		local.flags = frappe._dict(deepcopy(self.flags))
		local.response, local.message_log, local.error_log, local.debug_log = (
			frappe._dict(docs=[]),
			[],
			[],
			[],
		)
		local.request_ip, local.session.data.csrf_token = ORIGIN, "0" * 56
		local.document_cache, local.mentor_keys, local.cookie_manager = {}, {}, CookieManager()
		local.schools_apart, local.noted_readings = None, set()
		frappe.app.make_form_dict(request)


def _environ(verb: str, path: str, arguments: dict, accept: str) -> dict:
	headers = {"Accept": accept}
	if verb == "GET":
		texts = {
			key: json.dumps(value, default=str) if isinstance(value, list | dict) else value
			for key, value in arguments.items()
			if value is not None
		}
		builder = EnvironBuilder(
			quote(path), ADDRESS, query_string=urlencode(texts), method=verb, headers=headers
		)
	else:
		builder = EnvironBuilder(quote(path), ADDRESS, method=verb, json=arguments, headers=headers)
	return builder.get_environ()


def _dispatch(request: Request) -> Response:
	"""As `frappe.app.application` does once it knows the user."""
	if frappe.form_dict.cmd:
		return frappe.handler.handle()
	if request.path.startswith("/api/"):
		takes_request = bool(inspect.signature(frappe.api.handle).parameters)
		return frappe.api.handle(request) if takes_request else frappe.api.handle()
	if request.path.startswith("/private/files/"):
		return frappe.utils.response.download_private_file(request.path)
	return get_response()


def _mails() -> list[str]:
	"""What the request has put into the mail queue, before it is rolled back."""
	return frappe.get_all(
		"Email Queue", filters={"status": "Not Sent"}, pluck="message", order_by="creation desc"
	)


def text_of(response: Response) -> str:
	"""All of an answer as text: headers, body, and what is packed in PDF and XLSX."""
	response.direct_passthrough = False  # a file is handed over unread
	body = response.get_data()
	words = [str(response.headers), body.decode("utf-8", "ignore")]
	if body[:4] == b"%PDF":
		words.append(_pdf_text(body))
	if body[:2] == b"PK":
		words.append(_zip_text(body))
	return "\n".join(words)


def _pdf_text(body: bytes) -> str:
	from pypdf import PdfReader

	return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def _zip_text(body: bytes) -> str:
	from zipfile import ZipFile

	with ZipFile(io.BytesIO(body)) as packed:
		return "\n".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
