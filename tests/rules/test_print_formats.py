"""Print formats: what is on each paper and what is not, and who may print it."""

import frappe
import pytest
from frappe.utils import add_days, today
from frappe.www.printview import get_html_and_style

from learning_mentor.events import medical_notes
from learning_mentor.exceptions import MentoringError
from learning_mentor.papers import PAPERS, mentoring_paper
from tests import event_factories as events
from tests import factories as make
from tests import paper_factories as papers
from tests import referral_factories as referrals
from tests import session_factories as daily
from tests import transition_factories as transitions
from tests import visit_factories as visits


@pytest.fixture
def case(db):
	return papers.make_family_case()


def test_every_paper_has_one_print_format_of_its_own_record_type(db):
	shipped = papers.formats()
	assert sorted(shipped.values()) == sorted(PAPERS)
	for name, paper in shipped.items():
		assert frappe.db.get_value("Print Format", name, "doc_type") == PAPERS[paper][0]


def test_each_paper_is_printed_for_whoever_has_the_pupil_and_for_nobody_else(case, as_user):
	made, mentor = papers.records(case), make.mentor_user(case)
	strangers = (make.make_mentor().user, make.make_teacher().name, make.make_portal_guardian().user)
	for paper, doc in made.items():
		stored = frappe.get_doc(doc.doctype, doc.name)
		with as_user(mentor):
			assert 1 <= len(papers.pages_of(papers.html_of(paper, doc))) <= 2, paper
		for user in strangers:
			with as_user(user), pytest.raises(frappe.PermissionError):
				mentoring_paper(stored, paper)
			with as_user(user), pytest.raises(frappe.PermissionError):
				papers.html_of(paper, doc)


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
					html = get_html_and_style(
						frappe.as_json(sent), print_format=papers.format_of(paper).name
					)["html"]
				except (frappe.PermissionError, frappe.DoesNotExistError):
					html = ""
			assert first_name not in html, (name, paper)
			assert bool(html) == (name == case.name), (name, paper)


def make_agreed_plan(case):
	"""A plan that the school approved, with words for the family and words between staff."""
	plan = make.make_plan(case, status="Pending Guardian Agreement")
	plan.db_set("decision_comment", "Staffcomment")
	frappe.db.set_value(
		"Mentoring Plan Target",
		plan.targets[0].name,
		{"plain_words": "Plainwords", "measure": "Staffmeasure"},
	)
	row = plan.decisions[0]
	frappe.db.set_value(row.doctype, row.name, "comment", "Staffremark")
	return plan


def test_the_paper_for_home_has_plain_words_and_none_between_staff(case, as_user):
	plan = make_agreed_plan(case)
	between_staff = ("Staffmeasure", "Staffremark", plan.targets[0].target_text, make.NEED, plan.name)
	with as_user(make.mentor_user(case)):
		home, file = papers.words_of("plan_for_home", plan), papers.words_of("plan_for_file", plan)
	first_name = frappe.db.get_value("Student", case.student, "first_name")
	for shown in (first_name, "Plainwords", plan.summary, "Parent or carer, date"):
		assert shown in home
	for hidden in ("Staffcomment", *between_staff):
		assert hidden not in home
	for shown in ("Plainwords", *between_staff):
		assert shown in file


def test_no_paper_for_home_before_the_school_has_approved(case, as_user):
	plan = make.make_plan(case)
	with as_user(make.mentor_user(case)):
		assert plan.student_name in papers.words_of("plan_for_file", plan)
		with pytest.raises(MentoringError, match="once the school has approved"):
			papers.html_of("plan_for_home", plan)


def test_the_aims_agreement_has_aims_that_stand_and_who_agreed_and_no_more(case, as_user):
	case.db_set("strengths", "Staffstrength")
	with as_user(make.mentor_user(case)):
		text = papers.words_of("aims_agreement", case)
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
		text = papers.words_of("referral", draft)
	assert "Not to be sent: there is no consent to it." in text
	assert "A guardian has consented" not in text
	assert draft.tried not in text
	referrals.act(draft, "Ask for Consent")
	referrals.give_on_paper(draft, ["What was tried"])
	with as_user(make.mentor_user(case)):
		text = papers.words_of("referral", draft)
	assert "A guardian has consented" in text and draft.tried in text
	assert draft.family_contact not in text


def test_no_handover_pack_without_consent(case, as_user):
	move = transitions.make_plan(case)
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError, match="Consent to share is missing"):
		papers.html_of("handover_pack", move)


def test_a_visit_sheet_has_room_to_write_until_it_is_written(case, as_user):
	visit = visits.plan_visit(case)
	with as_user(make.mentor_user(case)):
		text = papers.words_of("visit_sheet", visit)
	for shown in (visits.PHONE, "1 High Street", "Checked in on arrival", "What the family said"):
		assert shown in text
	visit.db_set("outcome", "They were glad")
	with as_user(make.mentor_user(case)):
		text = papers.words_of("visit_sheet", visit)
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
			word in papers.words_of("event_register", event)
			for word in (case.student_name, "Nutallergy", "Gran")
		)
		html = papers.html_of("group_register", group)
	assert case.student_name in html
	assert html.count('class="tick"') == len(mentoring_paper(group, "group_register")["days"]) > 0
