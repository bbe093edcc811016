"""What leaves the app by notice, task or mail names records, never pupils."""

import frappe
import pytest

from learning_mentor import guardians
from tests import factories as make
from tests.notice_factories import messages_to

pytestmark = pytest.mark.usefixtures("db")

# where Frappe keeps what people are told: doctype -> its texts
TOLD_IN = {
	"Notification Log": ("subject", "email_content"),
	"Email Queue": ("message",),
	"ToDo": ("description",),
}


def everything_told() -> str:
	texts = []
	for doctype, fields in TOLD_IN.items():
		for row in frappe.get_all(doctype, fields=list(fields), order_by="creation", limit_page_length=0):
			texts.extend(row[field] or "" for field in fields)
	return "\n".join(texts)


def test_a_whole_story_names_no_pupil(as_user):
	guardian = make.make_portal_guardian()
	student = make.make_student(guardian)
	make.make_safeguarding_lead()
	case = make.make_case(student)
	plan = make.make_plan(case, status="Pending Approval")
	with as_user(make.COORDINATOR):
		plan.update({"decision_comment": "Make it smaller"}).save()
		make.act(plan, "Return to Author")
	make.move_plan(plan, "Active")
	with as_user(make.COORDINATOR):
		guardians.invite(case.name, guardian.name)
	told = everything_told()
	assert case.name in told
	for secret in (student.first_name, student.student_name, student.name, make.NEED):
		assert secret not in told, secret


def test_the_safeguarding_lead_is_told_without_a_word_about_the_pupil():
	lead = make.make_safeguarding_lead().name
	nomination = make.make_nomination(safeguarding_concern=1)
	assert frappe.db.count("Notification Log", {"for_user": lead, "document_name": nomination.name}) == 1
	told = everything_told()
	assert nomination.name in told
	assert nomination.student_name not in told


def test_each_step_of_a_plan_tells_who_is_next(as_user):
	guardian = make.make_portal_guardian()
	plan = make.make_plan(make.make_case(make.make_student(guardian)), status="Pending Approval")
	notices = frappe.get_all(
		"Notification Log", {"document_name": plan.name}, pluck="for_user", order_by="creation desc"
	)
	assert make.COORDINATOR in notices
	before = len(messages_to(guardian.user))
	with as_user(make.COORDINATOR):
		make.act(plan, "Approve Plan")
	assert len(messages_to(guardian.user)) == before + 1
	assert "/mentoring" in messages_to(guardian.user)[-1]


def test_without_an_outgoing_account_the_work_goes_on(as_user):
	frappe.db.set_value("Email Account", {"default_outgoing": 1}, "default_outgoing", 0)
	guardian = make.make_portal_guardian()
	before = len(messages_to(guardian.user))
	plan = make.make_plan(make.make_case(make.make_student(guardian)), status="Pending Guardian Agreement")
	assert plan.status == "Pending Guardian Agreement"
	assert len(messages_to(guardian.user)) == before
