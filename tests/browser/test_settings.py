"""Mentoring Settings in the desk: the demo school by a button."""

from playwright.sync_api import expect

ADMIN = "admin@example.com"


def test_the_demo_school_is_offered_to_admins_and_refused_beside_pupils(open_as, school):
	page = open_as(ADMIN)
	page.goto("/app/mentoring-settings")
	page.get_by_role("button", name="Demo", exact=True).click()
	page.get_by_role("link", name="Add the Demo School").click()
	dialog = page.locator(".modal.show", has=page.locator("input[type='password']"))
	dialog.locator("input[type='password']").fill("short")
	dialog.get_by_role("button", name="Add", exact=True).click()
	message = page.locator(".msgprint")
	expect(message).to_contain_text("at least 10 characters")
	page.locator(".msgprint-dialog .btn-modal-close").click()
	dialog.locator("input[type='password']").fill("a demo of our own")
	dialog.get_by_role("button", name="Add", exact=True).click()
	expect(message).to_contain_text("pupils of its own")


def test_a_coordinator_is_not_offered_it(open_as, school):
	page = open_as(school["coordinator"])
	page.goto("/app/mentoring-settings")
	expect(page.get_by_text("Review cycle (weeks)")).to_be_visible()
	expect(page.get_by_role("button", name="Demo", exact=True)).to_have_count(0)
