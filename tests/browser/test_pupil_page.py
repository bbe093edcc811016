"""A pupil's page and check-ins on a phone, and a guardian's."""

import frappe
import pytest
from playwright.sync_api import Page, expect

from tests import factories, pupil_factories, session_factories
from tests.browser.conftest import PHONE, fits, keep

NARROW = {"width": 320, "height": 640}
ENDS = [{"answer": 0, "label": "Not started"}, {"answer": 10, "label": "I am there"}]


@pytest.fixture(scope="module")
def asked(site) -> dict:
	"""A pupil with a login, a plan, a session ahead and check-ins, and a guardian who is asked too."""
	factories.make_people()
	factories.free_people("pupil-page.")
	pupil_factories.make_pupil_users()
	guardian = factories.make_portal_guardian()
	pupil, other = pupil_factories.make_pupil(guardian), pupil_factories.make_pupil()
	aims = [{"aim": "I want to read aloud without fear", "status": "Working On It"}]
	case = factories.make_case(pupil, strengths="Draws well\nHelps younger pupils", aims=aims)
	factories.make_plan(case, status="Active")
	session_factories.plan_session(case, session_factories.at(days=8, hour=10), place="Library")
	goal = pupil_factories.make_scale(measures="Goal progress", highest=10, labels=ENDS)
	made = {
		"pupil": pupil,
		"other": other,
		"guardian": guardian,
		"check_in": pupil_factories.ask(case).name,
		"second": pupil_factories.ask(case).name,
		"goal": pupil_factories.ask(case, goal, answered_as="Guardian").name,
	}
	frappe.db.commit()
	yield made
	factories.free_people()


def open_check_in(page: Page, name: str) -> None:
	page.goto(f"/mentoring/check-in?name={name}")
	expect(page.get_by_role("button", name="Send my answers")).to_be_enabled()


def test_a_pupil_reads_the_page_and_answers_on_a_phone(open_as, asked):
	page = open_as(asked["pupil"].user, PHONE)
	page.goto("/me")
	page.locator(".navbar-toggler").click()
	page.get_by_role("link", name="Mentoring").click()
	expect(page.get_by_role("heading", level=1)).to_contain_text(asked["pupil"].first_name)
	for text in ("Draws well", "I want to read aloud without fear", "at 10:00", "Where: Library"):
		expect(page.locator(".mentoring-portal")).to_contain_text(text)
	assert fits(page)
	keep(page, "pupil-page")
	page.locator(f"a[href*='{asked['check_in']}']").click()
	for question in pupil_factories.QUESTIONS[:2]:
		page.get_by_role("group", name=question).get_by_text("Yes", exact=True).click()
	expect(page.locator(".mentoring-answered")).to_have_text("2 of 3 answered")
	assert fits(page)
	keep(page, "pupil-check-in")
	page.get_by_role("button", name="Send my answers").click()
	expect(page.locator("#check-in-answered")).to_contain_text("Thank you")
	expect(page.locator("#check-in-answered")).to_be_focused()
	keep(page, "pupil-thanks")
	page.get_by_role("link", name="Back to my page").click()
	expect(page.locator(f"a[href*='{asked['check_in']}']")).to_have_count(0)
	expect(page.locator(".mentoring-portal")).to_contain_text("Thank you! Answered on")
	page.goto(f"/mentoring/check-in?name={asked['check_in']}")
	expect(page.locator(".mentoring-thanks")).to_contain_text("You have answered these questions")
	expect(page.locator("fieldset")).to_have_count(0)


def test_what_was_chosen_stays_when_the_server_refuses(open_as, asked):
	page = open_as(asked["pupil"].user, PHONE)
	open_check_in(page, asked["second"])
	page.get_by_role("button", name="Send my answers").click()
	expect(page.get_by_role("alert")).to_contain_text("Choose at least one answer")
	group = page.get_by_role("group", name=pupil_factories.QUESTIONS[0])
	group.get_by_role("radio", name="Mostly").check()
	group.get_by_role("radio", name="Mostly").evaluate("radio => { radio.value = '7' }")
	page.get_by_role("button", name="Send my answers").click()
	expect(page.get_by_role("alert")).to_contain_text("Question 1: choose one of the answers shown")
	expect(page.get_by_role("alert")).to_be_focused()
	expect(group.get_by_role("radio", name="Mostly")).to_be_checked()
	expect(page.get_by_role("button", name="Send my answers")).to_be_enabled()


def test_a_check_in_is_answered_by_the_keyboard_alone(open_as, asked):
	page = open_as(asked["pupil"].user, PHONE)
	open_check_in(page, asked["second"])
	radios = page.get_by_role("radio")
	radios.first.focus()
	page.keyboard.press("ArrowDown")
	page.keyboard.press("ArrowDown")
	expect(page.get_by_role("radio", name="So so").first).to_be_checked()
	page.keyboard.press("Tab")
	page.keyboard.press("Space")
	expect(page.locator(".mentoring-answered")).to_have_text("2 of 3 answered")
	page.keyboard.press("ArrowUp")  # round to the last one, which leaves the question out
	expect(page.get_by_role("radio", name="Leave it out").nth(1)).to_be_checked()
	expect(page.locator(".mentoring-answered")).to_have_text("1 of 3 answered")
	page.keyboard.press("Enter")
	expect(page.locator("#check-in-answered")).to_contain_text("Thank you")


def test_a_guardian_answers_on_a_narrow_phone(open_as, asked):
	page = open_as(asked["guardian"].user, NARROW)
	page.goto("/mentoring")
	page.get_by_role("link", name="Answer the questions: How near is your child's goal?").click()
	expect(page.get_by_text(f"About {asked['pupil'].first_name}")).to_be_visible()
	assert fits(page)
	page.get_by_role("group").first.get_by_role("radio", name="7").check()
	keep(page, "guardian-check-in")
	page.get_by_role("button", name="Send my answers").click()
	expect(page.locator("#check-in-answered")).to_contain_text("Thank you")


@pytest.mark.parametrize("name", ["foreign", "MK-1999-000001"])
def test_foreign_and_missing_check_ins_show_the_same_page(open_as, asked, name):
	page = open_as(asked["other"].user, PHONE)
	answer = page.goto(f"/mentoring/check-in?name={asked['goal'] if name == 'foreign' else name}")
	assert answer.status == 403
	expect(page.get_by_text("There are no such questions.")).to_be_visible()
	assert "Traceback" not in page.content()
