"""The portal on a phone, for those who may see it and those who may not."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import ADDRESS, PHONE, fits

NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def family(own_people) -> dict:
	"""A guardian with a plan that awaits an answer, and a guardian of another pupil."""
	guardian, stranger = factories.make_portal_guardian(), factories.make_portal_guardian()
	case = factories.make_case(factories.make_student(guardian))
	factories.make_student(stranger)
	plan = factories.make_plan(case, status="Pending Guardian Agreement")
	frappe.db.commit()
	return {"guardian": guardian, "stranger": stranger, "plan": plan}


def test_asking_for_a_change_sends_the_comment(open_as, family):
	page = open_as(family["guardian"].user, NARROW)
	page.goto(f"/mentoring/plan?name={family['plan'].name}")
	assert fits(page)
	assert family["plan"].student_name not in page.url + page.title()
	page.get_by_label("What should be different?").fill("Fewer visits please")
	page.get_by_role("button", name="Ask for a change").click()
	expect(page.locator("#plan-answered")).to_contain_text("Thank you")
	page.goto("/mentoring")
	expect(page.get_by_text("There is no plan to read now.")).to_be_visible()


@pytest.mark.parametrize("name", ["foreign", "MP-1999-00001"])
def test_foreign_and_missing_plans_show_the_same_page(open_as, family, name):
	page = open_as(family["stranger"].user, PHONE)
	answer = page.goto(f"/mentoring/plan?name={family['plan'].name if name == 'foreign' else name}")
	assert answer.status == 403
	assert "Traceback" not in page.content()


def test_staff_are_told_that_the_page_is_for_guardians(open_as, school):
	page = open_as(school["teacher"], PHONE)
	answer = page.goto("/mentoring")
	assert answer.status == 403


def test_a_guest_is_sent_to_the_login(chromium, family):
	page = chromium.new_context(base_url=ADDRESS).new_page()
	page.goto("/mentoring")
	assert "/login" in page.url
	page.context.close()
