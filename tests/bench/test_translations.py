"""The texts of the app: every one translatable, and the catalogues up to date. Needs no site."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "dev"))

from texts import app, checks, placeholders, python_code, records, script_code, templates, translating
from texts.catalogs import Catalogs, as_csv, entries
from texts.message import Message, Texts

ROOT = app.ROOT


def sources(texts: Texts) -> list[tuple[str, str | None]]:
	return [(message.source, message.context) for message in texts.messages]


def problems(texts: Texts) -> list[str]:
	return [finding.problem for finding in texts.findings]


@pytest.fixture(scope="module")
def texts() -> Texts:
	return app.read(ROOT)


@pytest.fixture
def catalogs(tmp_path) -> Catalogs:
	return Catalogs(tmp_path)


def test_every_text_is_translatable_and_translated_in_every_language(texts):
	assert list(checks.problems(texts, Catalogs(ROOT / app.APP))) == []


def test_texts_of_every_kind_of_source_are_found(texts):
	found = set(sources(texts))
	assert ("Mentoring Case", None) in found  # a doctype
	assert ("Put on Waiting List", None) in found  # an action of a workflow
	assert ("Mentoring Coordinator", None) in found  # a role
	assert ("My Caseload", None) in found  # a shortcut of the workspace
	assert ("Home Visit List", None) in found  # a report
	assert ("Check in at the door", None) in found  # a strategy that a new site starts with
	assert ("Keep going", None) in found  # a marked name
	assert ("We would like to visit you", None) in found  # a page for families


@pytest.mark.parametrize(
	("code", "expected"),
	[
		('_("Hello")', ("Hello", None)),
		('_("On the " "way").format(1)', ("On the way", None)),
		('_("Open", context="Of a door")', ("Open", "Of a door")),
		('frappe._("Hello")', ("Hello", None)),
		('N_("Hello")', ("Hello", None)),
		('_("One" if one else "Many")', ("Many", None)),
	],
)
def test_python_texts(code, expected):
	assert expected in sources(python_code.read(code, "x.py"))


@pytest.mark.parametrize(
	"code",
	[
		'_(f"Hello {name}")',
		'_("Hello " + name)',
		'_("Hello {0}".format(name))',
		'frappe.throw("Hello")',
		'"<p>Hello</p>" + link',
		'f"<p>{name} is late</p>"',
		'frappe.throw(f"{name} is late")',
		'frappe.msgprint(_("Hello"), title="Oops")',
		'row = {"label": "Visits"}',
		'raise MentoringError("The plan has ended.")',
		'lines.append("The plan has ended.")',
	],
)
def test_python_texts_that_nobody_can_translate(code):
	assert problems(python_code.read(code, "x.py"))


@pytest.mark.parametrize(
	("code", "expected"),
	[
		('__("Hello")', ("Hello", None)),
		("__('It\\'s me', [a])", ("It's me", None)),
		('__("Open", null, "Of a door")', ("Open", "Of a door")),
		("const a = `<b>${b ? __('Hello') : `${__(\"no\")}`}</b>`", ("Hello", None)),
		("x.replace(/\"/g, '') + __('Hello')", ("Hello", None)),
		('// it\'s a remark\n__("Hello")', ("Hello", None)),
		('__(a ? "One" : "Many")', ("Many", None)),
	],
)
def test_script_texts(code, expected):
	assert expected in sources(script_code.read(code, "x.js"))


@pytest.mark.parametrize(
	"code",
	[
		"__(`Hello ${name}`)",
		'__("Hello " + name)',
		'frappe.msgprint("Hello")',
		'form.add_custom_button("Log", log)',
		'$(place).append("<p>Hello</p>")',
		'frappe.show_alert({ message: "Saved", indicator: "green" })',
		'const field = { label: "Visits" }',
		"const text = `<td>Visits</td>`",
		'const text = `<a aria-label="Visits">${name}</a>`',
		"const text = `The plan of ${name}`",
		'const field = { options: ["Roles", "People"] }',
		'const field = { options: "Roles\\nPeople" }',
	],
)
def test_script_texts_that_nobody_can_translate(code):
	assert problems(script_code.read(code, "x.js"))


def test_template_texts():
	code = '<p title="{{ _("Hint") }}">{{ _("Hello {0}").format(name) }}</p><script>__("Now")</script>'
	read = templates.read(code, "x.html")
	assert sources(read) == [("Hint", None), ("Hello {0}", None), ("Now", None)] and not read.findings


@pytest.mark.parametrize(
	"code",
	[
		"<p>Hello</p>",
		"<p>{{ name }} is late</p>",
		'<img alt="A house">',
		'{% set text = "The plan has ended." %}',
		'{{ _("Hello " ~ name) }}',
		"{% if %}",
	],
)
def test_template_texts_that_nobody_can_translate(code):
	assert problems(templates.read(code, "x.html"))


def test_what_no_reader_sees_is_no_text():
	code = "<!-- Hello --><style>p { color: red; }</style>{# Hello #}&nbsp;&mdash;{{ name }}<br>"
	assert problems(templates.read(code, "x.html")) == []


def test_labels_of_a_doctype_stand_with_and_without_it_as_context():
	field = '{"fieldname": "status", "fieldtype": "Select", "label": "How", "options": "\\nOpen\\n2"}'
	read = records.read(f'{{"doctype": "DocType", "name": "House", "fields": [{field}]}}', "house.json")
	labels = [(text, context) for text in ("How", "Open") for context in ("House", None)]
	assert sources(read) == [("House", None), *labels]


HELLO, OPEN = Message("Hello {0}", None, "x.py"), Message("Open", None, "x.py")
TWO = Texts([HELLO, OPEN, OPEN._replace(context="House")], [])
WHOLE = {("Hello {0}", None): "Hallo {0}", ("Open", None): "Offen", ("Open", "House"): "Geöffnet"}


def told(texts: Texts, catalogs: Catalogs) -> str:
	return "\n".join(checks.problems(texts, catalogs, ("de",)))


def write(catalogs: Catalogs, translations: dict) -> None:
	catalogs.write_template(TWO.messages)
	catalogs.write("de", TWO.messages, translations)


def test_whole_catalogues_pass_and_keep_the_translations(catalogs):
	write(catalogs, WHOLE)
	assert told(TWO, catalogs) == ""
	assert entries(catalogs.load("de")) == WHOLE
	assert catalogs.csv("de").read_text() == "Hello {0},Hallo {0},\nOpen,Offen,\nOpen,Geöffnet,House\n"


@pytest.mark.parametrize("text", ["", "Hallo", "Hallo {1}", "Hallo <b>{0}</b>", " Hallo {0}"])
def test_a_translation_that_is_empty_or_loses_something_is_told(catalogs, text):
	write(catalogs, {**WHOLE, ("Hello {0}", None): text})
	assert "Hello {0}" in told(TWO, catalogs)


def test_a_new_text_a_gone_text_and_a_fuzzy_one_are_told(catalogs):
	write(catalogs, WHOLE)
	new = Texts([*TWO.messages, Message("New", None, "x.py")], [])
	assert "main.pot lacks 'New'" in told(new, catalogs) and "de.po lacks 1" in told(new, catalogs)
	fewer = Texts(TWO.messages[:2], [])
	assert "main.pot has 'Open' (House)" in told(fewer, catalogs) and "de.po has" in told(fewer, catalogs)
	path = catalogs.po("de")
	path.write_text(path.read_text().replace('msgid "Hello', '#, fuzzy\nmsgid "Hello'))
	assert "de.po lacks 1" in told(TWO, catalogs)


def test_a_list_that_differs_from_its_catalogue_is_told(catalogs):
	write(catalogs, WHOLE)
	catalogs.csv("de").write_text("Open,Auf,\n")
	assert told(TWO, catalogs).startswith("de.csv differs")


def test_an_answer_goes_to_all_contexts_but_those_with_one_of_their_own():
	given = [{"source": "Open", "translation": {"": "Offen", "House": "Geöffnet"}}]
	taken, refused = translating.take(given, TWO.messages)
	assert (taken, refused) == ({key: WHOLE[key] for key in WHOLE if key[0] == "Open"}, [])
	taken, refused = translating.take([{"source": "Open", "translation": "Offen"}], TWO.messages)
	assert set(taken.values()) == {"Offen"} and len(taken) == 2


def test_answers_that_lose_a_place_or_answer_nothing_are_refused():
	given = [{"source": "Hello {0}", "translation": "Hallo"}, {"source": "Bye", "translation": "Ade"}]
	taken, refused = translating.take(given, TWO.messages)
	assert taken == {} and len(refused) == 2


def test_a_text_is_asked_for_once_and_only_while_it_lacks_a_translation(catalogs):
	write(catalogs, {("Open", None): "Offen"})
	carried = translating.carried(TWO.messages, catalogs, "de")
	assert carried["Open", "House"] == "Offen"  # a new context of a known text
	assert [entry["source"] for entry in translating.missing(TWO.messages, carried)] == ["Hello {0}"]


def test_a_repeated_place_may_not_get_lost():
	assert placeholders.problem("{0} and {0}", "{0} und") and not placeholders.problem(
		"{0} of {1}", "{1}: {0}"
	)


def test_rows_with_a_context_are_left_out_where_they_say_the_same(catalogs):
	write(catalogs, {**WHOLE, ("Open", "House"): "Offen"})
	assert as_csv(catalogs.load("de")).count("Open") == 1
