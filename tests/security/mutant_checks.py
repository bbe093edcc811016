"""Which of the suite's tests are asked about a mutant: the likeliest first, all of them in the end."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product

import frappe
import pytest

from tests.schema import test_schema
from tests.security import (
	paths,
	policy,
	test_holes_boards,
	test_holes_eyes,
	test_holes_files,
	test_holes_hops,
	test_holes_identity,
	test_holes_later,
	test_holes_named,
	test_holes_printed,
	test_holes_records,
	test_holes_searches,
	test_holes_tools,
	test_holes_traces,
	test_holes_tried,
	test_holes_words,
	test_matrix,
	test_methods,
	test_writes,
	traces,
)
from tests.security.canaries import app_doctypes
from tests.security.mutant_list import Mutant
from tests.security.test_matrix import TRACES

FEW = ("Mentoring Case", "Mentoring Action Plan", "Mentor Profile", "Mentoring Nomination")
ACTORS = (
	policy.REMOVED_MENTOR,
	policy.MENTOR,
	policy.UNASSIGNED_TEACHER,
	policy.SYSTEM_MANAGER,
	policy.COORDINATOR,
)
RECORDS = (
	test_matrix.test_lists,
	test_matrix.test_hidden_records_are_as_missing_ones,
	test_matrix.test_totals_count_what_may_be_listed,
	test_matrix.test_rows_of_child_tables,
)
BESIDE = (
	test_matrix.test_what_frappe_keeps_beside_records,
	test_matrix.test_logs_and_queues_that_name_a_case,
	test_matrix.test_files_are_as_open_as_their_record,
	test_matrix.test_searches_over_everything,
)
WHOLE = (
	test_matrix.test_linked_records_are_not_read_along,
	test_matrix.test_a_pupil_s_page_tells_of_no_mentoring,
	test_matrix.test_reports,
	test_matrix.test_readers_do_read,
)
WRITES = (
	test_writes.test_hidden_records_are_not_written,
	test_writes.test_rows_of_child_tables_are_not_written_by_name,
)
SCHEMA = (
	test_schema.test_every_rule_is_in_the_hooks_and_the_hooks_can_be_called,
	test_schema.test_every_row_of_a_case_hangs_on_its_mentor,
	test_schema.test_a_stranger_gets_no_row_that_is_about_a_pupil,
	test_schema.test_rows_about_a_pupil_are_never_left_to_the_roles,
	test_schema.test_what_those_who_see_every_pupil_or_nobody_may_see_is_never_left_to_the_roles,
)
# Guards whose names no test mentions: the tests that know them
KNOWN = {
	"on_change of Comment": (test_holes_traces, "test_open_browsers"),
	"on_trash of Comment": (test_holes_traces, "test_open_browsers"),
	"on_change of Communication": (test_holes_traces, "test_open_browsers"),
	"on_trash of Communication": (test_holes_traces, "test_open_browsers"),
	"validate of Document Follow": (test_holes_traces, "test_nobody_follows"),
	"before_insert of Prepared Report": (test_holes_searches, "test_reports_are_neither"),
	"ProtectedRow.has_permission": (test_holes_records, "test_a_row_of"),
	"kanban_board.add_card": (test_holes_boards, "test_a_board_keeps"),
	"validate of Document Share Key": (test_holes_records, "test_a_link_with"),
	"people.may_read_note": (test_holes_records, "test_the_words_of_a_note"),
	"CaseRecord.take_from_case": (test_writes, "test_a_record_of_a_case"),
	"kanban_board.update_order_for_single_card": (test_holes_boards, "test_a_board_s_card"),
	"kanban_board.update_order": (test_holes_boards, "test_a_board_does"),
	"on_update of Custom DocPerm": (test_holes_records, "test_a_role_with"),
	"auto_repeat.make": (test_holes_files, "test_a_mail_does_not"),
	"email.make": (test_holes_files, "test_a_mail_does_not"),
	"notifications.get_open_count": (test_matrix, "test_a_pupil_s_page"),
	"validate of File": (test_holes_files, "test_files_of_records"),
	"rules.ON_OFFER": (test_holes_records, "test_a_handover"),
	"keys.stored_mentor": (test_writes, "test_hidden_records_are_not_taken"),
	"validate of DocShare": (test_holes_traces, "test_no_share"),
	"auth_hooks": (test_holes_records, "test_a_user_who_was_disabled", "test_a_mentor_s_list_shows"),
	"requests.refuse_disabled": (test_holes_records, "test_a_user_who_was_disabled"),
	"joins.refuse_joins": (test_holes_searches, "test_a_mentor_s_list_shows"),
	"joins.refuse_expanding": (test_holes_named, "test_a_join_is_seen"),
	"requests.check_upload": (test_holes_named, "test_an_upload"),
	"identity.check": (test_holes_identity, "test_a_file_row"),
	"aliases.refuse": (test_holes_later, "test_a_guarded_method_has"),
	"parents.refuse_parents": (test_holes_later, "test_rows_are_listed_under_no"),
	"requests.check_bulk": (test_holes_later, "test_many_at_once"),
	"before_update_after_submit of *": (test_holes_files, "test_what_is_changed"),
	"validate of *": (test_holes_files, "test_a_file_is_not_claimed_by_a_picture"),
	"consents.check": (test_holes_tools, "test_a_link_that"),
	"after_insert of Document Follow": (test_holes_tools, "test_what_is_followed"),
	"previews.check": (test_holes_tried, "test_nothing"),
	"requests.check_paper": (test_holes_eyes, "test_records_are_not_printed"),
	"requests.export_here": (test_holes_later, "test_what_is_exported"),
	"requests.keep_out_of_caches": (test_holes_later, "test_a_browser_keeps"),
	"stored.is_still_itself": (test_holes_identity, "test_a_document_that"),
	"requests.keep_private_file": (test_holes_files, "test_who_uploaded"),
	"requests.may_fetch": (test_holes_files, "test_who_uploaded"),
	"after_request": (test_holes_files, "test_who_uploaded"),
	"references.claims_hidden_file": (test_holes_files, "test_a_file_is_not_claimed"),
	"references._may_write": (test_holes_files, "test_who_reads"),
	"files.may_read": (test_holes_files, "test_a_file_is_not_claimed"),
	"writes.may_read": (test_holes_traces, "test_nobody_is_given", "test_a_task_does_not"),
	"writes.require_read": (test_holes_traces, "test_no_comment"),
	"traces._may_take": (test_holes_files, "test_files_are_not_packed"),
	"traces._each_read": (test_holes_traces, "test_likes"),
	"traces._may_restore": (test_holes_records, "test_what_was_deleted"),
	"asking.within_own": (test_holes_eyes, "test_nobody_lists_with"),
	"references.within_own": (test_holes_eyes, "test_nobody_lists_with"),
	"printed.condition": (test_holes_printed, "test_what_was"),
	"printed.may_read": (test_holes_printed, "test_what_was"),
	"templates.check": (test_holes_tried, "test_no_template"),
	"personal_data.check_asker": (test_holes_eyes, "test_nobody_downloads"),
	"totals._check_filters": (test_holes_eyes, "test_a_filter"),
	"totals._check_columns": (test_holes_searches, "test_a_report_is_not_given"),
	"totals._count_all": (test_holes_searches, "test_a_count_is"),
	"totals._listed_rows": (test_holes_searches, "test_a_count_is"),
	"reach.of": (test_holes_searches, "test_a_report_made"),
	"totals.reads_every_row": (test_holes_searches, "test_totals_over"),
	"searches.is_guarded": (test_holes_named, "test_a_guarded_method"),
	"searches._check_kind": (test_holes_named, "test_what_a_caller"),
	"searches._asks_little": (test_holes_searches, "test_colleagues"),
}


@contextmanager
def narrowed_to(doctypes: list[str], path: str) -> Iterator[None]:
	"""The matrix asks about these record types and child tables alone, by ways that name the path if any."""
	everything, tables = test_matrix.app_doctypes, ("LISTS", "RECORDS", "TOTALS")
	ways = {table: getattr(paths, table) for table in tables}
	named = {
		table: {way: ask for way, ask in known.items() if path in inspect.getsource(ask)}
		for table, known in ways.items()
	}

	def few(**kind) -> list[str]:
		return [each for each in everything(**kind) if each in doctypes]

	scarce = traces.SCARCE_TRACES
	traces.SCARCE_TRACES = {path: scarce[path]} if path in scarce else scarce
	test_matrix.app_doctypes = few if any(few(tables=each) for each in (True, False)) else everything
	for table in tables if any(named.values()) else ():
		setattr(paths, table, named[table])
	try:
		yield
	finally:
		test_matrix.app_doctypes, traces.SCARCE_TRACES = everything, scarce
		for table in tables:
			setattr(paths, table, ways[table])


def checks(mutant: Mutant, school: dict) -> Iterator[tuple[str, Callable]]:
	"""``(how, call)``: by what the mutant is about, then the schema, which is soon asked, then the rest."""
	subject = mutant.name.rpartition(" of ")[2]
	yield from _known(mutant, school)
	for test in [each for each in _holes() if subject in inspect.getsource(each)]:
		yield from _by_actors(test, school, ACTORS)
	ours = [each for each in (*app_doctypes(), *app_doctypes(tables=True)) if each == subject]
	beside = subject in TRACES or subject in traces.SCARCE_TRACES
	for test in BESIDE[:2] if beside else RECORDS:
		yield from _of_matrix(test, school, ours or list(FEW), subject)
	for test in SCHEMA:
		yield "schema", test
	for test in _holes():
		yield from _by_actors(test, school, ACTORS)
	for test in (*RECORDS, *BESIDE, *WHOLE, *WRITES):
		yield from _of_matrix(test, school, ours or list(FEW), "all ways")
	for actor in ACTORS:
		for situation in (policy.OWN, policy.OTHER):
			yield (
				"asked",
				_call(test_methods.test_methods, {**school, "actor": actor, "situation": situation}),
			)


def _of_matrix(
	test: Callable, school: dict, doctypes: list[str], path: str
) -> Iterator[tuple[str, Callable]]:
	for actor in ACTORS:
		trace = path if path in TRACES else "File"
		matrix = {**school, "doctypes": doctypes, "actor": actor, "trace": trace}
		yield "asked", _narrow(_call(test, matrix), doctypes, path)


def _holes() -> list[Callable]:
	return [
		test
		for module in (
			test_holes_traces,
			test_holes_files,
			test_holes_identity,
			test_holes_later,
			test_holes_named,
			test_holes_records,
			test_holes_searches,
			test_holes_words,
			test_holes_boards,
			test_holes_eyes,
			test_holes_hops,
			test_holes_printed,
			test_holes_tools,
			test_holes_tried,
		)
		for name, test in sorted(vars(module).items())
		if name.startswith("test_")
	]


def _known(mutant: Mutant, school: dict) -> Iterator[tuple[str, Callable]]:
	"""By the last two parts of its name, as ``requests.may_fetch``."""
	module, *names = KNOWN.get(".".join(mutant.name.split(".")[-2:]), (None,))
	for name, test in list(vars(module).items()) if module else ():  # a warning adds a name meanwhile
		if any(name.startswith(each) for each in names):
			yield from _by_actors(test, school, ACTORS)


def _by_actors(test: Callable, school: dict, actors: tuple) -> Iterator[tuple[str, Callable]]:
	for case in _cases(test):
		for actor in actors if "actor" in inspect.signature(test).parameters.keys() - case else actors[:1]:
			more = {"actor": actor, "doctypes": list(FEW), "trace": "File", **case}
			yield "asked", _call(test, {**school, **more})


def _cases(test: Callable) -> Iterator[dict]:
	"""What pytest would give the test, one by one, by its marks."""
	marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
	names = [_names(mark.args[0]) for mark in marks]
	for chosen in product(*(mark.args[1] for mark in marks)):
		case = {}
		for each, values in zip(names, chosen, strict=True):
			case |= {each[0]: values} if len(each) == 1 else dict(zip(each, values, strict=True))
		yield case


def _names(asked: str | tuple | list) -> list[str]:
	return [each.strip() for each in asked.split(",")] if isinstance(asked, str) else list(asked)


def _call(test: Callable, arguments: dict) -> Callable:
	asked = inspect.signature(test).parameters

	def call() -> None:
		with pytest.MonkeyPatch.context() as monkeypatch:
			given = {**arguments, "monkeypatch": monkeypatch, "db": frappe.db}
			test(**{name: given[name] for name in asked})

	return call


def _narrow(call: Callable, doctypes: list[str], path: str) -> Callable:
	def narrow() -> None:
		with narrowed_to(doctypes, path):
			call()

	return narrow
