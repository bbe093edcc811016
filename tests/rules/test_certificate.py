"""The pupil's certificate: first name, mentor, chosen words, and nothing else of the record."""

from io import BytesIO

import frappe
import pytest
from frappe.www.printview import get_rendered_template
from pypdf import PdfReader

from learning_mentor import certificate
from learning_mentor.exceptions import MentoringError
from tests import factories as make
from tests import session_factories as daily
from tests import transition_factories as transitions

CASE = "Mentoring Case"
AIM = "I want to ask when I do not understand"


@pytest.fixture
def case(db):
	return daily.make_case_with_plan(AIM)


@pytest.fixture
def closed(case):
	daily.close(case)
	return case


def test_the_certificate_has_first_name_mentor_and_chosen_words_and_no_more(closed, as_user):
	closed.db_set("certificate_words", "I ask in class\n\n <b>I</b> have a friend ")
	with as_user(make.mentor_user(closed)):
		pdf = certificate.as_pdf(closed.name)
	assert frappe.db.count("Mentoring Read Log", {"way": "Print", "record": closed.name}) == 1
	first_name = frappe.db.get_value("Student", closed.student, "first_name")
	text = transitions.text_of(pdf)
	assert len(PdfReader(BytesIO(pdf)).pages) == 1
	for shown in (first_name, closed.mentor_name, "I ask in class", "<b>I</b> have a friend"):
		assert shown in text
	for hidden in ("Testname", make.NEED, AIM, closed.name, "I dare to ask now"):
		assert hidden not in text
	size = PdfReader(BytesIO(pdf)).pages[0].mediabox
	assert (round(size.width), round(size.height)) == (842, 595)


def test_the_print_format_says_the_same(closed, as_user):
	closed.db_set("certificate_words", "I ask in class")
	doc, print_format = (
		frappe.get_doc(CASE, closed.name),
		frappe.get_doc("Print Format", "Mentoring Certificate"),
	)
	with as_user(make.mentor_user(closed)):
		html = get_rendered_template(doc, print_format=print_format)
	assert "I ask in class" in html
	assert "Testname" not in html


def test_no_certificate_without_words_or_for_strangers(closed, as_user):
	with as_user(make.mentor_user(closed)), pytest.raises(MentoringError, match="in the pupil's words"):
		certificate.as_pdf(closed.name)
	closed.db_set("certificate_words", "I ask in class")
	for user in (make.make_mentor().user, make.make_teacher().name):
		with as_user(user), pytest.raises(frappe.PermissionError):
			certificate.as_pdf(closed.name)
