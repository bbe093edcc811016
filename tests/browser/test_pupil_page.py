"""A pupil answers a check-in on a phone."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories, pupil_factories
from tests.browser.conftest import PHONE


@pytest.fixture(scope="module")
def asked(site) -> dict:
	"""A pupil with a login, whose mentor has asked three questions."""
	factories.make_people()
	factories.free_people("pupil-page.")
	pupil_factories.make_pupil_users(1)
	pupil = pupil_factories.make_pupil()
	case = factories.make_case(pupil)
	check_in = pupil_factories.ask(case)
	frappe.db.commit()
	yield {"user": pupil.user, "check_in": check_in.name, "first_name": pupil.first_name}
	factories.free_people()


def test_a_pupil_answers_on_a_phone_and_may_leave_a_question_out(open_as, asked):
	page = open_as(asked["user"], PHONE)
	page.goto("/mentoring")
	expect(page.get_by_role("heading", level=1)).to_contain_text(asked["first_name"])
	page.get_by_role("link", name="Answer").click()
	send = page.get_by_role("button", name="Send my answers")
	expect(send).to_be_enabled()
	send.click()
	expect(page.get_by_role("alert")).to_contain_text("Choose at least one answer")
	for question in pupil_factories.QUESTIONS[:2]:
		page.get_by_role("group", name=question).get_by_text("Yes", exact=True).click()
	expect(page.get_by_role("status").filter(has_text="answered")).to_contain_text("2 of 3 answered")
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	send.click()
	expect(page.locator("#check-in-answered")).to_contain_text("Thank you")
	page.goto("/mentoring")
	expect(page.get_by_role("link", name="Answer")).to_have_count(0)
	expect(page.locator(".mentoring-portal")).to_contain_text("Thank you for your answers")
