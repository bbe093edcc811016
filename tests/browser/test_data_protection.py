"""The officer answers an access request from the desk, and looks at who read what."""

import frappe
import pytest
from frappe.client import get as client_get
from playwright.sync_api import Page, expect

from learning_mentor.data_protection import traces
from tests import access_factories, factories
from tests.conftest import session_of

REQUEST = "Mentoring Access Request"
expect.set_options(timeout=30_000)  # a review reads all records of a pupil


@pytest.fixture(scope="module")
def story(school):
	factories.free_people("protection.")  # people of its own: what it makes is committed
	officer = factories.make_officer().name
	story = access_factories.make_told_case()
	with session_of(factories.mentor_user(story.case)):
		client_get("Mentoring Case", story.case.name)
	frappe.db.commit()
	yield frappe._dict(story, officer=officer)
	frappe.db.rollback()
	traces.erase(REQUEST, frappe.get_all(REQUEST, pluck="name", order_by="name"))
	frappe.db.commit()
	factories.free_people()


def new_request(page: Page, story) -> str:
	page.goto("/app/mentoring-access-request/new")
	dialog = page.locator(".modal-dialog:visible")
	dialog.locator("input:visible").first.fill(story.case.student_name[:12])
	dialog.locator(".awesomplete li:visible").first.click()
	dialog.get_by_role("button", name="Choose").click()
	fill(page, "requester_name", "A Parent")
	page.locator('[data-fieldname="requester_is"] select:visible').select_option("Pupil")
	page.locator('[data-fieldname="identity_checked"] input[type="checkbox"]:visible').first.check()
	fill(page, "identity_how", "Known at the desk", "textarea")
	page.get_by_role("button", name="Save").locator("visible=true").first.click()
	expect(page.get_by_role("button", name="Start Review")).to_be_visible()
	return page.url.rsplit("/", 1)[1]


def fill(page: Page, fieldname: str, text: str, kind: str = "input") -> None:
	page.locator(f'[data-fieldname="{fieldname}"] {kind}:visible').first.fill(text)


def test_an_access_request_from_the_desk_to_the_pack(open_as, story):
	page = open_as(story.officer)
	name = new_request(page, story)
	page.get_by_role("button", name="Start Review").click()
	expect(page.get_by_text("lines are to be decided")).to_be_visible()
	page.get_by_role("button", name="Accept Proposals").click()
	expect(page.get_by_text("0 of", exact=False)).to_be_visible()
	page.get_by_role("button", name="Make Pack").click()
	expect(page.get_by_role("button", name="Hand Over")).to_be_visible()
	frappe.db.rollback()
	_pack, text, names = access_factories.pack_of(frappe.get_doc(REQUEST, name))
	assert "records.pdf" in names and access_factories.CLASSMATE not in text


def test_the_officer_sees_who_read_what(open_as, story):
	page = open_as(story.officer)
	page.goto(f"/app/query-report/Who%20Read%20What?record={story.case.name}")
	expect(page.locator(".dt-cell__content", has_text=story.case.name).first).to_be_visible()
	assert story.case.student_name not in page.content()
