"""Every report in the desk: rows, the chart and the figures above it, as a coordinator finds them."""

import frappe
import pytest
from playwright.sync_api import Page, expect

from tests import factories, report_factories
from tests.browser.conftest import SHOTS

OF_DAYS = (
	"Nomination Funnel",
	"Contact Time",
	"Home Visit Outcomes",
	"Referral Waiting Times",
	"Event Reach",
)
OF_A_YEAR = ("Mentoring Impact", "Provision Map", "Equality of Access")
OF_NOW = (
	"Caseload and Capacity",
	"Plan Reviews Due",
	"Mentor Clearance",
	"Transition Cohort",
	"Access Review",
)
OPEN_REPORT = """([report, filters]) => {
	frappe.route_options = filters;
	frappe.set_route("query-report", report);
}"""
# Frappe's charts put all bars at zero, and let them grow
DRAWN = """() => [...document.querySelectorAll(".chart-wrapper svg.frappe-chart")]
	.filter((chart) => chart.checkVisibility())
	.every((chart) => [...chart.querySelectorAll("rect.bar")].some((bar) => bar.getBBox().height > 1)
		|| chart.querySelector("path[class*=pie], .donut-path, path"))"""
NO_BARS_YET = {"Referral Waiting Times"}  # no agency has answered
DAYS = {"from_date": str(report_factories.FIRST_DAY), "to_date": str(report_factories.LAST_DAY)}


@pytest.fixture(scope="module")
def counted(own_people):
	"""Six pupils of a school year of their own, taken away again: other tests count what there is."""
	report_factories.made.clear()
	school = report_factories.make_school(factories.make_mentor(), pupils=6)
	frappe.db.commit()
	yield school
	frappe.db.rollback()
	report_factories.remove_made()
	frappe.delete_doc("Mentoring Scale", school.scale.name, force=True)
	frappe.delete_doc("Mentor Profile", school.mentor.name, force=True)
	frappe.db.commit()


def test_every_report_shows_its_chart_and_its_figures(open_as, counted):
	page = open_as(factories.COORDINATOR)
	page.goto("/app/mentoring")
	page.wait_for_function("window.frappe && frappe.boot && frappe.query_reports !== undefined")
	SHOTS.mkdir(parents=True, exist_ok=True)
	year = {"academic_year": counted.year}
	for reports, filters in ((OF_DAYS, DAYS), (OF_A_YEAR, year), (OF_NOW, {})):
		for report in reports:
			look_at(page, report, filters)


def look_at(page: Page, report: str, filters: dict) -> None:
	page.evaluate(OPEN_REPORT, [report, filters])
	shown = page.locator('[id="page-query-report"], .page-container[data-page-route="query-report"]').first
	expect(page.locator(".page-head .title-text:visible")).to_have_text(report)
	expect(shown.locator(".report-summary .summary-item").first).to_be_visible()
	expect(shown.locator(".chart-wrapper svg.frappe-chart").first).to_be_visible()
	expect(shown.locator(".dt-row-0").first).to_be_visible()
	if report not in NO_BARS_YET:
		page.wait_for_function(DRAWN)
	page.screenshot(path=SHOTS / f"report-{frappe.scrub(report)}.png")


def test_the_governors_report_of_chosen_days_is_a_pdf(open_as, counted):
	page = open_as(factories.COORDINATOR)
	page.goto("/app/governors-report")
	term = page.locator("select[data-fieldname='academic_term']")
	expect(term).to_be_visible()
	term.select_option("")
	page.get_by_role("button", name="Open PDF").click()
	expect(page.locator(".msgprint")).to_contain_text("Term is missing")
	page.keyboard.press("Escape")
	for name, day in DAYS.items():
		field = page.locator(f"input[data-fieldname='{name}']")
		field.fill(frappe.format(day, "Date"))
		field.press("Tab")
	page.screenshot(path=SHOTS / "governors-report.png")
	with page.context.expect_event("response", lambda answer: "governors.report" in answer.url) as answered:
		page.get_by_role("button", name="Open PDF").click()
	assert answered.value.status == 200
	assert answered.value.headers["content-type"] == "application/pdf"
