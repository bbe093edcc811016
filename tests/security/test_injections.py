"""SQL, templates, scripts, formulas and odd signs, in every argument and in every text of every record.

Refused, or kept as the text that they are: no row of others changes, and nothing is carried out when shown.
"""

import os

import frappe
import pytest

from learning_mentor.exceptions import MentoringError
from learning_mentor.guards import values
from tests import factories as make
from tests.security import policy
from tests.security.app_methods import DOCUMENTS, METHODS
from tests.security.canaries import app_doctypes, takes_word
from tests.security.fingerprints import fingerprint
from tests.security.lane import Lane, text_of
from tests.security.test_methods import PAGES

pytestmark = pytest.mark.usefixtures("no_leak")

IS_FULL = os.environ.get("LM_MATRIX") == "full"

INJECTED = (
	"' or '1'='1",
	"x'); drop table `tabMentoring Case`; --",
	"1 union select strengths from `tabMentoring Case`",
	"(select strengths from `tabMentoring Case` limit 1)",
	"sleep(3)",
	"{{ frappe.get_all('Mentoring Case', ['*']) }}",
	"{% for x in frappe.get_all('Mentoring Case', ['*']) %}{{ x }}{% endfor %}",
	"<script>alert(1)</script>",
	'"><img src=x onerror=alert(1)>',
	"%s %(name)s {0} {name}",
	"../../../../etc/passwd",
	'=HYPERLINK("http://127.0.0.1/","x")',
	"+cmd|' /C calc'!A0",
	"${7*7191}#{7*7191}<%= 7*7191 %>",
	"{{ 7*7191 }}{% if 1 %}x{% endif %}",
	"\x00\u202e\ud7ff\U0001f47b",
)
STRANGERS = (policy.REMOVED_MENTOR, policy.GUEST, policy.UNASSIGNED_TEACHER, policy.GUARDIAN)


def words_for(number: int) -> tuple[str, ...]:
	"""Each argument gets the next word of the corpus; with LM_MATRIX=full all of them."""
	return INJECTED if IS_FULL else (INJECTED[number % len(INJECTED)],)


def injected(world, situation: str):
	"""Path, what is called, its arguments with one word put in, that argument and the word."""

	def record(doctype: str) -> str:
		return world.guardian_of(situation) if doctype == "Guardian" else world.linked(doctype, situation)

	number = 0
	for path, method in METHODS.items():
		arguments = method.arguments(record)
		for argument in ["dn"] if path in DOCUMENTS else arguments:  # the others are Frappe's own
			number += 1
			for word in words_for(number):
				cmd = "run_doc_method" if path in DOCUMENTS else path
				yield cmd, {**arguments, argument: word}, f"{path}({argument}={word})"


@pytest.mark.parametrize("actor", STRANGERS if IS_FULL else STRANGERS[:2])
def test_injections_of_strangers_change_nothing(world, lane, tally, tables, actor):
	before = fingerprint(tables)
	for cmd, arguments, what in injected(world, policy.OTHER):
		response = lane(actor).call(cmd, look=lambda: fingerprint(tables), **arguments)
		tally.check(actor, what, "injection", response)
		if lane(actor).seen != before:
			tally.note(actor, what, "injection", "has changed rows")


@pytest.mark.parametrize("actor", [policy.MENTOR, policy.GUARDIAN, policy.LEAD])
def test_injections_of_those_who_may_ask_are_no_server_error(world, lane, tally, actor):
	"""They get past the rights, to the code behind; what is written is checked field by field below."""
	for cmd, arguments, what in injected(world, policy.OWN):
		response = lane(actor).call(cmd, **arguments)
		tally.check(actor, what, "injection", response, at_home=True)
		if "50337" in text_of(response):
			tally.note(actor, what, "injection", "was carried out")


@pytest.mark.parametrize("actor", [policy.REMOVED_MENTOR, policy.UNASSIGNED_TEACHER])
@pytest.mark.parametrize("place", ["order_by", "group_by", "fields", "filters", "or_filters"])
def test_injections_into_lists(lane, tally, actor, place):
	for word in INJECTED[:6]:
		value = {
			"fields": ["name", word],
			"filters": [["name", "=", word], [word, "=", "x"]],
			"or_filters": [[word, "like", "%"]],
		}.get(place, word)
		for method in ("frappe.client.get_list", "frappe.desk.reportview.get_list"):
			asked = {"doctype": "Mentoring Nomination", "fields": ["name"], place: value}
			response = lane(actor).ask(method, **asked)
			tally.check(actor, f"{method} {place}", word, _without_server_error(response))


def _without_server_error(response):
	"""Frappe answers its own refusals of SQL with 500; what matters here is what it tells."""
	response.status_code = min(response.status_code, 499)
	return response


def test_the_answers_to_injections_show_no_script(world, lane):
	"""What a mentor types as markup is not markup on the page of the family."""
	plan = world.records["Mentoring Action Plan", policy.OWN]
	word = frappe.db.get_value("Mentoring Action Plan", plan, "summary")
	frappe.db.set_value("Mentoring Action Plan", plan, "summary", "<script>alert(1)</script>{{ 7 * 7 }}")
	frappe.db.commit()
	try:
		page = lane(policy.GUARDIAN).open("GET", "/mentoring/plan", {"name": plan}, accept="text/html")
		assert "alert(1)" in text_of(page)
		assert "<script>alert(1)" not in text_of(page)
		assert "{{ 7 * 7 }}" in text_of(page)
	finally:
		frappe.db.set_value("Mentoring Action Plan", plan, "summary", word)
		frappe.db.commit()


MARKS = ("<script>alert(1)", "onerror=alert(1)>", "50337")
SHOWN_TO = (policy.LEAD, policy.MENTOR, policy.GUARDIAN, policy.PUPIL)


@pytest.fixture
def school_of_injections(world, db):
	"""The corpus in every text of every record of the pupil, as Frappe and our checks store it; taken back.

	Without the records' own rules, which would refuse some: the worst that can be stored, not what is likely.
	A page that is opened may commit, as the log of readings does: rolling back alone is not enough.
	"""
	before = []
	stored = 0
	for doctype in app_doctypes():
		name = world.records.get((doctype, policy.OWN)) or world.records.get((doctype, policy.PUBLIC))
		doc = frappe.get_doc(doctype, name) if name else None
		for row in (doc, *doc.get_all_children()) if doc else ():
			texts = {field.fieldname: row.get(field.fieldname) for field in texts_of(row)}
			before.append((row.doctype, row.name, texts))
			stored += put_into(row, stored)
	assert stored > 200
	yield
	frappe.db.rollback()
	for doctype, name, texts in before:
		if texts:
			frappe.db.set_value(doctype, name, texts, update_modified=False)
	frappe.db.commit()


def texts_of(row) -> list:
	return [field for field in row.meta.fields if takes_word(field) and not field.get("is_virtual")]


def put_into(row, number: int) -> int:
	"""Words of the corpus into the texts of one row; returns how many were not refused."""
	before = number
	for field in texts_of(row):
		rest = (INJECTED * 2)[number % len(INJECTED) :]
		word = next(each for each in rest if not values.problem(field, each))
		row.set(field.fieldname, word[: field.length or None])
		number += 1
	row._sanitize_content()  # as each save does
	row.db_update()
	return number - before


def test_a_formula_is_refused_by_the_name_of_its_field(own_school):
	case = make.make_case()
	case.strengths = '=HYPERLINK("http://127.0.0.1")'
	with pytest.raises(MentoringError, match="begin the text with a word"):
		case.save()


def test_what_is_a_formula_and_what_only_looks_like_one():
	field = frappe.get_meta("Mentoring Case").get_field("strengths")
	for text in ("=1+1", ' =HYPERLINK("x")', "+cmd|' /C calc'!A0", "-cmd|x", "@SUM(A1)"):
		assert values.problem(field, text), text
	for text in ("- came late", "+44 20 7946 0999", "@home he is calm", "--", "-5 points", "a = b"):
		assert not values.problem(field, text), text


@pytest.mark.parametrize("actor", SHOWN_TO)
def test_what_is_stored_is_shown_as_text(world, tally, school_of_injections, actor):
	asked = Lane(world.users[actor], keeps=True)
	for address, doctype in PAGES.items():
		query = {"name": world.linked(doctype, policy.OWN)} if doctype else {}
		shown(tally, actor, address, asked.open("GET", address, query, accept="text/html"))
	printed = [*world.records] if IS_FULL else [*world.records][SHOWN_TO.index(actor) :: 8]
	for doctype, situation in printed:
		if situation == policy.OWN and policy.sees(actor, doctype, situation):
			query = {"doctype": doctype, "name": world.records[doctype, situation]}
			page = asked.open("GET", "/printview", query, accept="text/html")
			shown(tally, actor, f"print of {doctype}", page)


def shown(tally, actor: str, what: str, response) -> None:
	text = text_of(response)
	tally.cells += 1
	if response.status_code >= 500:
		tally.note(actor, what, "injection", f"answers {response.status_code}: {text[-300:]}")
	for mark in MARKS:
		if mark in text:
			tally.note(
				actor, what, "injection", f"shows {mark} at {text[max(0, text.index(mark) - 80) :][:160]}"
			)
