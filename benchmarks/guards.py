"""What the guards cost: the same requests with and without them, in turns within one run.

``./run test benchmarks/guards.py``; no part of the suite, since it measures. Requests go through the site's
real WSGI application in this process, with a real session. Prints requests per second of both and their
ratio; the whole layer may cost 3 %. Ratios carry over to other machines, times do not.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe
import pytest

from learning_mentor import hooks
from learning_mentor.guards import references, writes
from tests import factories as make
from tests.conftest import site  # noqa: F401  the fixture
from tests.security.client import Caller, Server
from tests.security.mutants import _forget_hooks

ROUNDS, REQUESTS = 8, 3
MOST = 0.03


@contextmanager
def without_guards() -> Iterator[None]:
	tables = {
		"override_whitelisted_methods": {},
		"before_request": [],
		"after_request": [],
		"permission_query_conditions": _without(hooks.permission_query_conditions, references.CONDITIONS),
		"has_permission": _without(hooks.has_permission, references.PERMISSIONS),
		"doc_events": _without(hooks.doc_events, writes.EVENTS),
	}
	kept = {name: getattr(hooks, name) for name in tables}
	for name, table in tables.items():
		setattr(hooks, name, table)
	try:
		yield
	finally:
		for name, table in kept.items():
			setattr(hooks, name, table)


def _without(table: dict, guards: dict) -> dict:
	return {key: value for key, value in table.items() if key not in guards}


def mix(caller: Caller, case: str) -> list[Callable]:
	"""What a mentor's browser asks for in a morning: the caseload, lists, a form, a link search, a count."""
	return [
		lambda: caller.get("/api/resource/Mentoring Case"),
		lambda: caller.get(f"/api/resource/Mentoring Case/{case}"),
		lambda: caller.ask("frappe.desk.form.load.getdoc", doctype="Mentoring Case", name=case),
		lambda: caller.ask("learning_mentor.api.sessions.my_caseload"),
		lambda: caller.ask("frappe.desk.reportview.get", doctype="Mentoring Session", fields=["name"]),
		lambda: caller.ask("frappe.desk.search.search_link", doctype="Mentoring Need", txt="a"),
		lambda: caller.ask("frappe.client.get_count", doctype="Mentoring Case"),
		lambda: caller.ask("frappe.client.get_list", doctype="ToDo", fields=["name", "description"]),
		lambda: caller.ask("frappe.client.get_list", doctype="Student", fields=["name"]),
		lambda: caller.ask("frappe.client.get_value", doctype="Student", fieldname="name"),
	]


@pytest.fixture
def morning(site) -> Iterator[list[Callable]]:  # noqa: F811
	make.free_people()
	make.make_people()
	case = make.make_case()
	frappe.db.commit()
	server = Server()
	yield mix(Caller(server, make.mentor_user(case)).log_in(), case.name)
	server.close()
	frappe.set_user("Administrator")
	make.remove_story(case.student)
	frappe.delete_doc("Mentor Profile", case.mentor, force=True, delete_permanently=True)
	frappe.db.commit()


def seconds(requests: list[Callable]) -> float:
	for request in requests:  # once unmeasured: the hooks are read anew
		request()
	start = time.process_time()
	for _number in range(REQUESTS):
		for request in requests:
			assert request().status_code == 200
	return time.process_time() - start


def test_the_cost_of_the_guards(morning, capsys):
	"""Time of this process: the machine's other work does not count."""
	ratios, done = [], REQUESTS * len(morning)
	totals = {"with": 0.0, "without": 0.0}
	for _number in range(ROUNDS):
		_forget_hooks()
		with_guards = seconds(morning)
		with without_guards():
			_forget_hooks()
			bare = seconds(morning)
		_forget_hooks()
		totals = {"with": totals["with"] + with_guards, "without": totals["without"] + bare}
		ratios.append(with_guards / bare)
	with capsys.disabled():
		for name, spent in totals.items():
			print(f"\n{name} guards: {ROUNDS * done / spent:.0f} requests per second of CPU", end="")
		print(f"\ncost: median {100 * (statistics.median(ratios) - 1):.1f} % (limit {100 * MOST:.0f} %)")
