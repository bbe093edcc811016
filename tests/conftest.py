"""Fixtures that every kind of test shares: a site in this process, and sessions on its server.

What differs between Frappe 15 and 16 is hidden here and nowhere else under tests/.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import frappe
import pytest
import requests
from frappe.cache_manager import user_cache_keys
from frappe.utils.background_jobs import get_queue
from hypothesis import settings

CLONE = Path(__file__).resolve().parents[1]

# Each process of pytest-xdist (gw0, gw1, ...) takes one of the sites that `./run test` names, to itself.
# Taken, not read: programs that tests start have sites of their own.
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
if PROCESS and "LM_TEST_SITES" in os.environ:
	os.environ.update(json.loads(os.environ.pop("LM_TEST_SITES"))[int(PROCESS.removeprefix("gw"))])

SITES = Path(os.environ.get("LM_BENCH", CLONE / ".bench")) / "sites"
SITE = os.environ.get("LM_SITE", "test.localhost")
ADMINISTRATOR = ("Administrator", "admin")
PASSWORD = "mentor-demo"

CSRF_TOKEN = re.compile(r"""csrf_token\s*=\s*["']([0-9a-f]{16,})["']""")
DESK, PORTAL = "/app", "/me"

# The same examples in every run; LM_EXAMPLES=default looks for new ones, by Hypothesis' own profile.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("LM_EXAMPLES", "repeatable"))

pytest_plugins = ["tests.reliability.table"]

ROLLED_BACK = {"rules", "schema"}
WHOLE_FOLDERS = {"security", "reliability"}
COMMITTED = "committed"
LONG = (COMMITTED, "security", "reliability")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
	"""Tests that commit stay together and in their order; files whose tests roll back go to any process.

	The canary matrix commits too, and takes away all that it made: it goes to any process as a whole; and so
	do the tests under faults, which have a site and servers of their own. What stays together for long comes
	first, so that the short files fill both processes up to the end.
	"""
	for item in items:
		item.add_marker(pytest.mark.xdist_group(group_of(item)))
	items.sort(key=lambda item: LONG.index(group_of(item)) if group_of(item) in LONG else len(LONG))


def group_of(item: pytest.Item) -> str:
	folder = item.path.relative_to(CLONE).parts[1]  # benchmarks may be named beside tests
	if folder in ROLLED_BACK:
		return item.path.name
	return folder if folder in WHOLE_FOLDERS else COMMITTED


def begin_request() -> None:
	"""A request of its own to the site: new flags, new messages, new transaction, user Administrator."""
	frappe.init(site=SITE, sites_path=".")
	frappe.connect()
	frappe.set_user("Administrator")


def end_request() -> None:
	frappe.db.rollback()
	forget_what_was_rolled_back()
	frappe.destroy()


def forget_what_was_rolled_back() -> None:
	"""Redis keeps what was read within the transaction: documents and what users may do."""
	documents = getattr(frappe, "client_cache", None) or frappe.cache  # 16 has a copy in the process too
	documents.delete_keys("document_cache::")
	for key in user_cache_keys:
		frappe.cache.delete_key(key)


@pytest.fixture(scope="session", autouse=True)
def site() -> Iterator[str]:
	"""Connects to the test site, for the whole session; Frappe reads some of its files by relative path."""
	started_in = Path.cwd()
	os.chdir(SITES)
	begin_request()
	yield SITE
	end_request()
	os.chdir(started_in)


@pytest.fixture
def db(site):
	"""The database in a request of the test's own; whatever the test writes is rolled back.

	Tests that go through the server cannot see what is not committed: they make their records over REST.
	"""
	end_request()
	begin_request()
	frappe.conf.bench_id = "rolled-back"
	yield frappe.db
	end_request()
	begin_request()


@pytest.fixture(scope="session", autouse=True)
def jobs_about_nothing(site):
	"""Jobs of rolled-back tests are about rows that are not there: they wait where no worker listens."""
	yield
	frappe.conf.bench_id = "rolled-back"
	for length in ("short", "default", "long"):
		get_queue(length).empty()


@contextmanager
def session_of(user: str) -> Iterator[None]:
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


@pytest.fixture
def as_user(db) -> Callable:
	"""``with as_user("mentor@example.com"):`` runs its block as that user."""
	return session_of


class RestSession(requests.Session):
	"""What a browser does: addresses relative to the site, its cookies, and the token that writes need."""

	def __init__(self, address: str):
		super().__init__()
		self.address = address
		self.headers["Accept"] = "application/json"
		self.hooks["response"].append(self.keep_token)

	def request(self, method, url, **options):
		options.setdefault("timeout", 60)
		return super().request(method, urljoin(self.address, url), **options)

	def keep_token(self, response: requests.Response, **options) -> None:
		is_page = response.headers.get("Content-Type", "").startswith("text/html")
		token = CSRF_TOKEN.search(response.text) if is_page else None
		if token:
			self.headers["X-Frappe-CSRF-Token"] = token[1]

	def log_in(self, user: str, password: str) -> None:
		answer = self.post("/api/method/login", data={"usr": user, "pwd": password})
		assert answer.ok, f"{user} could not log in: {answer.text[:200]}"
		self.get(DESK if answer.json()["message"] == "Logged In" else PORTAL)


@pytest.fixture
def rest() -> Iterator[Callable[..., RestSession]]:
	"""``rest("mentor@demo.school")`` is that user's session on the server, ``rest()`` Administrator's.

	``rest("Guest")`` is nobody's. A password other than ``mentor-demo`` is the second argument.
	"""
	address = os.environ.get("LM_BASE_URL")
	assert address, "LM_BASE_URL is not set: run the tests with './run test'."
	opened = []

	def session(user: str = ADMINISTRATOR[0], password: str | None = None) -> RestSession:
		opened.append(RestSession(address))
		if user != "Guest":
			opened[-1].log_in(user, password or dict([ADMINISTRATOR]).get(user, PASSWORD))
		return opened[-1]

	yield session
	for each in opened:
		each.close()
