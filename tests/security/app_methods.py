"""Every method of the app that a request can call: found by reading its source, and how the matrix asks it.

A method that is not in `METHODS` fails the suite: add a line that says how it is asked about the records of a
situation and, for one that writes, which actors may do that for the situation OWN; all others are refused.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from frappe.utils import add_days, today

import learning_mentor
from tests.security import policy

SOURCE = Path(learning_mentor.__file__).parent
NOBODY: frozenset[str] = frozenset()
READERS_OF_OWN_NOTE = policy.by_name_on_note(policy.OWN)
WRITERS_OF_OWN_CASE = {policy.MENTOR, policy.COORDINATOR}


class Method(NamedTuple):
	"""``arguments(record)``: ``record(doctype)`` is the name of the situation's; ``writers``: None reads."""

	arguments: Callable[[Callable], dict]
	writers: frozenset[str] | set[str] | None = None


def whitelisted() -> Iterator[str]:
	"""Paths of the app's whitelisted functions and methods, those of guards left out."""
	for path in sorted(SOURCE.rglob("*.py")):
		if path.parent.name == "guards":
			continue
		module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
		for node in ast.walk(ast.parse(path.read_text())):
			if isinstance(node, ast.FunctionDef) and any(map(_is_whitelist, node.decorator_list)):
				yield f"{module}.{node.name}"


def _is_whitelist(decorator: ast.expr) -> bool:
	called = decorator.func if isinstance(decorator, ast.Call) else decorator
	return (isinstance(called, ast.Attribute) and called.attr == "whitelist") or (
		isinstance(called, ast.Name) and called.id == "whitelist"
	)


def about(doctype: str, argument: str = "name", writers=None, **more) -> Method:
	return Method(lambda record: {argument: record(doctype), **more}, writers)


CASE, PLAN, NOMINATION = "Mentoring Case", "Mentoring Action Plan", "Mentoring Nomination"
VISIT, CHECK_IN, NOTE = "Mentoring Home Visit", "Mentoring Check-in", "Mentoring Safeguarding Note"
HANDOVER = "Mentoring Handover"
NOTHING = Method(lambda record: {})

API: dict[str, Method] = {
	"check_ins.mine": NOTHING,
	"check_ins.check_in": about(CHECK_IN),
	"check_ins.answer": about(CHECK_IN, writers={policy.GUARDIAN}, answers={"1": "1"}),
	"early_signs.dismiss": about("Mentoring Early Sign", "sign", {policy.COORDINATOR}, reason="Talked to"),
	"guardians.invite": Method(
		lambda record: {"case": record(CASE), "guardian": record("Guardian")}, {policy.COORDINATOR}
	),
	"guardians.of_case": about(CASE, "case"),
	"home_visits.defaults": about(CASE, "case"),
	"home_visits.my_visits": NOTHING,
	"home_visits.check_in": about(VISIT, writers=NOBODY),
	"home_visits.check_out": about(VISIT, writers=NOBODY),
	"home_visits.extend": about(VISIT, writers=NOBODY, minutes=10),
	"home_visits.stand_down": about(VISIT, writers=NOBODY, reason="They called"),
	"home_visits.of_family": about(VISIT),
	"home_visits.confirm": about(VISIT, writers=NOBODY),
	"home_visits.ask_for_another_time": about(VISIT, writers=NOBODY, comment="Later"),
	"impact.of_case": about(CASE, "case"),
	"impact.of_plan": about(PLAN, "plan"),
	"nominations.nominate": Method(
		lambda record: {"student": record("Student"), "needs": [], "tried": "A talk", "guardian_told": True},
		NOBODY,
	),
	"nominations.mine": NOTHING,
	"nominations.panel_view": about(NOMINATION, "nomination"),
	"plans.record_review": about(PLAN, "plan", WRITERS_OF_OWN_CASE, rows=[]),
	"plans.amend": about(PLAN, "plan", WRITERS_OF_OWN_CASE),
	"portal.my_children": NOTHING,
	"portal.plan": about(PLAN),
	"portal.agree": about(PLAN, writers=NOBODY, typed_name="A Parent"),
	"portal.ask_for_change": about(PLAN, writers=NOBODY, comment="More music"),
	"safeguarding.raise_concern": Method(
		lambda record: {"doctype": CASE, "name": record(CASE), "text": "I saw a bruise"},
		{*WRITERS_OF_OWN_CASE, policy.LEAD},
	),
	"safeguarding.read": about(NOTE, writers=READERS_OF_OWN_NOTE),
	"safeguarding.add_entry": about(NOTE, writers=READERS_OF_OWN_NOTE, kind="Action", text="I called"),
	"safeguarding.let_read": about(NOTE, writers={policy.LEAD}, user="coordinator@example.com"),
	"safeguarding.stop_reading": about(NOTE, writers={policy.LEAD}, user="coordinator@example.com"),
	"selection.board": NOTHING,
	"selection.mentors_for": about(NOMINATION, "nomination"),
	"selection.accept": Method(
		lambda record: {"nomination": record(NOMINATION), "mentor": record("Mentor Profile")}, NOBODY
	),
	"selection.put_on_waiting_list": about(NOMINATION, "nomination", NOBODY),
	"selection.decline": about(NOMINATION, "nomination", NOBODY, reason="No"),
	"sessions.my_caseload": NOTHING,
	"sessions.quick_defaults": about(CASE, "case"),
	"sessions.log": about(CASE, "case", WRITERS_OF_OWN_CASE, values={"pupil_said": "Hello"}),
	"sessions.log_group": Method(
		lambda record: {
			"group": record("Mentoring Group"),
			"starts_on": f"{today()} 10:00:00",
			"attendance": [{"case": record(CASE)}],
		},
		WRITERS_OF_OWN_CASE,
	),
	"sessions.repeat_weekly": Method(
		lambda record: {"session": record("Mentoring Session"), "until": add_days(today(), 20)},
		WRITERS_OF_OWN_CASE,
	),
	"sessions.chronology_of": about(CASE, "case"),
}


def of_document(doctype: str, method: str, writers, **arguments) -> Method:
	return Method(
		lambda record: {"dt": doctype, "dn": record(doctype), "method": method, "args": arguments}, writers
	)


DOCTYPES = "learning_mentor.learning_mentor.doctype"
DOCUMENTS: dict[str, Method] = {
	f"{DOCTYPES}.mentoring_nomination.mentoring_nomination.release": of_document(
		NOMINATION, "release", {policy.LEAD}
	),
	f"{DOCTYPES}.mentoring_handover.mentoring_handover.accept": of_document(HANDOVER, "accept", NOBODY),
	f"{DOCTYPES}.mentoring_handover.mentoring_handover.ask": of_document(
		HANDOVER, "ask", NOBODY, question="Why?"
	),
	f"{DOCTYPES}.mentoring_handover.mentoring_handover.withdraw": of_document(HANDOVER, "withdraw", NOBODY),
}
METHODS = {f"learning_mentor.api.{name}": method for name, method in API.items()} | DOCUMENTS
