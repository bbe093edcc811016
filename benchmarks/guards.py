"""What the guards cost: the same requests with and without them, in turns within one run.

``./run test benchmarks/guards.py``; no part of the suite, since it measures. Requests go through the site's
real WSGI application in this process, with a real session: one of each kind that a guard looks at, and those
that a browser asks for in a mentor's morning (`mentor_morning`). Two kinds of figures:

- queries, Redis calls and calls of functions of each request, with and without: the same at any load;
- time of this process's CPU, each request alone in turns (without, with, without again): what the second
  "without" costs more than the first is noise, and voids the run where it is more than 3 %.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import frappe
import pytest
from frappe.database.database import Database
from frappe.utils.redis_wrapper import RedisWrapper

from benchmarks import mentor_morning
from learning_mentor import hooks
from learning_mentor.guards import references, writes
from tests import factories as make
from tests.browser.conftest import chromium, open_as  # noqa: F401  the fixtures
from tests.conftest import site  # noqa: F401
from tests.security.client import Caller, Server
from tests.security.mutating import forget_hooks

ROUNDS, REQUESTS = 60, 2
MOST = 0.03


class Counts(NamedTuple):
	queries: int
	redis: int
	calls: int  # of functions, Python's and C's


@contextmanager
def without_guards() -> Iterator[None]:
	tables = {
		"override_whitelisted_methods": {},
		"auth_hooks": [],
		"after_request": [],
		"permission_query_conditions": _without(hooks.permission_query_conditions, references.CONDITIONS),
		"has_permission": _without(hooks.has_permission, references.PERMISSIONS),
		"doc_events": _without(hooks.doc_events, writes.EVENTS),
	}
	kept = {name: getattr(hooks, name) for name in tables}
	for name, table in tables.items():
		setattr(hooks, name, table)
	forget_hooks()
	try:
		yield
	finally:
		for name, table in kept.items():
			setattr(hooks, name, table)
		forget_hooks()


def _without(table: dict, guards: dict) -> dict:
	return {key: value for key, value in table.items() if key not in guards}


def mix(caller: Caller, case: str) -> dict[str, Callable]:
	"""One request of each kind: the caseload, lists, a form, a link search, a count."""
	return {
		"list of cases": lambda: caller.get("/api/resource/Mentoring Case"),
		"a case": lambda: caller.get(f"/api/resource/Mentoring Case/{case}"),
		"a case's form": lambda: caller.ask(
			"frappe.desk.form.load.getdoc", doctype="Mentoring Case", name=case
		),
		"caseload": lambda: caller.ask("learning_mentor.api.sessions.my_caseload"),
		"desk list": lambda: caller.ask(
			"frappe.desk.reportview.get", doctype="Mentoring Session", fields=["name"]
		),
		"link search": lambda: caller.ask(
			"frappe.desk.search.search_link", doctype="Mentoring Need", txt="a"
		),
		"count": lambda: caller.ask("frappe.client.get_count", doctype="Mentoring Case"),
		"list of tasks": lambda: caller.ask(
			"frappe.client.get_list", doctype="ToDo", fields=["name", "description"]
		),
		"list of pupils": lambda: caller.ask("frappe.client.get_list", doctype="Student", fields=["name"]),
		"a value": lambda: caller.ask("frappe.client.get_value", doctype="Student", fieldname="name"),
	}


@pytest.fixture
def server() -> Iterator[Server]:
	made = Server()
	yield made
	made.close()


@pytest.fixture
def plan(site) -> Iterator:  # noqa: F811
	"""A mentor's plan in force, and what hangs on it."""
	make.free_people()
	make.make_people()
	plan = make.make_plan(status="Active")
	frappe.db.commit()
	yield plan
	frappe.set_user("Administrator")
	make.remove_story(plan.student)
	frappe.delete_doc("Mentor Profile", plan.mentor, force=True, delete_permanently=True)
	frappe.db.commit()


@contextmanager
def counted(server: Server) -> Iterator[Callable[[], Counts]]:
	"""Queries and Redis calls that this process makes; the classes are given back as they were."""
	made = {"queries": 0, "redis": 0, "calls": 0}
	query, command = Database.sql, RedisWrapper.execute_command

	def count_query(*arguments, **more):
		made["queries"] += 1
		return query(*arguments, **more)

	def count_command(*arguments, **more):
		made["redis"] += 1
		return command(*arguments, **more)

	def count_call(_frame, event, _argument):
		made["calls"] += event in ("call", "c_call")

	def look(on: bool) -> None:
		sys.setprofile(count_call if on else None)

	server.thread.submit(look, True).result()
	Database.sql, RedisWrapper.execute_command = count_query, count_command
	try:
		yield lambda: Counts(**made)
	finally:
		server.thread.submit(look, False).result()
		Database.sql = query
		del RedisWrapper.execute_command


def counts_of(server: Server, requests: dict[str, Callable]) -> dict[str, Counts]:
	found = {}
	for name, ask in requests.items():
		for _number in range(2):  # once unmeasured: what Frappe keeps in Redis is read anew
			with counted(server) as so_far:
				assert ask().status_code == 200
				found[name] = so_far()
	return found


def seconds(requests: dict[str, Callable]) -> dict[str, float]:
	"""CPU of one request of each kind."""
	spent = {}
	for name, ask in requests.items():
		ask()
		with without_collector():
			start = time.process_time()
			for _number in range(REQUESTS):
				assert ask().status_code == 200
			spent[name] = (time.process_time() - start) / REQUESTS
	return spent


@contextmanager
def without_collector() -> Iterator[None]:
	"""Python's own comes at the same places of each round, and costs more than what is measured."""
	gc.collect()
	gc.disable()
	try:
		yield
	finally:
		gc.enable()


def test_the_cost_of_the_guards_for_one_request_of_each_kind(server, plan, capsys):
	mentor = Caller(server, make.mentor_user(plan)).log_in()
	measure(server, mix(mentor, plan.case), capsys)


def test_the_cost_of_the_guards_in_a_morning_at_the_desk(server, plan, open_as, capsys):  # noqa: F811
	user = make.mentor_user(plan)
	asked = mentor_morning.record(open_as(user), case=plan.case, plan=plan.name)
	measure(server, mentor_morning.by_kind(Caller(server, user).log_in(), asked), capsys)


def measure(server: Server, requests: dict[str, Callable], capsys) -> None:
	with without_guards():
		bare = counts_of(server, requests)
	guarded = counts_of(server, requests)
	rounds = []
	for _number in range(ROUNDS):
		with without_guards():
			first = seconds(requests)
		with_guards = seconds(requests)
		with without_guards():
			rounds.append((first, with_guards, seconds(requests)))
	with capsys.disabled():
		print_table(bare, guarded, rounds)


def print_table(bare: dict, guarded: dict, rounds: list[tuple]) -> None:
	print(
		f"\n{'request':28}  queries        Redis calls    function calls          CPU, ms      cost   control"
	)
	for name in bare:
		spent = _times(_quartiles(rounds, [name]))
		print(f"{name[:28]:28}  {_counts(bare[name], guarded[name])}     {spent}")
	bare, guarded = (Counts(*map(sum, zip(*counts.values(), strict=True))) for counts in (bare, guarded))
	first, _with, again = spent = _quartiles(rounds, list(rounds[0][0]))
	print(f"{'all of them':28}  {_counts(bare, guarded)}     {_times(spent)}")
	is_void = not 0.97 < again / first < 1.03
	print(f"limit {100 * MOST:.0f} %; control {again / first:.3f}{': VOID' if is_void else ''}")


def _counts(bare: Counts, guarded: Counts) -> str:
	more = 100 * (guarded.calls / bare.calls - 1)
	return (
		f"{bare.queries:3} -> {guarded.queries:3}     {bare.redis:3} -> {guarded.redis:3}"
		f"     {bare.calls:6} -> {guarded.calls:6} {more:+5.1f} %"
	)


def _quartiles(rounds: list[tuple], names: list[str]) -> list[float]:
	"""Of the three arms: seconds of these requests, each as fast as in a quarter of the rounds.

	What others do on the machine makes rounds slower, never faster.
	"""
	return [
		sum(statistics.quantiles([each[arm][name] for each in rounds], n=4)[0] for name in names)
		for arm in range(3)
	]


def _times(spent: list[float]) -> str:
	first, with_guards, again = spent
	cost = with_guards / ((first + again) / 2) - 1
	return f"{1000 * first:5.2f} -> {1000 * with_guards:5.2f}  {100 * cost:+5.1f} %  {again / first:.3f}"
