"""Pictures of README.md from the running demo: `.bench/env/bin/python dev/screenshots.py [address]`.

Pages of PDFs are drawn by pdftoppm (Debian: poppler-utils).
"""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PASSWORD = "mentor-demo"
REPORTS = {
	"impact": "Mentoring Impact",
	"provision": "Provision Map",
	"contact": "Contact Time",
	"funnel": "Nomination Funnel",
	"caseload": "Caseload and Capacity",
}
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 375, "height": 740}
PAPER = {"width": 900, "height": 1100}


def sign_in(browser: Browser, address: str, user: str, size: dict) -> Page:
	page = browser.new_context(viewport=size, base_url=address, device_scale_factor=1).new_page()
	page.goto("/login")
	page.fill("#login_email", user)
	page.fill("#login_password", PASSWORD)
	page.click(".btn-login:visible")
	page.wait_for_url(lambda url: "/login" not in url)
	return page


def name_of(page: Page, doctype: str, filters: dict) -> str:
	page.goto("/app/mentoring")
	page.wait_for_function("window.frappe && frappe.db && frappe.boot")
	answer = page.request.get(
		"/api/resource/" + doctype,
		params={"filters": str(filters).replace("'", '"'), "limit_page_length": "1"},
	)
	return answer.json()["data"][0]["name"]


def keep(page: Page, name: str) -> None:
	page.wait_for_load_state("networkidle")
	page.wait_for_timeout(1500)
	page.screenshot(path=IMAGES / f"{name}.png")
	print(f"docs/images/{name}.png")


def main(address: str) -> None:
	IMAGES.mkdir(parents=True, exist_ok=True)
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
		coordinator = sign_in(browser, address, "coordinator@demo.school", DESK)
		coordinator.goto("/app/selection-board")
		coordinator.wait_for_selector(".board-card")
		keep(coordinator, "selection-board")
		plan = name_of(coordinator, "Mentoring Action Plan", {"status": "Active"})
		case = name_of(coordinator, "Mentoring Case", {"status": "Open"})
		coordinator.goto(f"/app/mentoring-action-plan/{plan}")
		keep(coordinator, "action-plan")
		coordinator.goto(f"/app/mentoring-case/{case}")
		keep(coordinator, "case")
		guardian = sign_in(browser, address, "guardian@demo.school", PHONE)
		guardian.goto("/mentoring")
		guardian.get_by_role("link", name="Read the plan").first.click()
		keep(guardian, "portal-plan")
		keep_moves(coordinator, guardian)
		keep_desk(browser, address, coordinator)
		keep_mentor_s_day(browser, address)
		keep_agencies(browser, address)
		keep_data_protection(browser, address)
		keep_events(browser, address)
		keep_papers(browser, address)
		keep_reports(coordinator)
		browser.close()


def keep_desk(browser: Browser, address: str, coordinator: Page) -> None:
	"""The overview without Frappe's own first steps, and the views that people look at most."""
	coordinator.goto("/app/mentoring")
	coordinator.wait_for_selector(".number-widget-box .number")
	keep(coordinator, "workspace")
	coordinator.goto("/app/mentoring-nomination/view/kanban/Mentoring Nominations")
	coordinator.wait_for_selector(".kanban-card-wrapper")
	keep(coordinator, "nomination-board")
	coordinator.goto("/app/mentoring-home-visit/view/calendar")
	coordinator.wait_for_selector(".fc-view-container, .fc-view-harness")
	keep(coordinator, "visit-calendar")
	mentor = sign_in(browser, address, "mentor@demo.school", DESK)
	mentor.goto("/app/my-mentoring")
	mentor.wait_for_selector(".number-widget-box .number")
	keep(mentor, "my-mentoring")


def keep_papers(browser: Browser, address: str) -> None:
	"""A plan for home as Frappe prints it, and the first page of the governors' report of the demo's term."""
	coordinator = sign_in(browser, address, "coordinator@demo.school", PAPER)
	plan = name_of(coordinator, "Mentoring Action Plan", {"status": "Active"})
	coordinator.goto(
		f"/printview?doctype=Mentoring Action Plan&name={plan}&format=Mentoring Plan for Home&no_letterhead=0"
	)
	keep(coordinator, "print-plan-home")
	terms = coordinator.request.get("/api/method/learning_mentor.api.governors.terms").json()["message"]
	report = coordinator.request.get(
		"/api/method/learning_mentor.api.governors.report", params={"academic_term": terms[0]["name"]}
	)
	first_page = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-"]
	subprocess.run([*first_page, IMAGES / "governors-report"], input=report.body(), check=True)
	print("docs/images/governors-report.png")


def keep_agencies(browser: Browser, address: str) -> None:
	"""Callum's family is asked for its consent; the referral of another pupil was sent."""
	family = sign_in(browser, address, "other.guardian@demo.school", PHONE)
	family.goto("/mentoring")
	family.locator("a[href*='/mentoring/referral']").first.click()
	family.wait_for_load_state("networkidle")
	keep(family, "referral-consent")
	family.goto("/mentoring/advice")
	keep(family, "ideas-for-home")
	desk = sign_in(browser, address, "mentor@demo.school", DESK)
	sent = name_of(desk, "Mentoring Referral", {"status": "Sent"})
	desk.goto(f"/app/mentoring-referral/{sent}")
	desk.wait_for_selector("[data-fieldname=consents] .grid-row")
	keep(desk, "referral")
	visit = name_of(desk, "Mentoring Home Visit", {"status": "Planned"})
	desk.goto(f"/app/mentoring-home-visit/{visit}")
	desk.wait_for_selector("[data-fieldname=risks] .grid-row")
	keep(desk, "home-visit")


def keep_reports(coordinator: Page) -> None:
	for name, report in REPORTS.items():
		coordinator.goto(f"/app/query-report/{report}")
		coordinator.wait_for_selector(".dt-row-0")
		coordinator.wait_for_timeout(2000)  # the chart draws itself, where no group is too small for one
		keep(coordinator, f"report-{name}")


def keep_moves(coordinator: Page, guardian: Page) -> None:
	"""The end of a case, a move, the year group; on a phone what a guardian is asked."""
	closed = name_of(coordinator, "Mentoring Case", {"status": "Closed"})
	coordinator.goto(f"/app/mentoring-case/{closed}")
	coordinator.locator('[data-fieldname="outcomes"] .grid-row').first.scroll_into_view_if_needed()
	keep(coordinator, "closing")
	plan = name_of(coordinator, "Mentoring Transition Plan", {"status": "Shared"})
	coordinator.goto(f"/app/mentoring-transition-plan/{plan}")
	coordinator.locator('[data-fieldname="steps"] .grid-row').first.wait_for()
	keep(coordinator, "transition-plan")
	coordinator.goto("/app/query-report/Transition Cohort")
	coordinator.wait_for_selector(".dt-row-0")
	keep(coordinator, "transition-cohort")
	guardian.goto("/mentoring")
	guardian.locator("a.mentoring-button[href^='/mentoring/transition']").first.click()
	guardian.get_by_role("heading", name="What may the next school know?").scroll_into_view_if_needed()
	keep(guardian, "transition-portal")


def keep_mentor_s_day(browser: Browser, address: str) -> None:
	mentor = sign_in(browser, address, "mentor@demo.school", PHONE)
	mentor.goto("/app/my-caseload")
	mentor.wait_for_selector(".caseload-case")
	keep(mentor, "my-caseload")
	mentor.locator(".caseload-case .caseload-log").first.click()
	mentor.wait_for_selector(".quick-log .caseload-chips")
	keep(mentor, "quick-log")
	mentor.goto("/mentoring/visits")
	keep(mentor, "visit-phone")
	desk = sign_in(browser, address, "mentor@demo.school", DESK)
	plan = name_of(desk, "Mentoring Action Plan", {"status": "Active"})
	desk.goto(f"/app/mentoring-action-plan/{plan}")
	desk.wait_for_selector(".frappe-chart .dataset-units")
	keep(desk, "plan-progress")
	desk.goto("/app/mentoring-session/view/calendar")
	desk.wait_for_selector(".fc-event")
	keep(desk, "session-calendar")
	pupil = sign_in(browser, address, "pupil@demo.school", PHONE)
	pupil.goto("/mentoring")
	keep(pupil, "pupil-page")


def keep_data_protection(browser: Browser, address: str) -> None:
	officer = sign_in(browser, address, "officer@demo.school", DESK)
	officer.goto("/app/query-report/Who%20Read%20What")
	officer.wait_for_selector(".dt-cell__content")
	keep(officer, "who-read-what")
	request = name_of(officer, "Mentoring Access Request", {"status": "In Review"})
	officer.goto(f"/app/mentoring-access-request/{request}")
	officer.wait_for_selector('[data-fieldname="items"] .grid-row')
	keep(officer, "access-request")
	officer.goto("/app/mentoring-disposal/new")
	officer.get_by_role("button", name="Save").locator("visible=true").first.click()
	officer.get_by_role("button", name="Dry Run").wait_for()
	keep(officer, "disposal")


def keep_events(browser: Browser, address: str) -> None:
	desk = sign_in(browser, address, "mentor@demo.school", DESK)
	trip = name_of(desk, "Mentoring Event", {"kind": "Trip"})
	desk.goto(f"/app/mentoring-event/{trip}")
	desk.wait_for_selector(".form-page .indicator-pill, .page-head .indicator-pill")
	keep(desk, "event")
	tablet = sign_in(browser, address, "mentor@demo.school", {"width": 820, "height": 1100})
	tablet.goto("/mentoring/drop-in")
	tablet.get_by_role("link", name="Board games now").click()
	keep(tablet, "drop-in")
	guardian = sign_in(browser, address, "guardian@demo.school", PHONE)
	guardian.goto("/mentoring/events")
	guardian.get_by_role("link", name="Guitar and drums").first.click()
	keep(guardian, "event-portal")


if __name__ == "__main__":
	main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
