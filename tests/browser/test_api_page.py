"""The page of the REST interface: found, read, tried, and refused to families."""

from playwright.sync_api import expect

from tests import factories as make
from tests.browser.conftest import PHONE, fits

PAGE = "/mentoring/api"


def test_staff_find_an_operation_and_try_it(open_as, school):
	page = open_as(school["coordinator"])
	page.goto(PAGE)
	page.get_by_label("Find").fill("nominations.mine")
	shown = page.locator(".mentoring-api-operation:visible")
	expect(shown).to_have_count(1)
	shown.locator("summary").click()
	shown.get_by_label("limit").fill("5")
	shown.get_by_role("button", name="Send").click()
	answer = shown.locator(".mentoring-api-answer")
	expect(answer).to_contain_text("200")
	expect(answer).to_contain_text('"has_more": false')


def test_a_write_is_asked_about_and_its_refusal_is_shown(open_as, school):
	page = open_as(school["coordinator"], PHONE)
	page.on("dialog", lambda dialog: dialog.accept())
	page.goto(PAGE)
	page.get_by_label("Find").fill("plans.amend")
	shown = page.locator(".mentoring-api-operation:visible")
	shown.locator("summary").click()
	shown.get_by_label("Body (JSON)").fill('{"plan": "MP-0000-00000"}')
	shown.get_by_role("button", name="Send").click()
	answer = shown.locator(".mentoring-api-answer")
	expect(answer).to_contain_text('"code": "not_found"')
	assert fits(page)


def test_it_is_not_for_families(open_as, school):
	page = open_as(school["guardian"].user)
	assert page.goto(PAGE).status == 403
	assert make.COORDINATOR not in page.content()
