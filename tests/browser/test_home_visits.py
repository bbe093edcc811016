"""Home visits on phones: a family confirms, visitors check in and out, the duty contact ends an alarm."""

import frappe
import pytest
from frappe.utils import now_datetime
from playwright.sync_api import expect

from tests import factories, visit_factories
from tests.browser.conftest import DESKTOP, PHONE, fits
from tests.visit_factories import VISIT


@pytest.fixture(scope="module")
def case(own_people):
	"""A case of a guardian with an account."""
	guardian = factories.make_portal_guardian()
	case = factories.make_case(factories.make_student(guardian))
	frappe.db.commit()
	case.guardian_user = guardian.user
	return case


def committed(visit):
	frappe.db.commit()
	return visit


def status_of(visit) -> str:
	frappe.db.rollback()
	return frappe.db.get_value(VISIT, visit.name, "status")


def test_a_family_confirms_on_a_phone(open_as, case):
	visit = committed(visit_factories.make_visit(case, status="Approved"))
	page = open_as(case.guardian_user, PHONE)
	page.goto("/mentoring")
	page.get_by_role("link", name="Answer").click()
	expect(page.get_by_role("heading", name="We would like to visit you")).to_be_visible()
	assert fits(page)
	assert case.student_name not in page.url + page.title()
	page.get_by_role("button", name="This time suits us").click()
	expect(page.locator("#visit-answered")).to_contain_text("Thank you")
	page.goto(f"/mentoring/visit?name={visit.name}")
	expect(page.get_by_text("You have confirmed this time.")).to_be_visible()
	page.get_by_role("button", name="Ask for another time").click()
	expect(page.locator("#visit-error")).to_contain_text("which time")
	page.get_by_label("Which time would suit you?").fill("Friday at four")
	page.get_by_role("button", name="Ask for another time").click()
	expect(page.locator("#visit-answered")).to_contain_text("Thank you")
	page.goto(f"/mentoring/visit?name={visit.name}")
	expect(page.get_by_text("Friday at four")).to_be_visible()


def test_one_tap_in_and_one_tap_out(open_as, case):
	now = now_datetime().replace(microsecond=0)
	visit = committed(visit_factories.make_visit(case, status="Approved", starts_on=now))
	page = open_as(factories.mentor_user(case), PHONE)
	page.goto("/mentoring/visits")
	assert fits(page)
	assert case.student_name not in page.content()
	card = page.locator("section", has_text=visit.name)
	card.get_by_role("button", name="Check In").click()
	expect(card.get_by_role("button", name="Check Out")).to_be_visible()
	assert status_of(visit) == "Under Way"
	card.get_by_role("button", name="Check Out").click()
	expect(page.get_by_text(visit.name)).to_have_count(0)
	assert status_of(visit) == "Completed"


def test_the_duty_contact_stands_an_alarm_down(open_as, case):
	visit = visit_factories.under_way(case, minutes_left=-20)
	committed(visit)
	page = open_as(visit.duty_contact, PHONE)
	page.goto("/mentoring/visits")
	card = page.locator("section", has_text=visit.name)
	expect(card.get_by_text("not checked out")).to_be_visible()
	card.get_by_role("button", name="Stand the Alarm Down").click()
	expect(card.get_by_text("Reason is missing")).to_be_visible()
	card.get_by_label("How do you know").fill("They called from the car")
	card.get_by_role("button", name="Stand the Alarm Down").click()
	expect(card.get_by_text("Alarm stood down")).to_be_visible()


def test_guardians_have_no_page_of_visits_of_staff(open_as, case):
	page = open_as(case.guardian_user, PHONE)
	assert page.goto("/mentoring/visits").status == 403


def test_a_visit_is_planned_in_the_desk(open_as, case):
	mentor = open_as(factories.mentor_user(case), DESKTOP)
	mentor.goto("/app/mentoring-home-visit/new")
	entry = mentor.locator("[data-fieldname='case'] input:visible").first
	entry.click()
	entry.fill(case.name)
	mentor.locator(".awesomplete ul:visible > *", has_text=case.name).first.click()
	expect(mentor.locator('[data-fieldname="risks"] .grid-row')).not_to_have_count(0)
	expect(mentor.locator('[data-fieldname="risks"]')).to_contain_text("Are there dogs")


def test_the_ideas_for_home_are_on_the_family_s_page(open_as, case):
	visit = visit_factories.make_visit(case, status="Completed")
	home = frappe.get_all("Mentoring Strategy", {"setting": "Home"}, pluck="name", order_by="name", limit=1)[
		0
	]
	visit.append("advice", {"strategy": home, "words_to_family": "Ten minutes a day"})
	visit.save()
	committed(visit)
	page = open_as(case.guardian_user, PHONE)
	page.goto("/mentoring")
	page.get_by_role("link", name="Ideas for home").first.click()
	expect(page.get_by_text("Ten minutes a day")).to_be_visible()
