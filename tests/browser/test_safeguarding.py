"""A concern is raised from a case, read by the lead, and seen by nobody else."""

import frappe
import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.safeguarding_cleanup import remove_notes

WORDS = "She said that nobody is at home at night"


@pytest.fixture(scope="module")
def case(school):
	factories.free_people("safeguarding.")  # people of its own: what it makes is committed
	factories.make_safeguarding_lead()
	case = factories.make_case(factories.make_student())
	frappe.db.commit()
	yield case
	frappe.db.rollback()
	remove_notes(case.student)
	frappe.db.commit()
	factories.free_people()


def raise_concern(page: Page, case) -> str:
	page.goto(f"/app/mentoring-case/{case.name}")
	page.locator(".menu-btn-group button:visible").first.click()
	page.get_by_text("Raise a Concern").locator("visible=true").first.click()
	dialog = page.locator(".modal-dialog:visible")
	dialog.locator("textarea:visible").fill(WORDS)
	dialog.get_by_role("button", name="Send to the Safeguarding Lead").click()
	expect(page.get_by_text("was sent.")).to_be_visible()
	frappe.db.rollback()
	return frappe.db.get_value("Mentoring Safeguarding Note", {"student": case.student}, "name")


def test_a_concern_reaches_the_lead_alone(open_as, case):
	note = raise_concern(open_as(factories.mentor_user(case)), case)
	lead = open_as(factories.address(factories.LEAD_ROLES, 0))
	lead.goto(f"/app/mentoring-safeguarding-note/{note}")
	expect(lead.get_by_text(WORDS)).to_be_visible()
	lead.get_by_role("button", name="Add an Entry").click()
	dialog = lead.locator(".modal-dialog:visible")
	dialog.locator("textarea:visible").fill("Spoke with her today")
	dialog.get_by_role("button", name="Add", exact=True).click()
	expect(lead.get_by_text("Spoke with her today").first).to_be_visible()
	coordinator = open_as(factories.COORDINATOR)
	coordinator.goto(f"/app/mentoring-safeguarding-note/{note}")
	expect(
		coordinator.get_by_text("not permitted").or_(coordinator.get_by_text("No permission")).first
	).to_be_visible()
	assert WORDS not in coordinator.content()
