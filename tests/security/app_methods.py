"""Every method of the app that a request can call: found by reading its source, and how the matrix asks it.

A method that is not in `METHODS` fails the suite: add a line that says how it is asked about the records of a
situation and, for one that writes, which actors may do that for the situation OWN; all others are refused.
"""

import ast
from collections.abc import Callable, Iterator
from datetime import date, timedelta
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
REFERRAL, MOVE, LINK = "Mentoring Referral", "Mentoring Transition Plan", "Mentoring Outside Link"
EVENT, REGISTRATION = "Mentoring Event", "Mentoring Event Registration"
REQUEST, DISPOSAL = "Mentoring Access Request", "Mentoring Disposal"
DAY, LATER = str(date.today()), str(date.today() + timedelta(days=20))  # read before there is a site
FORGED = {"key": "forged.0123456789abcdef"}


def of_child(writers=None, **more) -> Method:
	"""About a child of the one who asks, at the event that is there."""
	return Method(lambda record: {"name": record(EVENT), "student": record("Student"), **more}, writers)


def by_key(**more) -> Method:
	"""What answers to a link's key alone: a forged one opens nothing, whoever has it."""
	return Method(lambda record: {**FORGED, **more}, NOBODY)


def protected(doctype: str, **more) -> Method:
	"""What data protection officers and safeguarding leads do; the record's status refuses it here."""
	return about(doctype, writers={policy.LEAD}, **more)


API: dict[str, Method] = {
	"advice.sheet": about(CASE, "case"),
	"advice.my_sheet": NOTHING,
	"calendar.make_address": NOTHING,  # whoever asks makes an address of their own
	"calendar.end_address": NOTHING,
	"calendar.feed": Method(lambda record: {"token": "forged"}),
	"check_ins.mine": NOTHING,
	"check_ins.check_in": about(CHECK_IN),
	"check_ins.record": about(
		CASE, "case", WRITERS_OF_OWN_CASE, scale="No such scale", answers=[], answered_as="Mentor"
	),
	"check_ins.answer": about(CHECK_IN, writers={policy.GUARDIAN}, answers={"1": "1"}),
	"closing.defaults": about(CASE, "case"),
	"closing.record_follow_up": about(CASE, "case", NOBODY, number=1, result="Doing well"),
	"closing.certificate": about(CASE, "case"),
	"data_protection.kinds_of_consent": NOTHING,
	"data_protection.find_pupils": Method(lambda record: {"txt": "zqx"}),
	"data_protection.review": protected(REQUEST),
	"data_protection.accept_proposals": protected(REQUEST),
	"data_protection.make_pack": protected(REQUEST),
	"data_protection.hand_over": protected(REQUEST, to="A Parent", on=DAY, how="By hand"),
	"data_protection.take_receipt": protected(REQUEST, by="A Parent", on=DAY),
	"data_protection.refuse": protected(REQUEST, reason="Not theirs"),
	"data_protection.child_protection_file": protected(REQUEST),
	"data_protection.sent_apart": protected(REQUEST, to="A Lead", on=DAY),
	"data_protection.receipt_apart": protected(REQUEST, by="A Lead", on=DAY),
	"data_protection.hold": about(CASE, "case", {policy.LEAD}, reason="A court asks"),
	"data_protection.release_hold": about(CASE, "case", {policy.LEAD}, reason="Over"),
	"data_protection.refresh_disposal": protected(DISPOSAL),
	"data_protection.dry_run": protected(DISPOSAL),
	"data_protection.approve_disposal": protected(DISPOSAL),
	"data_protection.resume_disposal": protected(DISPOSAL),
	"data_protection.cancel_disposal": protected(DISPOSAL),
	"demo.state": NOTHING,
	"demo.make": Method(lambda record: {"password": "long enough"}, {policy.SYSTEM_MANAGER}),
	"demo.remove": Method(lambda record: {}, {policy.SYSTEM_MANAGER}),
	"early_signs.dismiss": about("Mentoring Early Sign", "sign", {policy.COORDINATOR}, reason="Talked to"),
	"events.of_family": NOTHING,
	"events.of_pupil": NOTHING,
	"events.get_event": of_child(),
	"events.register": of_child({policy.GUARDIAN}, consent=1),
	"events.ask": about(EVENT, writers={policy.PUPIL}),
	"events.cancel": of_child({policy.GUARDIAN, policy.PUPIL}),
	"events.withdraw_consent": about("Student", "student", {policy.GUARDIAN}),
	"events.register_of": about(EVENT, "event"),
	"events.find": about(EVENT, "event", text="zq"),
	"events.attend": Method(
		lambda record: {"event": record(EVENT), "student": record("Student")}, {policy.COORDINATOR}
	),
	"events.mark": about(REGISTRATION, "registration", {policy.COORDINATOR}, status="Attended"),
	"events.register_pupil": Method(
		lambda record: {"event": record(EVENT), "student": record("Student")}, NOBODY
	),
	"events.repeat_weekly": about(EVENT, "event", {*policy.MENTORS, policy.COORDINATOR}, until=LATER),
	"governors.report": Method(
		lambda record: {"from_date": str(date.today() - timedelta(days=90)), "to_date": DAY}
	),
	"governors.terms": NOTHING,
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
	"home_visits.plan": about(CASE, "case", WRITERS_OF_OWN_CASE, values={}),
	"home_visits.approve": about(VISIT, writers=NOBODY),
	"home_visits.cancel": about(VISIT, writers=NOBODY, reason="They called"),
	"impact.of_case": about(CASE, "case"),
	"impact.of_plan": about(PLAN, "plan"),
	"impact.work_on_case": about(CASE, "case"),
	"imports.check": about("Mentoring Import", writers={policy.COORDINATOR}),
	"imports.start": about("Mentoring Import", writers={policy.COORDINATOR}),
	"imports.cancel": about("Mentoring Import", writers={policy.COORDINATOR}),
	"imports.template": Method(lambda record: {"target": "Mentors"}),
	"nominations.nominate": Method(
		lambda record: {"student": record("Student"), "needs": [], "tried": "A talk", "guardian_told": True},
		NOBODY,
	),
	"nominations.mine": NOTHING,
	"nominations.withdraw": about(NOMINATION, "nomination", NOBODY),
	"openapi.document": NOTHING,
	"nominations.panel_view": about(NOMINATION, "nomination"),
	"plans.record_review": about(PLAN, "plan", WRITERS_OF_OWN_CASE, rows=[]),
	"plans.draft": about(CASE, "case", WRITERS_OF_OWN_CASE, summary="Speak", targets=[]),
	"plans.send_for_approval": about(PLAN, "plan", NOBODY),
	"plans.approve": about(PLAN, "plan", NOBODY),
	"plans.return_to_author": about(PLAN, "plan", NOBODY, comment="More, please"),
	"plans.record_agreement": about(
		PLAN, "plan", NOBODY, agreed_name="A Parent", agreed_how="On paper", agreed_on=DAY
	),
	"plans.amend": about(PLAN, "plan", WRITERS_OF_OWN_CASE),
	"portal.my_children": NOTHING,
	"portal.plan": about(PLAN),
	"portal.agree": about(PLAN, writers=NOBODY, typed_name="A Parent"),
	"portal.ask_for_change": about(PLAN, writers=NOBODY, comment="More music"),
	"referrals.defaults": about(CASE, "case"),
	"referrals.refer": about(
		CASE, "case", WRITERS_OF_OWN_CASE, agency="No such agency", reason="Help", needs=[]
	),
	"referrals.ask_for_consent": about(REFERRAL, writers=NOBODY),
	"referrals.send": about(REFERRAL, writers=NOBODY),
	"referrals.of_family": about(REFERRAL),
	"referrals.consent": about(REFERRAL, writers={policy.GUARDIAN}, typed_name="A Parent", sections=[]),
	"referrals.refuse": about(REFERRAL, writers={policy.GUARDIAN}),
	"referrals.withdraw": about(REFERRAL, writers={policy.GUARDIAN}),
	"referrals.record_consent": Method(
		lambda record: {
			"name": record(REFERRAL),
			"event": "Given",
			"guardian": record("Guardian"),
			"how": "On paper",
			"on": DAY,
			"sections": [],
		},
		WRITERS_OF_OWN_CASE,
	),
	"referrals.send_without_consent": about(REFERRAL, writers={policy.LEAD}, reason="It would harm"),
	"referrals.new_link": about(REFERRAL, writers=WRITERS_OF_OWN_CASE),
	"referrals.take_link_back": about(LINK, "link", WRITERS_OF_OWN_CASE),
	"referrals.reply": by_key(kind="Accepted", name="Dr Winter"),
	"referrals.document": by_key(number=1),
	"reports.start": Method(lambda record: {"report": "Mentoring Impact", "filters": {"mentor": "zq"}}),
	"reports.state": Method(lambda record: {"run": "0123456789abcdef"}),
	"reports.cancel": Method(lambda record: {"run": "0123456789abcdef"}, NOBODY),
	"safeguarding.raise_concern": Method(
		lambda record: {"doctype": CASE, "name": record(CASE), "text": "I saw a bruise"},
		{*WRITERS_OF_OWN_CASE, policy.LEAD},
	),
	"safeguarding.read": about(NOTE, writers=READERS_OF_OWN_NOTE),
	"safeguarding.add_entry": about(NOTE, writers=READERS_OF_OWN_NOTE, kind="Action", text="I called"),
	"safeguarding.let_read": about(NOTE, writers={policy.LEAD}, user="coordinator@example.com"),
	"safeguarding.stop_reading": about(NOTE, writers={policy.LEAD}, user="coordinator@example.com"),
	"selection.board": NOTHING,
	"selection.mentors": NOTHING,
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
	"transition.ask_family": about(MOVE, writers=WRITERS_OF_OWN_CASE),
	"transition.pack": about(MOVE),
	"transition.pack_pdf": about(MOVE),
	"transition.of_family": about(MOVE),
	"transition.answer": about(MOVE, writers={policy.GUARDIAN}, typed_name="A Parent", sections=[]),
	"transition.withdraw": about(MOVE, writers={policy.GUARDIAN}),
	"transition.withdraw_own": Method(lambda record: {}, {policy.PUPIL}),
	"transition.new_link": about(MOVE, writers=WRITERS_OF_OWN_CASE),
	"transition.confirm_receipt": by_key(name="Dana Reed"),
	"transition.ask": by_key(question="Since when?"),
	"transition.pack_of_link": by_key(),
	"transition.pdf_of_link": by_key(),
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
