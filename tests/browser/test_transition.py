"""Moving to the next school on phones: a guardian's consent, and the next school's page behind its link."""

import frappe
import pytest
from playwright.sync_api import expect

from learning_mentor.transition import families as transition_families
from tests import factories, transition_factories
from tests import referral_factories as referrals
from tests.browser.conftest import ADDRESS, DESKTOP, PHONE, fits
from tests.transition_factories import PLAN, TEXTS


@pytest.fixture(scope="module")
def case(own_people):
	case = transition_factories.make_case()
	frappe.db.commit()
	return case


@pytest.fixture(scope="module")
def plan(case):
	"""A draft that the family has been asked about, and that the pupil has agreed to."""
	plan = transition_factories.make_plan(case)
	with factories.session_of(factories.mentor_user(case)):
		plan.append("consents", transition_factories.consent_of("Pupil"))
		plan.save()
		transition_families.ask(plan.name)
	frappe.db.commit()
	return plan


def stored(plan):
	frappe.db.rollback()
	return frappe.get_doc(PLAN, plan.name)


def test_a_guardian_consents_on_a_phone_and_takes_it_back(open_as, case, plan):
	page = open_as(case.guardian.user, PHONE)
	page.goto("/mentoring")
	page.get_by_role("link", name="Read and answer").click()
	expect(page.get_by_role("heading", name="moves to the next school")).to_be_visible()
	expect(page.get_by_text(TEXTS["worries"])).to_be_visible()
	assert fits(page)
	assert plan.student_name not in page.url + page.title()
	page.get_by_label("Worries and hopes").check()
	page.get_by_label("What works").check()
	page.get_by_role("button", name="Send my answer").click()
	expect(page.locator("#transition-error")).to_contain_text("Your name is missing")
	expect(page.get_by_label("What works")).to_be_checked()
	page.get_by_label("Type your name").fill("Jo Smith")
	page.get_by_role("button", name="Send my answer").click()
	expect(page.locator("#transition-answered")).to_contain_text("Thank you")
	assert stored(plan).may_share == "Worries and hopes, What works"
	page.goto(f"/mentoring/transition?name={plan.name}")
	expect(page.get_by_text("You agreed on")).to_be_visible()
	expect(page.get_by_label("People")).not_to_be_checked()
	page.get_by_role("button", name="Withdraw my consent").click()
	expect(page.locator("#transition-answered")).to_contain_text("withdrawn")
	assert "withdrawn" in stored(plan).may_share


@pytest.mark.parametrize("name", ["foreign", "MTP-1999-00001"])
def test_foreign_and_missing_plans_show_the_same_page(open_as, school, plan, name):
	page = open_as(school["guardian"].user, PHONE)
	answer = page.goto(f"/mentoring/transition?name={plan.name if name == 'foreign' else name}")
	assert answer.status == 403
	assert "There is no such plan" in page.content()
	assert "Traceback" not in page.content()


def test_the_next_school_opens_confirms_and_asks(chromium, school):
	plan = transition_factories.make_plan(transition_factories.make_case(), status="Shared")
	frappe.db.commit()
	key = referrals.keys_mailed(plan.contact_email)[-1]
	page = chromium.new_context(viewport=PHONE, base_url=ADDRESS).new_page()
	page.goto(f"/mentoring/outside?key={key}")
	assert plan.student_name not in page.content()
	page.get_by_role("button", name="Open it").click()
	expect(page.get_by_role("heading", name="comes to you")).to_contain_text(plan.student_name)
	expect(page.get_by_text(TEXTS["what_to_avoid"])).to_be_visible()
	assert fits(page)
	assert plan.student_name not in page.url + page.title()
	confirm_and_ask(page)
	seen = stored(plan)
	assert (seen.status, seen.received_by, seen.question) == (
		"Received",
		"Dana Reed, Year 7",
		"Is there a friend who comes too?",
	)
	page.goto(f"/mentoring/outside?key={key}")
	page.get_by_role("button", name="Open it").click()
	with page.expect_download() as pdf:
		page.get_by_role("button", name="Save as PDF").click()
	assert pdf.value.suggested_filename == "handover.pdf"
	page.context.close()


def confirm_and_ask(page) -> None:
	page.get_by_role("button", name="Confirm the receipt").click()
	expect(page.locator("#outside-error")).to_contain_text("Your name is missing")
	page.get_by_label("Your name and job").fill("Dana Reed, Year 7")
	page.get_by_role("button", name="Confirm the receipt").click()
	expect(page.locator("#outside-answered")).to_contain_text("Thank you")
	page.get_by_label("You may ask one here").fill("Is there a friend who comes too?")
	page.get_by_role("button", name="Ask").click()
	expect(page.locator("#outside-answered")).to_contain_text("answer by mail")


def test_a_plan_and_the_end_of_a_case_in_the_desk(open_as, school):
	plan = transition_factories.make_plan(transition_factories.make_case(), status="Agreed")
	frappe.db.commit()
	desk = open_as(factories.mentor_user(plan), DESKTOP)
	desk.goto(f"/app/mentoring-transition-plan/{plan.name}")
	expect(desk.locator('[data-fieldname="steps"] .grid-row')).not_to_have_count(0)
	expect(desk.get_by_text("Ready to share:")).to_be_visible()
	expect(desk.get_by_text("The child-protection file is never part of this plan")).to_be_visible()
	desk.goto(f"/app/mentoring-case/{plan.case}")
	desk.get_by_role("button", name="Close Case").click()
	expect(desk.locator('[data-fieldname="aftercare"] .grid-row[data-idx="2"]')).to_be_visible()
	expect(desk.locator('[data-fieldname="first_reason"]')).to_contain_text(factories.NEED)
