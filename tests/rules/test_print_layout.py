"""How papers look: direction of the language, long names, letter head and its pictures."""

import frappe
import pytest
from frappe.utils import today

from learning_mentor import pdf
from learning_mentor.papers import text_direction
from tests import factories as make
from tests import paper_factories as papers
from tests import transition_factories as transitions

ARABIC = "عبد الرحمن بن محمد الأنصاري"
LONG = " ".join(["Wolfeschlegelsteinhausen", "Bartholomew-Maximilian", "Konstantinopolitanskij"] * 2)[:140]


@pytest.fixture
def case(db):
	return papers.make_family_case()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_paper_runs_as_its_language_does_and_words_as_theirs(case, as_user, language, direction):
	case.aims[0].db_set("aim", f"{ARABIC}.")
	case.db_set("student_name", ARABIC)
	frappe.local.lang = language
	with as_user(make.mentor_user(case)):
		html = papers.html_of("aims_agreement", case)
	assert f'<div class="paper" dir="{direction}">' in html
	assert f'<blockquote class="words" dir="rtl">{ARABIC}.</blockquote>' in html
	assert f"text-align: {'right' if direction == 'rtl' else 'left'}" in html
	assert len(papers.pages_of(html, language)) == 1


def test_direction_is_that_of_the_first_letter(db):
	directions = [text_direction(text) for text in (ARABIC, "12. שלום", "Anna عبد", "", None, "12")]
	assert directions == ["rtl", "rtl", "ltr", "ltr", "ltr", "ltr"]


def test_a_name_as_long_as_the_field_stays_on_its_paper(case, as_user):
	assert len(LONG) == 140
	made = papers.records(case)
	frappe.db.set_value("Student", case.student, {"first_name": LONG.split()[0], "student_name": LONG})
	for doc in made.values():
		if frappe.get_meta(doc.doctype).has_field("student_name"):
			doc.db_set("student_name", LONG)
	for table, parent in (("Mentoring Event Registration", "event"), ("Mentoring Group Member", "parent")):
		register = made["event_register" if parent == "event" else "group_register"]
		frappe.db.set_value(table, {parent: register.name}, "student_name", LONG)
	for paper, doc in made.items():
		with as_user(make.mentor_user(case)):
			pages = papers.pages_of(papers.html_of(paper, doc))
		assert len(pages) <= 2, paper
		assert LONG.split()[0] in pages[0], paper


def letter_head(name: str = "Testhead", **values):
	"""Written as a row: saving one empties all caches."""
	doc = frappe.get_doc({"doctype": "Letter Head", "letter_head_name": name, "name": name})
	doc.update(
		{"source": "HTML", "footer_source": "HTML", "content": "Headword", "footer": "Footword", **values}
	)
	doc.db_insert()
	return doc


def test_the_letter_head_is_that_of_the_print_view_or_none(case, as_user):
	letter_head(is_default=1)
	other = letter_head("Otherhead", content="Otherword", is_default=0)
	with as_user(make.mentor_user(case)):
		assert "Headword" in papers.words_of("aims_agreement", case, no_letterhead=0)
		assert "Otherword" in papers.words_of("aims_agreement", case, no_letterhead=0, letterhead=other.name)
		assert "Headword" not in papers.words_of("aims_agreement", case, no_letterhead=1)


def test_own_pdfs_have_the_default_letter_head_with_its_picture_and_fetch_nothing_else(db):
	square = frappe.get_doc(
		{"doctype": "File", "file_name": "head.svg", "content": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
	).insert()
	for inside in (
		square.file_url,
		"/files/../../site_config.json",
		"http://192.0.2.1/x.png",
		"/private/files/x",
	):
		letter_head(content=f'Headword {{{{ doc.name }}}} <img src="{inside}">', is_default=1)
		text = transitions.text_of(pdf.make_pdf("advice", {"sheets": [], "day": today()}))
		assert "Headword" in text and "Footword" in text and "doc" not in text
		frappe.db.delete("Letter Head")
	assert pdf._fetch_picture(frappe.utils.get_url(square.file_url))["string"].startswith(b"<svg")
	for outside in (
		"/files/../../site_config.json",
		"/files/%2e%2e/%2e%2e/site_config.json",
		"/private/files/x",
	):
		with pytest.raises(ValueError):
			pdf._fetch_picture(frappe.utils.get_url(outside))
	with pytest.raises(ValueError):
		pdf._fetch_picture("http://192.0.2.1/files/head.svg")


def test_a_paper_says_its_language(db):
	frappe.local.lang = "de"
	html = frappe.get_template("learning_mentor/templates/pdf/base.html").render({"school": "x"})
	assert '<html lang="de" dir="ltr">' in html
