"""The languages that the app ships: a family reads from right to left, a mentor works in German."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import PHONE, fits, keep

NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def family(own_people) -> dict:
	"""A guardian who reads Arabic, with a plan that awaits an answer, and a mentor who reads German."""
	guardian = factories.make_portal_guardian()
	case = factories.make_case(factories.make_student(guardian))
	plan = factories.make_plan(case, status="Pending Guardian Agreement")
	mentor = factories.mentor_user(case)
	for user, language in ((guardian.user, "ar"), (mentor, "de")):
		frappe.db.set_value("User", user, "language", language)
		frappe.clear_cache(user=user)
	frappe.db.commit()
	yield {"guardian": guardian.user, "mentor": mentor, "plan": plan, "case": case}
	for user in (guardian.user, mentor):
		frappe.db.set_value("User", user, "language", None)
	frappe.db.commit()


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "320 px"])
def test_a_family_reads_its_plan_from_right_to_left(open_as, family, size):
	page = open_as(family["guardian"], size)
	page.goto(f"/mentoring/plan?name={family['plan'].name}")
	portal = page.locator(".mentoring-portal")
	assert (portal.get_attribute("dir"), portal.get_attribute("lang")) == ("rtl", "ar")
	agree = page.locator("form button").first
	expect(agree).to_be_enabled()
	words = portal.inner_text()
	assert "Your answer" not in words and "إجابتك" in words
	assert fits(page)
	heading = portal.get_by_role("heading", level=1)
	assert heading.evaluate("node => getComputedStyle(node).direction") == "rtl"
	keep(page, "plan-arabic")


def test_a_mentor_works_in_german(open_as, family):
	page = open_as(family["mentor"])
	page.goto(f"/app/mentoring-case/{family['case'].name}")
	expect(page.locator(".form-section").get_by_text("Stärken").first).to_be_visible()
	expect(page.locator(".indicator-pill").first).to_contain_text("Offen")
	keep(page, "case-german")


def test_a_report_says_its_words_in_german(open_as, family):
	page = open_as(family["mentor"])
	page.goto("/app/query-report/Caseload and Capacity")
	row = page.locator(".dt-row-0")
	expect(row).to_contain_text("Freie Plätze")  # the standing, which the row keeps in English
	expect(row).not_to_contain_text("Places free")
	keep(page, "report-german")
