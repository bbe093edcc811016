"""The site's real WSGI application, called in this process: no socket, but all of Frappe's way of a request.

Each request runs in a thread of its own kind, since Frappe keeps the request in a context that tests use too.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import frappe
import frappe.app
from werkzeug.test import Client
from werkzeug.wrappers import Response

from tests.conftest import CSRF_TOKEN, PASSWORD, SITE
from tests.security.lane import ADDRESS, ORIGIN


class Server:
	"""One thread in which requests are answered one after another."""

	def __init__(self):
		self.thread = ThreadPoolExecutor(max_workers=1)
		self.requests = 0

	def answer(self, client: Client, **request) -> Response:
		self.requests += 1
		return self.thread.submit(self._answer, client, request).result()

	@staticmethod
	def _answer(client: Client, request: dict) -> Response:
		answer = client.open(  # buffered, and so closed: the request is over
			base_url=ADDRESS, buffered=True, environ_base={"REMOTE_ADDR": ORIGIN}, **request
		)
		answer.get_data()
		return answer

	def close(self) -> None:
		self.thread.shutdown()


@dataclass
class Caller:
	"""One actor's way to the server: a session with its cookies, an API key, or nothing."""

	server: Server
	user: str
	key: str | None = None
	client: Client = field(default_factory=lambda: Client(frappe.app.application))
	token: str | None = None

	def log_in(self) -> "Caller":
		answer = self.post("/api/method/login", usr=self.user, pwd=PASSWORD)
		assert answer.status_code == 200, (
			f"{self.user} could not log in: {answer.get_data(as_text=True)[:300]}"
		)
		page = self.get("/app" if answer.json["message"] == "Logged In" else "/me", accept="text/html")
		found = CSRF_TOKEN.search(page.get_data(as_text=True))
		self.token = found[1] if found else None
		return self

	def open(self, method: str, path: str, accept: str = "application/json", **more) -> Response:
		headers = {"Accept": accept, "X-Frappe-Site-Name": SITE, **more.pop("headers", {})}
		if self.key:
			headers["Authorization"] = f"token {self.key}"
		if self.token:
			headers["X-Frappe-CSRF-Token"] = self.token
		return self.server.answer(self.client, method=method, path=path, headers=headers, **more)

	def get(self, path: str, accept: str = "application/json", **arguments) -> Response:
		return self.open("GET", path, accept, query_string=_texts(arguments))

	def post(self, path: str, **arguments) -> Response:
		return self.open("POST", path, json=arguments)

	def put(self, path: str, **arguments) -> Response:
		return self.open("PUT", path, json=arguments)

	def delete(self, path: str) -> Response:
		return self.open("DELETE", path)

	def ask(self, method: str, /, **arguments) -> Response:
		"""GET a whitelisted method."""
		return self.get(f"/api/method/{method}", **arguments)

	def call(self, method: str, /, **arguments) -> Response:
		"""POST to a whitelisted method."""
		return self.post(f"/api/method/{method}", **arguments)


def _texts(arguments: dict) -> dict:
	"""Arguments as an address carries them: lists and dicts as JSON, nothing for None."""
	return {
		key: frappe.as_json(value, indent=None) if isinstance(value, list | dict) else value
		for key, value in arguments.items()
		if value is not None
	}
