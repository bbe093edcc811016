"""Whether somebody may read one document: ours by the access key, as a part of Frappe's whole check."""

from collections.abc import Iterator

import frappe

from benchmarks.bare import SESSION, bare
from benchmarks.bench_site import COORDINATOR, COVER, MENTOR, Bench, as_user, new_request
from benchmarks.harness import Way, compare
from benchmarks.meter import cost_of
from benchmarks.results import Figure, limit, ratio
from learning_mentor import permissions

CLAIM = "Permission check of one document"
MOST_MS, MOST_QUERIES = 0.1, 0
READERS = {"mentor": MENTOR, "cover of two": COVER, "coordinator": COORDINATOR}


def figures(bench: Bench) -> Iterator[Figure]:
	for who, user in READERS.items():
		with as_user(user):
			yield from _checked(bench, who, user)


def _checked(bench: Bench, who: str, user: str) -> Iterator[Figure]:
	"""A session that was read in this request, as every form and every REST answer reads it."""
	frappe.db.commit()
	new_request()
	ours = frappe.get_doc(SESSION, _one_of(SESSION, user))
	copy = frappe.get_doc(bare(SESSION), _one_of(bare(SESSION), user))
	assert permissions.has_permission(ours) and ours.has_permission("read") and copy.has_permission("read")
	cost = cost_of(lambda: permissions.has_permission(ours))
	whole = compare(
		Way("Frappe's check with ours", lambda: ours.has_permission("read")),
		Way("Frappe's check of a bare document", lambda: copy.has_permission("read")),
		bench.samples,
	)
	own = compare(
		Way("our part", lambda: permissions.has_permission(ours)),
		Way("Frappe's check of a bare document", lambda: copy.has_permission("read")),
		bench.samples,
	)
	yield limit(CLAIM, f"{who}, our part", round(own.ours_ms, 4), MOST_MS, "ms", cost)
	yield limit(CLAIM, f"{who}, queries when warm", cost.queries, MOST_QUERIES, "queries", cost)
	yield ratio(CLAIM, f"{who}, whole check against a bare document's", whole)


def _one_of(doctype: str, user: str) -> str:
	keys = sorted(permissions.mentor_keys(user))
	filters = {"mentor": ["in", keys]} if keys else {}
	return frappe.get_all(doctype, filters, pluck="name", order_by="name", limit=1)[0]
