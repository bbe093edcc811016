"""A report run in the background from the desk: found, followed and cancelled with the keyboard."""

import frappe
from playwright.sync_api import Page, expect

from tests import factories
from tests.background_factories import CLEARANCE, TOTALS, nobody_reads
from tests.browser.conftest import SHOTS

FOREIGN = "Database Storage Usage By Tables"
PATIENCE = 120_000  # milliseconds: making users leaves slow jobs to the worker


def open_report(page: Page, report: str) -> None:
	page.evaluate("(report) => frappe.set_route('query-report', report)", report)
	expect(page.locator(".page-head .title-text:visible")).to_have_text(report)
	page.wait_for_function(
		"(report) => frappe.query_report?.report_settings && frappe.query_report.report_name === report",
		arg=report,
	)


def menu_item(page: Page):
	return page.locator(".menu-btn-group .dropdown-item:visible", has_text="Run in the Background")


def run_in_background(page: Page) -> None:
	"""Without a mouse."""
	page.locator(".menu-btn-group button:visible").focus()
	page.keyboard.press("Enter")
	expect(menu_item(page)).to_be_visible()
	menu_item(page).focus()
	page.keyboard.press("Enter")


def test_a_report_is_followed_cancelled_and_shown_with_its_time(open_as, own_people):
	factories.make_mentor()
	frappe.db.commit()
	page = open_as(factories.COORDINATOR)
	page.goto("/app/mentoring")
	page.wait_for_function("window.frappe && frappe.boot && frappe.query_reports !== undefined")
	open_report(page, TOTALS)
	expect(page.locator(".report-summary .summary-item:visible").first).to_be_visible()
	dialog = page.get_by_role("dialog").filter(has_text="in the Background")
	SHOTS.mkdir(parents=True, exist_ok=True)
	with nobody_reads("Mentoring Kept Total"):
		run_in_background(page)
		expect(dialog.get_by_role("status")).to_have_text("The records are being read.", timeout=PATIENCE)
		expect(dialog).to_contain_text("seconds so far")
		page.screenshot(path=SHOTS / "report-in-background.png")
		dialog.get_by_role("button", name="Cancel Run").focus()
		page.keyboard.press("Enter")
		expect(dialog).to_be_hidden()
		expect(page.locator("#alert-container")).to_contain_text("The run was cancelled.")
	open_report(page, CLEARANCE)
	expect(page.locator(".dt-row-0:visible").first).to_be_visible()
	run_in_background(page)
	made = page.locator(".form-message:visible")
	expect(made).to_contain_text("made in the background", timeout=PATIENCE)
	expect(made).to_contain_text("As of ")
	expect(dialog).to_have_count(0)
	page.screenshot(path=SHOTS / "report-from-background.png")


def test_the_item_stands_in_no_menu_of_another_app(open_as, own_people):
	roles = ("System Manager", "Mentoring Coordinator")
	user = factories.make_user(*roles, email="reports.browser@example.com")
	frappe.db.commit()
	page = open_as(user.name)
	page.goto("/app/mentoring")
	page.wait_for_function("window.frappe && frappe.boot && frappe.query_reports !== undefined")
	open_report(page, CLEARANCE)
	page.locator(".menu-btn-group button:visible").click()
	expect(menu_item(page)).to_be_visible()
	page.keyboard.press("Escape")
	open_report(page, FOREIGN)
	page.locator(".menu-btn-group button:visible").click()
	expect(page.locator(".menu-btn-group .dropdown-item:visible").first).to_be_visible()
	expect(menu_item(page)).to_have_count(0)
