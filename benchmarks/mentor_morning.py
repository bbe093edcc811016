"""What a mentor's browser asks for in a morning at the desk, recorded: which requests, and how often each.

A real browser clicks through the desk; what it asked the server for is told, without pages and files, as
requests that can be asked again.
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Request

from tests.security.client import Caller

WALK = (
	"/app/mentoring-case",
	"/app/mentoring-case/{case}",
	"/app/mentoring-action-plan/{plan}",
	"/app/mentoring-session",
	"/app/mentoring-session/new-mentoring-session",
	"/app/mentoring-home-visit",
	"/app/mentoring-case/{case}",
	"/app/todo",
	"/app/my-mentoring",
)
ASKED_BY_SCRIPTS = ("xhr", "fetch")
QUIET = 1500  # milliseconds in which the page goes on asking, after it says that it is ready
WRITES = ("login", "save", "set_user_settings", "mark_as_seen", "update_last_visited")


class Asked(NamedTuple):
	"""One request: what it is called in the table, and what it takes to ask it again."""

	kind: str
	method: str
	path: str
	query: str
	body: str
	body_type: str


def record(page: Page, **names: str) -> Counter[Asked]:
	"""Walk through the desk with a page that is signed in; returns how often each request was asked."""
	asked: Counter[Asked] = Counter()
	page.on("requestfinished", lambda request: asked.update(_told(request)))
	for address in WALK:
		page.goto(address.format(**names))
		page.wait_for_load_state("networkidle")
		page.wait_for_timeout(QUIET)
	return asked


def _told(request: Request) -> list[Asked]:
	if request.resource_type not in ASKED_BY_SCRIPTS or "socket.io" in request.url:
		return []
	address, body = urlsplit(request.url), request.post_data or ""
	command = parse_qs(body).get("cmd") or [address.path.removeprefix("/api/method/").strip("/")]
	kind = command[0].rpartition(".")[2]
	body_type = request.headers.get("content-type", "")
	return (
		[] if kind in WRITES else [Asked(kind, request.method, address.path, address.query, body, body_type)]
	)


def by_kind(caller: Caller, asked: Counter[Asked]) -> dict[str, Callable]:
	"""For each kind of request a function that asks all of them, as often as they were asked."""
	kinds: dict[str, list[Asked]] = {}
	for each, times in asked.items():
		kinds.setdefault(each.kind, []).extend([each] * times)
	return {f"{len(each)} {kind}": _asking(caller, each) for kind, each in sorted(kinds.items())}


def _asking(caller: Caller, asked: list[Asked]) -> Callable:
	def ask():
		for each in asked:
			answer = caller.open(
				each.method,
				each.path,
				query_string=each.query,
				data=each.body,
				content_type=each.body_type or None,
			)
			assert answer.status_code == 200, (each, answer.get_data(as_text=True)[:500])
		return answer

	return ask
