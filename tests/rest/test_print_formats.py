"""Printing through the server: readers print papers of their own pupils alone, whatever they send."""

import json

import frappe
import pytest

from learning_mentor.papers import PAPERS
from tests import factories as make
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_MENTOR, TEACHER

HTML = "/api/method/frappe.www.printview.get_html_and_style"
REPORT = "/api/method/learning_mentor.api.governors.report"
PLAN, CASE = "Mentoring Action Plan", "Mentoring Case"


@pytest.fixture(scope="module")
def case(school, signed_in):
	yield frappe.get_doc(CASE, stories.open_case(signed_in, school))


def formats_of(doctype: str) -> list[str]:
	rows = frappe.get_all("Print Format", {"doc_type": doctype, "module": "Learning Mentor"}, pluck="name")
	assert len(rows) == sum(each == doctype for each, _gather in PAPERS.values())
	return sorted(rows)


def test_papers_are_printed_by_the_pupil_s_mentor_alone(signed_in, case):
	plan = stories.write_plan(signed_in, case.name)
	for doctype, name in ((CASE, case.name), (PLAN, plan)):
		for paper in formats_of(doctype):
			page = {"doctype": doctype, "name": name, "format": paper}
			asked = {"doc": doctype, "name": name, "print_format": paper}
			shown = signed_in(MENTOR).session.get("/printview", params=page)
			if paper == "Mentoring Plan for Home":  # a draft: no family has it yet
				assert shown.status_code == 417
			else:
				assert shown.ok and 'class="' in shown.text, paper
			for user in (OTHER_MENTOR, TEACHER, GUARDIAN):
				session = signed_in(user).session
				assert session.get(HTML, params=asked).status_code == 403, (user, paper)
				assert case.student_name not in session.get("/printview", params=page).text, (user, paper)


def test_a_made_up_case_does_not_print_the_name_of_another_pupil(signed_in, case, school):
	other = school.make_pupil()
	sent = {"doctype": CASE, "name": case.name, "student": other, "certificate_words": "x", "status": "Open"}
	for name in (case.name, "new-mentoring-case-1"):
		asked = {"doc": json.dumps({**sent, "name": name}), "print_format": "Mentoring Certificate"}
		answer = signed_in(MENTOR).session.get(HTML, params=asked)
		assert frappe.db.get_value("Student", other, "first_name") not in answer.text


def test_the_governors_report_is_downloaded_by_coordinators_alone(signed_in, case):
	asked = {"from_date": "2026-09-01", "to_date": "2026-12-20"}
	answer = signed_in(make.COORDINATOR).session.get(REPORT, params=asked)
	assert answer.content.startswith(b"%PDF")
	assert "governors-report.pdf" in answer.headers["Content-Disposition"]
	for user in (MENTOR, TEACHER, GUARDIAN):
		assert signed_in(user).session.get(REPORT, params=asked).status_code == 403
	refusal = signed_in(make.COORDINATOR).session.get(REPORT)
	assert (refusal.status_code, "Term is missing" in refusal.text) == (417, True)
