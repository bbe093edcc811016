"""A mentor's profile in the desk has no place for a scan of a certificate; the report on all of them."""

from playwright.sync_api import expect

from tests.browser.test_story import open_form


def test_a_profile_offers_no_paper_clip_and_says_why(open_as, school):
	page = open_as(school["coordinator"])
	open_form(page, f"/app/mentor-profile/{school['mentor'].name}")
	expect(page.locator(".form-sidebar .form-assignments:visible")).to_have_count(1)
	expect(page.locator(".form-attachments:visible, .add-attachment-btn:visible")).to_have_count(0)
	expect(page.locator("[data-fieldname='certificate_last_four'] .help-box")).to_contain_text(
		"a scan is refused"
	)


def test_the_clearance_report_is_shown_with_its_chart(open_as, school):
	page = open_as(school["coordinator"])
	page.goto("/app/query-report/Mentor Clearance")
	report = page.locator("[data-page-route='query-report'], .layout-main:visible").last
	expect(report.locator(".summary-item").first).to_contain_text("Cleared")
	expect(report.locator(".frappe-chart")).to_have_count(1)
	expect(report.locator(".dt-row:visible", has_text=school["mentor"].mentor_name)).to_have_count(1)
	expect(report.locator(".indicator-pill.green", has_text="Cleared").first).to_be_visible()
