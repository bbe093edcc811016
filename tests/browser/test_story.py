"""A pupil's way from nomination to an agreed plan, clicked by those who do it."""

import json
from collections.abc import Callable

import frappe
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests import factories
from tests.browser.conftest import PHONE, fits


def open_form(page: Page, address: str) -> None:
	page.goto(address)
	page.wait_for_function("window.cur_frm && cur_frm.doc && !frappe.request.ajax_count")


def choose(page: Page, field: str, value: str, within: str = "") -> None:
	"""Type into a link field and take the suggestion."""
	entry = page.locator(f"{within} [data-fieldname='{field}'] input:visible").first
	entry.click()
	entry.fill(value)
	page.locator(".awesomplete ul:visible > *", has_text=value).first.click()


def fill(page: Page, field: str, value: str) -> None:
	entry = page.locator(f".frappe-control[data-fieldname='{field}'] textarea:visible").first
	type_into(page, entry, value, lambda: page.evaluate("field => cur_frm.doc[field]", field))


def fill_cell(row: Locator, field: str, value: str) -> None:
	"""Type into a cell of the first row of the needs."""
	cell = row.locator(f"[data-fieldname='{field}']").first
	entry = row.locator(f"input[data-fieldname='{field}'], textarea[data-fieldname='{field}']").first
	page = row.page
	type_into(page, entry, value, lambda: page.evaluate("field => cur_frm.doc.needs[0][field]", field), cell)


def type_into(page: Page, entry: Locator, value: str, taken: Callable, cell: Locator | None = None) -> None:
	"""Type and leave the field, again where a refresh of the form has emptied it meanwhile."""
	for _attempt in range(5):
		if cell and not entry.is_visible():
			cell.click()
		entry.fill(value)
		entry.blur()  # the tabulator key would open the first row of a table that follows
		page.wait_for_timeout(400)
		if str(taken()) == value:
			return
	raise AssertionError(f"The form did not take {value!r}")


def save(page: Page) -> None:
	"""Save by the keyboard; again where the form was still busy with a field and let it pass."""
	for _attempt in range(6):
		page.keyboard.press("Control+s")
		try:
			page.wait_for_function("!cur_frm.is_dirty() && !cur_frm.is_new()", timeout=8_000)
			return
		except TimeoutError:
			assert not page.locator(".msgprint-dialog:visible").count(), page.inner_text(".msgprint-dialog")
	raise AssertionError("The form was not saved")


def press(page: Page, action: str, status: str) -> None:
	"""Press a workflow button and wait for what it leads to."""
	page.locator(".actions-btn-group button:visible").click()
	page.locator(".actions-btn-group .dropdown-menu a:visible", has_text=action).click()
	page.wait_for_function("status => cur_frm.doc.status === status", arg=status)


def test_from_nomination_to_an_agreed_plan(open_as, school):
	nomination = nominate(open_as(school["teacher"]), school)
	case = select(open_as(school["coordinator"]), school, nomination)
	mentor = open_as(school["mentor"].user)
	plan = write_plan(mentor, case)
	approve(open_as(school["coordinator"]), plan)
	agree(open_as(school["guardian"].user, PHONE), plan)
	open_form(mentor, f"/app/mentoring-action-plan/{plan}")
	mentor.wait_for_function("cur_frm.doc.status === 'Active' && cur_frm.doc.docstatus === 1")
	expect(mentor.locator(".indicator-pill:visible", has_text="Active").first).to_be_visible()


def nominate(page: Page, school: dict) -> str:
	open_form(page, "/app/mentoring-nomination/new")
	choose(page, "student", school["student"].name)
	row = page.locator("[data-fieldname='needs'] .grid-body .grid-row").first
	row.locator("[data-fieldname='need']").click()
	choose(page, "need", factories.NEED, within="[data-fieldname='needs'] .grid-row")
	fill_cell(row, "severity", "4")
	fill_cell(row, "evidence", "Never raises a hand")
	fill(page, "tried", "A seat near the front")
	page.get_by_role("checkbox", name="The guardian was told").check()
	save(page)
	press(page, "Submit Nomination", "Submitted")
	assert page.evaluate("cur_frm.doc.priority_explanation").startswith(f"{factories.NEED}: severity 4")
	assert school["student"].first_name not in page.url + page.title()
	return page.evaluate("cur_frm.doc.name")


def select(page: Page, school: dict, nomination: str) -> str:
	page.goto("/app/selection-board")
	card = page.locator(f".board-card[data-nomination='{nomination}']")
	card.locator(".board-select").check()
	page.get_by_role("button", name="Accept with a Mentor").click()
	page.locator(".board-mentor-dialog select:visible").first.select_option(school["mentor"].name)
	page.locator(".board-mentor-dialog").get_by_role("button", name="Accept", exact=True).click()
	expect(page.locator(".board-outcome.done")).to_be_visible()
	expect(card).to_have_count(0)
	found = page.evaluate(
		"name => frappe.db.get_value('Mentoring Case', {nomination: name}, 'name')", nomination
	)
	return found["message"]["name"]


def write_plan(page: Page, case: str) -> str:
	open_form(page, f"/app/mentoring-case/{case}")
	page.locator(".inner-group-button", has_text="Create").locator("button").click()
	page.locator(".inner-group-button .dropdown-menu a:visible", has_text="Action Plan").click()
	page.wait_for_function("cur_frm.doctype === 'Mentoring Action Plan' && cur_frm.doc.case")
	fill(page, "summary", "Feeling sure enough to speak in class")
	page.evaluate(
		"""target => {
			cur_frm.clear_table("targets");
			cur_frm.add_child("targets", target);
			cur_frm.refresh_field("targets");
		}""",
		json.loads(frappe.as_json(factories.target())),
	)
	save(page)
	press(page, "Send for Approval", "Pending Approval")
	return page.evaluate("cur_frm.doc.name")


def approve(page: Page, plan: str) -> None:
	open_form(page, f"/app/mentoring-action-plan/{plan}")
	press(page, "Approve Plan", "Pending Guardian Agreement")


def agree(page: Page, plan: str) -> None:
	page.goto("/mentoring")
	page.get_by_role("link", name="Read the plan").click()
	expect(page.get_by_role("heading", level=1)).to_be_visible()
	page.get_by_role("button", name="Agree to the plan").click()
	expect(page.locator("#agree-error")).to_contain_text("name is missing")
	page.get_by_label("Type your name to agree").fill("A Parent")
	page.get_by_role("button", name="Agree to the plan").click()
	expect(page.locator("#plan-answered")).to_contain_text("Thank you")
	assert fits(page)
