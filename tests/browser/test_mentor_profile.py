"""A mentor's profile in the desk offers nowhere to put a scan of a certificate."""

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
