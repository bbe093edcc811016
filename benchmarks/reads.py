"""Reading one document through the API, and one by one against a bare document's GET."""

from collections.abc import Callable, Iterator

import frappe

from benchmarks.bare import SESSION, bare
from benchmarks.bench_site import COORDINATOR, MENTOR, OWN_PROFILE, Bench
from benchmarks.harness import Way, compare
from benchmarks.results import Figure, rate

CLAIM = "API read against a bare document's GET"
LEAST = 0.9


def getting(bench: Bench, user: str, doctype: str) -> Callable:
	"""GET of one of the mentor's sessions, another one each time."""
	caller = bench.caller(user)
	names = frappe.get_all(doctype, {"mentor": OWN_PROFILE}, pluck="name", order_by="name", limit=50)
	turn = iter(names * 10_000)

	def get() -> None:
		answer = caller.get(f"/api/resource/{doctype}/{next(turn)}")
		assert answer.status_code == 200, answer.get_data(as_text=True)[:300]

	return get


def figures(bench: Bench) -> Iterator[Figure]:
	for who, user in {"mentor": MENTOR, "coordinator": COORDINATOR}.items():
		found = compare(
			Way(SESSION, getting(bench, user, SESSION)),
			Way(bare(SESSION), getting(bench, user, bare(SESSION))),
			bench.samples,
		)
		yield rate(CLAIM, f"{who}, requests per second", found, LEAST)
