"""Events on a phone and a tablet: a guardian registers and consents, a pupil asks, staff note who is here."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import event_factories as events
from tests import factories
from tests.browser.conftest import fits
from tests.event_factories import EVENT, REGISTRATION

NARROW, TABLET = {"width": 360, "height": 740}, {"width": 820, "height": 1100}


@pytest.fixture(scope="module")
def family(own_people):
	"""A guardian with an account and a child whom no other test has."""
	guardian = factories.make_portal_guardian()
	child = factories.make_student(guardian, program="Year 8")
	frappe.db.commit()
	return frappe._dict(user=guardian.user, child=child)


def stored(event, child) -> dict:
	frappe.db.rollback()
	known = {"event": event.name, "student": child.name}
	return frappe.db.get_value(REGISTRATION, known, ["status", "consent_how", "photo_consent"], as_dict=True)


def test_a_guardian_registers_and_consents_on_a_narrow_phone(open_as, school, family):
	event = events.make_event(school["mentor"], kind="Trip", event_title="Canal walk")
	frappe.db.commit()
	page = open_as(family.user, NARROW)
	page.goto("/mentoring")
	page.get_by_role("link", name="Events").click()
	expect(page.get_by_role("heading", name="Canal walk")).to_be_visible()
	assert fits(page)
	page.get_by_role("link", name="Canal walk").click()
	assert fits(page)
	assert family.child.first_name not in page.url + page.title()
	page.get_by_role("button", name="Register my child").click()
	expect(page.get_by_text("Your consent is missing")).to_be_visible()
	consent(page)
	expect(page.locator("#event-answered")).to_contain_text("registered")
	expect(page.get_by_role("button", name="My child cannot come")).to_have_count(0)
	assert stored(event, family.child) == {
		"status": "Registered",
		"consent_how": "Portal",
		"photo_consent": 1,
	}
	page.goto("/mentoring/events")
	expect(page.get_by_text("✓ Registered")).to_be_visible()
	page.get_by_role("link", name="Canal walk").click()
	assert "Wasp" not in page.content()
	page.get_by_role("button", name="My child cannot come").click()
	expect(page.locator("#event-answered")).to_contain_text("not on the list")
	expect(page.get_by_text("✓ Registered")).to_have_count(0)
	assert stored(event, family.child).status == "Cancelled"


def consent(page) -> None:
	page.get_by_label("I agree that my child takes part").check()
	page.get_by_label("Photos of my child").check()
	page.get_by_label("Telephone").fill("020 7946 0000")
	page.get_by_label("Allergies").fill("Wasp stings")
	page.get_by_role("button", name="Register my child").click()


def test_whoever_is_too_late_reads_that_they_wait(open_as, school, family):
	event = events.make_event(school["mentor"], capacity=1, event_title="Pottery")
	frappe.db.commit()
	page = open_as(family.user, NARROW)
	page.goto(f"/mentoring/event?name={event.name}&student={family.child.name}")
	events.register(event)
	frappe.db.commit()
	page.get_by_role("button", name="Register my child").click()
	expect(page.locator("#event-answered")).to_contain_text("waiting list")
	assert stored(event, family.child).status == "Waiting"


def test_hidden_and_foreign_events_are_one_page(open_as, school, family):
	foreign = factories.make_student(factories.make_guardian())
	event = events.make_event(school["mentor"])
	frappe.db.commit()
	page = open_as(family.user, NARROW)
	for address in (f"name=MEV-1&student={family.child.name}", f"name={event.name}&student={foreign.name}"):
		assert page.goto(f"/mentoring/event?{address}").status == 403
		expect(page.get_by_text("There is no such event.")).to_be_visible()
	assert page.goto("/mentoring/drop-in").status == 403


def test_who_is_here_on_a_tablet(open_as, school):
	event = events.today_event(school["mentor"], event_title="Games now")
	registered, walks_in = factories.make_student(), factories.make_student()
	walks_in.update({"first_name": "Zinnia", "last_name": "Quill"}).save()
	frappe.db.set_value(EVENT, event.name, "consent_needed", 0)
	frappe.clear_document_cache(EVENT, event.name)
	events.register(event, registered)
	frappe.db.commit()
	page = open_as(school["mentor"].user, TABLET)
	page.goto("/mentoring/drop-in")
	page.get_by_role("link", name=event.event_title).click()
	# our part of the page: at this width Frappe's own footer is wider than the window
	assert page.locator(".mentoring-portal").evaluate("part => part.scrollWidth <= part.clientWidth")
	here = page.get_by_role("button", name=f"{registered.student_name} is here")
	here.click()
	expect(here).to_have_attribute("aria-pressed", "true")
	page.get_by_label("type two letters").press_sequentially("zi")
	page.get_by_role("button", name="Zinnia Quill").click()
	expect(page.locator("li", has_text="Zinnia Quill")).to_contain_text("Attended")
	assert stored(event, walks_in).status == stored(event, registered).status == "Attended"
	nominate = page.get_by_role("link", name="Nominate Zinnia Quill for mentoring")
	nominate.click()
	entry = page.locator("[data-fieldname='student'] input:visible").first
	expect(entry).to_have_value(walks_in.name)


def test_an_event_is_planned_and_opened_in_the_desk(open_as, school):
	event = events.plan_event(school["mentor"], event_title="Planned in the desk")
	frappe.db.commit()
	page = open_as(school["mentor"].user)
	page.goto(f"/app/mentoring-event/{event.name}")
	expect(page.locator('[data-fieldname="risks"]')).to_contain_text("Is there water, traffic")
	page.get_by_role("button", name="Actions").click()
	page.locator(".dropdown-menu:visible").get_by_text("Open Event").click()
	expect(page.locator(".indicator-pill", has_text="Open").first).to_be_visible()
	expect(page.get_by_role("button", name="Who Is Here")).to_be_visible()


def test_an_address_for_one_s_calendar(open_as, family):
	page = open_as(family.user, NARROW)
	page.goto("/mentoring/calendar")
	page.get_by_role("button", name="Make my address").click()
	code = page.locator("#calendar-address code")
	expect(code).to_contain_text("token=")
	assert fits(page)
	path = code.inner_text().partition("/api/")[2]
	answer = page.request.get(f"/api/{path}")
	assert answer.status == 200 and answer.headers["content-type"].startswith("text/calendar")
	assert answer.text().startswith("BEGIN:VCALENDAR\r\n")
	page.reload()
	expect(code).to_be_hidden()
	page.get_by_role("button", name="End my address").click()
	expect(page.get_by_role("button", name="Make my address")).to_be_visible()
	gone, unknown = page.request.get(f"/api/{path}"), page.request.get(f"/api/{path}x")
	assert (gone.status, gone.text()) == (unknown.status, unknown.text())
	assert gone.status == 404
