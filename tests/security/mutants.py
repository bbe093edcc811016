"""Guard mutants: each guard is taken away in turn, and the suite has to notice.

Not collected by name, since it takes long: ``./run test tests/security/mutants.py``. For each mutant the
checks of the suite that could know run on one school, until one of them fails; that kills the mutant. A
survivor fails its test. No mutant is made of a rule that lets everything through.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

import frappe
import pytest

from learning_mentor import hooks, permissions
from learning_mentor.case_record import CaseRecord
from learning_mentor.guards import (
	answers,
	files,
	readers,
	references,
	requests,
	searches,
	totals,
	traces,
	writes,
)
from learning_mentor.permissions import keys, people, roles, rules
from learning_mentor.rows import ProtectedRow
from tests.security import policy, test_holes, test_matrix, test_methods, test_writes
from tests.security.canaries import app_doctypes

FEW = ["Mentoring Case", "Mentoring Action Plan", "Mentor Profile", "Mentoring Nomination"]
KILLED: list[str] = []


class Mutant(NamedTuple):
	name: str
	holder: object
	key: object
	value: object  # GONE: the key is taken out


GONE = object()


def _lets_all_through(doctype: str) -> bool:
	parents = permissions.PARENTS.get(doctype, (doctype,))
	return all(permissions.RULES[each] is permissions.ROLE_DECIDES for each in parents)


def hook_mutants() -> Iterator[Mutant]:
	for path in hooks.override_whitelisted_methods:
		yield Mutant(f"override of {path}", hooks.override_whitelisted_methods, path, GONE)
	for table in ("permission_query_conditions", "has_permission"):
		for doctype in getattr(hooks, table):
			if doctype in references.PERMISSIONS or not _lets_all_through(doctype):
				yield Mutant(f"{table} of {doctype}", getattr(hooks, table), doctype, GONE)
	for doctype in (*writes.EVENTS, "File", "Communication"):
		for event in hooks.doc_events[doctype]:
			if (doctype, event) != ("Communication", "on_update"):
				yield Mutant(f"{event} of {doctype}", hooks.doc_events[doctype], event, GONE)
	for hook in ("before_request", "after_request"):
		yield Mutant(hook, hooks, hook, [])


def yes(*_arguments, **_more) -> bool:
	return True


def no(*_arguments, **_more) -> bool:
	return False


def nothing(*_arguments, **_more) -> None:
	return None


def code_mutants() -> Iterator[Mutant]:
	"""Checks within the code, each made to say that all is well."""
	said = (
		(roles, "sees_every_pupil", yes),
		(roles, "is_safeguarding_lead", yes),
		(people, "may_read_note", yes),
		(keys, "stored_mentor", lambda doc: doc.get("mentor")),
		(rules, "ON_OFFER", ("Offered", "Question Asked", "Accepted", "Withdrawn")),
		(ProtectedRow, "has_permission", yes),
		(CaseRecord, "take_from_case", nothing),
		(requests, "refuse_joins", nothing),
		(requests, "answer_alike", nothing),
		(requests, "keep_private_file", nothing),
		(requests, "may_fetch", yes),
		(traces, "_may_take", nothing),
		(traces, "_each_read", nothing),
		(traces, "_may_restore", nothing),
		(references, "claims_hidden_file", no),
		(files, "may_read", yes),
		(writes, "may_read", yes),
		(writes, "require_read", nothing),
		(answers, "may_read", yes),
		(answers, "require_read", nothing),
		(totals, "reads_every_row", yes),
		(totals, "require_read", nothing),
		(totals, "_check_columns", nothing),
		(searches, "_asks_little", yes),
		(searches, "is_guarded", no),
		(readers, "reads_doctype", yes),
		(references, "_may_write", yes),
	)
	for holder, name, value in said:
		yield Mutant(f"{holder.__name__}.{name}", holder, name, value)
	for doctype, rule in permissions.RULES.items():
		if rule is not permissions.ROLE_DECIDES:
			yield Mutant(f"rule of {doctype}", permissions.RULES, doctype, permissions.ROLE_DECIDES)


MUTANTS = [*hook_mutants(), *code_mutants()]


@contextmanager
def mutated(mutant: Mutant) -> Iterator[None]:
	"""The mutant's world, in this process alone; the hooks that Redis keeps are read anew."""
	is_table = isinstance(mutant.holder, dict)
	before = mutant.holder[mutant.key] if is_table else vars(mutant.holder)[mutant.key]
	if mutant.value is GONE:
		del mutant.holder[mutant.key]
	elif is_table:
		mutant.holder[mutant.key] = mutant.value
	else:
		setattr(mutant.holder, mutant.key, mutant.value)
	_forget_hooks()
	try:
		yield
	finally:
		if is_table:
			mutant.holder[mutant.key] = before
		else:
			setattr(mutant.holder, mutant.key, before)
		_forget_hooks()


def _forget_hooks() -> None:
	frappe.cache.delete_value("app_hooks")
	with suppress(AttributeError):
		del frappe.local.doc_events_hooks
	for cached in ("app_hooks", "hooks"):
		getattr(frappe.cache, "value_cache", {}).pop(cached, None)


def checks(mutant: Mutant, world, lane, tally, tables) -> Iterator[Callable]:
	"""What might notice, the likeliest first."""
	word = mutant.name.split(" of ")[-1].split(".")[-1]
	school = {"world": world, "lane": lane, "tally": tally, "tables": tables, "victim": _victim(world)}
	tests = [test for name, test in sorted(vars(test_holes).items()) if name.startswith("test_")]
	tests.sort(key=lambda test: word not in inspect.getsource(test))
	actors = (policy.MENTOR, policy.UNASSIGNED_TEACHER, policy.SYSTEM_MANAGER, policy.REMOVED_MENTOR)
	mentioned = [test for test in tests if word in inspect.getsource(test)]
	for test in mentioned:
		yield from _calls(test, school, actors)
	few = [doctype for doctype in app_doctypes() if doctype in FEW or doctype in mutant.name]
	for actor in (*actors, policy.OTHER_MENTOR, policy.GUARDIAN):
		matrix = {**school, "doctypes": few, "actor": actor}
		for test in (
			test_matrix.test_hidden_records_are_as_missing_ones,
			test_matrix.test_lists,
			test_matrix.test_totals_count_what_may_be_listed,
			test_matrix.test_rows_of_child_tables,
			test_matrix.test_logs_and_queues_that_name_a_case,
			test_matrix.test_a_pupil_s_page_tells_of_no_mentoring,
			test_matrix.test_linked_records_are_not_read_along,
			test_matrix.test_reports,
			test_matrix.test_searches_over_everything,
			test_matrix.test_files_are_as_open_as_their_record,
		):
			yield _call(test, matrix)
		for trace in [each for each in test_matrix.TRACES if each in mutant.name] or ["File"]:
			yield _call(test_matrix.test_what_frappe_keeps_beside_records, {**matrix, "trace": trace})
	for test in tests:
		if test not in mentioned:
			yield from _calls(test, school, actors)
	for actor in actors:
		yield _call(test_writes.test_hidden_records_are_not_written, {**school, "actor": actor})
		yield _call(test_writes.test_rows_of_child_tables_are_not_written_by_name, {**school, "actor": actor})
		for situation in (policy.OWN, policy.OTHER):
			yield _call(test_methods.test_methods, {**school, "actor": actor, "situation": situation})


def _victim(world) -> str:
	return world.records["Mentoring Case", policy.FORMER]


def _calls(test: Callable, school: dict, actors: tuple) -> Iterator[Callable]:
	if "actor" in inspect.signature(test).parameters:
		for actor in actors[1:]:
			yield _call(test, {**school, "actor": actor})
	else:
		yield _call(test, school)


def _call(test: Callable, arguments: dict) -> Callable:
	asked = inspect.signature(test).parameters
	return lambda: test(**{name: arguments[name] for name in asked})


@pytest.fixture(scope="module")
def tables() -> str:
	return test_methods.tables.__wrapped__()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_suite_notices(world, lane, tally, tables, mutant):
	tally.taken()
	with mutated(mutant):
		for check in checks(mutant, world, lane, tally, tables):
			try:
				check()
			except Exception:
				break
			finally:
				frappe.set_user("Administrator")
				frappe.db.rollback()
			if tally.taken():
				break
		else:
			pytest.fail(f"Nothing noticed that this is gone: {mutant.name}")
	tally.taken()
	KILLED.append(mutant.name)


def test_the_figures(capsys):
	with capsys.disabled():
		print(f"\nguard mutants: {len(KILLED)} killed of {len(MUTANTS)} made")
