"""The guards of the app, each to be taken away in turn. None is made of a rule that lets all rows through."""

from collections.abc import Iterator
from typing import NamedTuple

import frappe

from learning_mentor import hooks, permissions
from learning_mentor.case_record import CaseRecord
from learning_mentor.data_protection import personal_data
from learning_mentor.guards import (
	aliases,
	answers,
	consents,
	desk_tools,
	files,
	identity,
	joins,
	parents,
	previews,
	printed,
	readers,
	references,
	requests,
	searches,
	templates,
	totals,
	traces,
	writes,
)
from learning_mentor.permissions import asking, keys, people, reach, roles, rules, stored
from learning_mentor.rows import ProtectedRow


class Mutant(NamedTuple):
	name: str
	holder: object
	key: object
	value: object  # GONE: the key is taken out


GONE = object()


def _lets_all_through(doctype: str) -> bool:
	parents = permissions.PARENTS.get(doctype, (doctype,))
	return all(permissions.RULES[each] is permissions.ROLE_DECIDES for each in parents)


# What these keep up opens nothing: without it a mail is not told of, and a role with its first right waits
NO_GUARDS = {("Communication", "on_update"), ("DocType", "on_update")}


OF_FRAPPE = references.PERMISSIONS.keys() | desk_tools.PERMISSIONS.keys()


def hook_mutants() -> Iterator[Mutant]:
	for path in hooks.override_whitelisted_methods:
		yield Mutant(f"override of {path}", hooks.override_whitelisted_methods, path, GONE)
	for table in ("permission_query_conditions", "has_permission"):
		for doctype in getattr(hooks, table):
			if doctype in OF_FRAPPE or not _lets_all_through(doctype):
				yield Mutant(f"{table} of {doctype}", getattr(hooks, table), doctype, GONE)
	for doctype in (*writes.EVENTS, "File", "Communication"):
		for event in hooks.doc_events[doctype]:
			if (doctype, event) not in NO_GUARDS:
				yield Mutant(f"{event} of {doctype}", hooks.doc_events[doctype], event, GONE)
	for hook in ("auth_hooks", "after_request"):
		yield Mutant(hook, hooks, hook, [])


def yes(*_arguments, **_more) -> bool:
	return True


def no(*_arguments, **_more) -> bool:
	return False


def nothing(*_arguments, **_more) -> None:
	return None


def every_row(doctype: str) -> int:
	return frappe.db.count(doctype)


# Holder, name, what stands in for it
CHECKS = (
	(roles, "sees_every_pupil", yes),
	(roles, "is_safeguarding_lead", yes),
	(people, "may_read_note", yes),
	(keys, "stored_mentor", lambda doc: doc.get("mentor")),
	(rules, "ON_OFFER", ("Offered", "Question Asked", "Accepted", "Withdrawn")),
	(ProtectedRow, "has_permission", yes),
	(CaseRecord, "take_from_case", nothing),
	(requests, "refuse_disabled", nothing),
	(joins, "refuse_joins", nothing),
	(joins, "refuse_expanding", nothing),
	(requests, "check_upload", nothing),
	(identity, "check", nothing),
	(aliases, "refuse", nothing),
	(parents, "refuse_parents", nothing),
	(requests, "check_bulk", nothing),
	(requests, "check_paper", nothing),
	(previews, "check", nothing),
	(consents, "check", nothing),
	(requests, "export_here", nothing),
	(requests, "keep_out_of_caches", nothing),
	(stored, "is_still_itself", yes),
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
	(totals, "_check_filters", nothing),
	(asking, "within_own", lambda condition_of, user, doctype: condition_of(user or frappe.session.user)),
	(references, "within_own", lambda condition_of, user, doctype: condition_of(user or frappe.session.user)),
	(printed, "condition", lambda user: "1=1"),
	(printed, "may_read", yes),
	(templates, "check", nothing),
	(personal_data, "check_asker", nothing),
	(totals, "_count_all", every_row),
	(totals, "_listed_rows", lambda doctype: "1=1"),
	(reach, "of", lambda user=None: "the same"),
	(searches, "_asks_little", yes),
	(searches, "is_guarded", no),
	(searches, "_check_kind", nothing),
	(readers, "reads_doctype", yes),
	(references, "_may_write", yes),
)


def code_mutants() -> Iterator[Mutant]:
	"""Checks within the code, each made to say that all is well."""
	for holder, name, value in CHECKS:
		yield Mutant(f"{holder.__name__}.{name}", holder, name, value)
	for doctype, rule in permissions.RULES.items():
		if rule is not permissions.ROLE_DECIDES:
			yield Mutant(f"rule of {doctype}", permissions.RULES, doctype, permissions.ROLE_DECIDES)


MUTANTS = [*hook_mutants(), *code_mutants()]
