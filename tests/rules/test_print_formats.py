"""Print formats: what is on each paper and what is not, letter head, direction, long names, who may print."""

from io import BytesIO

import frappe
import pytest
from frappe.utils import add_days, today
from frappe.www.printview import get_html_and_style, get_rendered_template
from pypdf import PdfReader
from weasyprint import HTML

from learning_mentor import pdf
from learning_mentor.events import medical_notes
from learning_mentor.exceptions import MentoringError
from learning_mentor.papers import PAPERS, mentoring_paper, text_direction
from tests import event_factories as events
from tests import factories as make
from tests import referral_factories as referrals
from tests import session_factories as daily
from tests import transition_factories as transitions
from tests import visit_factories as visits

ARABIC = "عبد الرحمن بن محمد الأنصاري"
LONG = " ".join(["Wolfeschlegelsteinhausen", "Bartholomew-Maximilian", "Konstantinopolitanskij"] * 2)[:140]
PAGE = '<!DOCTYPE html><html lang="{0}" dir="{1}"><body class="print-format">{2}</body></html>'


def formats() -> dict[str, str]:
	"""Print format -> the paper that it prints, of all formats that the app ships."""
	rows = frappe.get_all(
		"Print Format",
		{"module": "Learning Mentor", "standard": "Yes"},
		["name", "html"],
		order_by="name",
	)
	return {row.name: next(paper for paper in PAPERS if f'"{paper}"' in row.html) for row in rows}


def format_of(paper: str):
	name = next(name for name, each in formats().items() if each == paper)
	return frappe.get_doc("Print Format", name)


def html_of(paper: str, doc, **options) -> str:
	"""What Frappe prints of a record as it is in the database."""
	stored = frappe.get_doc(doc.doctype, doc.name)
	return get_rendered_template(stored, print_format=format_of(paper), **options)


def pages_of(html: str, language: str = "en") -> list[str]:
	"""Texts of the pages of a PDF of Frappe's print."""
	direction = "rtl" if language == "ar" else "ltr"
	made = HTML(string=PAGE.format(language, direction, html)).write_pdf()
	return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


def words_of(paper: str, doc, **options) -> str:
	return " ".join(" ".join(pages_of(html_of(paper, doc, **options))).split())


@pytest.fixture
def case(db):
	"""A case of a pupil with a family, who has aims and agreed."""
	make.make_coordinator()
	guardian = make.make_portal_guardian()
	return make.make_case(
		make.make_student(guardian),
		aims=[
			{"aim": "I want to ask when I do not understand", "status": "Working On It"},
			{"aim": "Droppedaim", "status": "Set Aside"},
		],
		agreements=[
			{"party": "Pupil", "agreed_name": "Signedpupil", "how": "In person", "agreed_on": today()},
			{
				"party": "Guardian",
				"agreed_name": "Goneguardian",
				"how": "On paper",
				"agreed_on": today(),
				"withdrawn_on": today(),
			},
		],
	)


def records(case) -> dict[str, object]:
	"""Paper -> a record that it can print, all of one pupil or of one mentor."""
	receiver = make.make_mentor()
	plan = make.make_plan(case, status="Active")
	case.reload()
	case.db_set("certificate_words", "I ask in class")
	move = transitions.make_plan(case)
	transitions.agree(move)
	event = events.today_event(frappe.get_doc("Mentor Profile", case.mentor))
	events.register(event, frappe.get_doc("Student", case.student))
	return {
		"plan_for_file": plan,
		"plan_for_home": plan,
		"aims_agreement": case,
		"certificate": case,
		"visit_sheet": visits.plan_visit(case),
		"referral": referrals.make_referral(case, status="Ready"),
		"handover_note": daily.offer_handover(case, receiver),
		"handover_pack": move,
		"event_register": event,
		"group_register": daily.make_group(frappe.get_doc("Mentor Profile", case.mentor), case),
	}


def test_every_paper_has_one_print_format_of_its_own_record_type(db):
	shipped = formats()
	assert sorted(shipped.values()) == sorted(PAPERS)
	for name, paper in shipped.items():
		assert frappe.db.get_value("Print Format", name, "doc_type") == PAPERS[paper][0]


def test_each_paper_is_printed_for_whoever_has_the_pupil_and_for_nobody_else(case, as_user):
	made, mentor = records(case), make.mentor_user(case)
	strangers = (make.make_mentor().user, make.make_teacher().name, make.make_portal_guardian().user)
	for paper, doc in made.items():
		stored = frappe.get_doc(doc.doctype, doc.name)
		with as_user(mentor):
			assert 1 <= len(pages_of(html_of(paper, doc))) <= 2, paper
		for user in strangers:
			with as_user(user), pytest.raises(frappe.PermissionError):
				mentoring_paper(stored, paper)
			with as_user(user), pytest.raises(frappe.PermissionError):
				html_of(paper, doc)


def test_a_made_up_document_does_not_bring_another_pupil_onto_a_paper(case, as_user):
	"""Frappe's print renders the document that a caller sends, with whatever they write into it."""
	other = make.make_case()
	first_name = frappe.db.get_value("Student", other.student, "first_name")
	case.db_set("certificate_words", "I ask in class")
	for name in (case.name, None, "new-1"):
		sent = {**case.as_dict(), "name": name, "student": other.student, "__islocal": name != case.name}
		for paper in ("certificate", "aims_agreement"):
			with as_user(make.mentor_user(case)):
				try:
					html = get_html_and_style(frappe.as_json(sent), print_format=format_of(paper).name)[
						"html"
					]
				except (frappe.PermissionError, frappe.DoesNotExistError):
					html = ""
			assert first_name not in html, (name, paper)
			assert bool(html) == (name == case.name), (name, paper)


def test_the_paper_for_home_has_plain_words_and_none_between_staff(case, as_user):
	plan = make.make_plan(case, status="Pending Guardian Agreement")
	plan.db_set("decision_comment", "Staffcomment")
	frappe.db.set_value(
		"Mentoring Plan Target",
		plan.targets[0].name,
		{"plain_words": "Plainwords", "measure": "Staffmeasure"},
	)
	row = plan.decisions[0]
	frappe.db.set_value(row.doctype, row.name, "comment", "Staffremark")
	with as_user(make.mentor_user(case)):
		home, file = words_of("plan_for_home", plan), words_of("plan_for_file", plan)
	first_name = frappe.db.get_value("Student", case.student, "first_name")
	for shown in (first_name, "Plainwords", plan.summary, "Parent or carer, date"):
		assert shown in home
	for hidden in (
		"Staffcomment",
		"Staffmeasure",
		"Staffremark",
		plan.targets[0].target_text,
		make.NEED,
		plan.name,
	):
		assert hidden not in home
	for shown in (
		"Plainwords",
		"Staffmeasure",
		"Staffremark",
		plan.targets[0].target_text,
		make.NEED,
		plan.name,
	):
		assert shown in file


def test_no_paper_for_home_before_the_school_has_approved(case, as_user):
	plan = make.make_plan(case)
	with as_user(make.mentor_user(case)):
		assert plan.student_name in words_of("plan_for_file", plan)
		with pytest.raises(MentoringError, match="once the school has approved"):
			html_of("plan_for_home", plan)


def test_the_aims_agreement_has_aims_that_stand_and_who_agreed_and_no_more(case, as_user):
	case.db_set("strengths", "Staffstrength")
	with as_user(make.mentor_user(case)):
		text = words_of("aims_agreement", case)
	for shown in (
		"I want to ask when I do not understand",
		"Signedpupil",
		"unless somebody may come to harm",
	):
		assert shown in text
	for hidden in ("Droppedaim", "Goneguardian", "Staffstrength", make.NEED):
		assert hidden not in text


def test_a_referral_says_that_it_must_not_be_sent_and_holds_what_the_scope_allows(case, as_user):
	draft = referrals.write_referral(case)
	with as_user(make.mentor_user(case)):
		text = words_of("referral", draft)
	assert "Not to be sent: there is no consent to it." in text
	assert "A guardian has consented" not in text
	assert draft.tried not in text
	referrals.act(draft, "Ask for Consent")
	referrals.give_on_paper(draft, ["What was tried"])
	with as_user(make.mentor_user(case)):
		text = words_of("referral", draft)
	assert "A guardian has consented" in text and draft.tried in text
	assert draft.family_contact not in text


def test_no_handover_pack_without_consent(case, as_user):
	move = transitions.make_plan(case)
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError, match="Consent to share is missing"):
		html_of("handover_pack", move)


def test_a_visit_sheet_has_room_to_write_until_it_is_written(case, as_user):
	visit = visits.plan_visit(case)
	with as_user(make.mentor_user(case)):
		text = words_of("visit_sheet", visit)
	for shown in (visits.PHONE, "1 High Street", "Checked in on arrival", "What the family said"):
		assert shown in text
	visit.db_set("outcome", "They were glad")
	with as_user(make.mentor_user(case)):
		text = words_of("visit_sheet", visit)
	assert "They were glad" in text
	assert "What the family said" not in text


def test_registers_have_pupils_boxes_and_what_to_take_care_of(case, as_user):
	mentor = frappe.get_doc("Mentor Profile", case.mentor)
	event = events.today_event(mentor)
	events.register(event, frappe.get_doc("Student", case.student), emergency_contact="Gran Smith")
	medical_notes.tell_note(case.student, "Nutallergy", "A Parent")
	group = daily.make_group(mentor, case, weekday="Monday", from_date=today(), to_date=add_days(today(), 60))
	with as_user(mentor.user):
		assert all(
			word in words_of("event_register", event) for word in (case.student_name, "Nutallergy", "Gran")
		)
		html = html_of("group_register", group)
	assert case.student_name in html
	assert html.count('class="tick"') == len(mentoring_paper(group, "group_register")["days"]) > 0


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_paper_runs_as_its_language_does_and_words_as_theirs(case, as_user, language, direction):
	case.aims[0].db_set("aim", f"{ARABIC}.")
	case.db_set("student_name", ARABIC)
	frappe.local.lang = language
	with as_user(make.mentor_user(case)):
		html = html_of("aims_agreement", case)
	assert f'<div class="paper" dir="{direction}">' in html
	assert f'<blockquote class="words" dir="rtl">{ARABIC}.</blockquote>' in html
	assert f"text-align: {'right' if direction == 'rtl' else 'left'}" in html
	assert len(pages_of(html, language)) == 1


def test_direction_is_that_of_the_first_letter(db):
	directions = [text_direction(text) for text in (ARABIC, "12. שלום", "Anna عبد", "", None, "12")]
	assert directions == ["rtl", "rtl", "ltr", "ltr", "ltr", "ltr"]


def test_a_name_as_long_as_the_field_stays_on_its_paper(case, as_user):
	assert len(LONG) == 140
	made = records(case)
	frappe.db.set_value("Student", case.student, {"first_name": LONG.split()[0], "student_name": LONG})
	for doc in made.values():
		if frappe.get_meta(doc.doctype).has_field("student_name"):
			doc.db_set("student_name", LONG)
	for table, parent in (("Mentoring Event Registration", "event"), ("Mentoring Group Member", "parent")):
		register = made["event_register" if parent == "event" else "group_register"]
		frappe.db.set_value(table, {parent: register.name}, "student_name", LONG)
	for paper, doc in made.items():
		with as_user(make.mentor_user(case)):
			pages = pages_of(html_of(paper, doc))
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
		assert "Headword" in words_of("aims_agreement", case, no_letterhead=0)
		assert "Otherword" in words_of("aims_agreement", case, no_letterhead=0, letterhead=other.name)
		assert "Headword" not in words_of("aims_agreement", case, no_letterhead=1)


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
