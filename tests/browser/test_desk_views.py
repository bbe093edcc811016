"""The desk's workspaces, boards and views as people meet them."""

from collections.abc import Iterator

import frappe
import pytest
from frappe.utils import add_days, today
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests import factories, referral_factories, session_factories, visit_factories
from tests.browser.test_story import open_form
from tests.conftest import session_of

WHOLE = {"width": 1280, "height": 2000}  # a workspace to its end


@pytest.fixture(scope="module")
def work(site) -> dict:
	"""A mentor with a case in the middle of its work, and a nomination for the panel."""
	factories.make_people()
	factories.free_people("views.")
	mentor, lead = factories.make_mentor(), factories.make_safeguarding_lead()
	case = factories.make_case(factories.make_student(factories.make_guardian()), mentor)
	plan = factories.make_plan(case, status="Active")
	plan.db_set("agreed_on", add_days(today(), -20))
	session_factories.log_session(case)
	visit_factories.make_visit(case)
	referral_factories.write_referral(case)
	with session_of(mentor.user):
		point = {"doctype": "Mentoring Progress Point", "case": case.name, "plan": plan.name}
		frappe.get_doc({**point, "target_number": 1, "measured_on": today(), "value": 6}).insert()
	nomination = factories.make_nomination()
	frappe.db.commit()
	yield {
		"mentor": mentor.user,
		"lead": lead.name,
		"case": case.name,
		"plan": plan.name,
		"nomination": nomination.name,
		"student": case.student,
	}
	factories.free_people()


@pytest.fixture
def onboarding(site) -> Iterator[None]:
	"""The site shows first steps, as a new one does; with them Frappe's own tour of the desk."""
	before = frappe.db.get_single_value("System Settings", "enable_onboarding")
	_enable(1)
	yield
	_enable(before)


def _enable(onboarding: int) -> None:
	frappe.db.set_single_value("System Settings", "enable_onboarding", onboarding)
	frappe.db.commit()


def open_workspace(page: Page, name: str) -> None:
	page.goto(f"/app/{frappe.scrub(name).replace('_', '-')}")
	expect(page.locator(".number-widget-box .number").first).to_be_visible()
	page.wait_for_load_state("networkidle")


def number_of(page: Page, label: str):
	card = page.locator(".number-widget-box").filter(has=page.locator(f"[title='{label}']"))
	return card.locator(".widget-body .number")


def test_a_mentor_s_workspace_has_their_numbers_and_charts(open_as, work):
	page = open_as(work["mentor"], WHOLE)
	open_workspace(page, "My Mentoring")
	expect(number_of(page, "Open Cases")).to_have_text("1")
	expect(number_of(page, "Sessions This Week")).not_to_have_text("0")
	expect(page.locator(".dashboard-widget-box svg.frappe-chart")).to_have_count(2)
	expect(page.locator(".quick-list-widget-box")).to_have_count(2)


def test_the_overview_takes_a_coordinator_through_the_first_steps(open_as, work, onboarding):
	page = open_as(factories.COORDINATOR)
	open_workspace(page, "Mentoring")
	steps = page.locator(".onboarding-step")
	expect(steps).to_have_count(8)
	page.wait_for_timeout(1000)
	page.keyboard.press("Escape")  # Frappe's own tour
	steps.filter(has_text="Nominate a pupil").click()
	page.get_by_role("button", name="Take the tour").click()
	expect(
		page.locator(".driver-popover-title, #driver-popover-item .driver-popover-title").first
	).to_be_visible()


def test_the_lead_s_workspace_is_there(open_as, work):
	page = open_as(work["lead"], WHOLE)
	open_workspace(page, "Safeguarding Desk")
	expect(page.locator(".number-widget-box .number")).to_have_count(6)
	expect(page.locator(".dashboard-widget-box")).to_have_count(2)


def test_a_nomination_is_dragged_along_the_board(open_as, work):
	page = open_as(factories.COORDINATOR)
	page.goto("/app/mentoring-nomination/view/kanban/Mentoring Nominations")
	card = page.locator(f".kanban-card-wrapper[data-name='{work['nomination']}']")
	expect(card).to_be_visible()
	aim = page.locator(".kanban-column[data-column-value='Under Review'] .kanban-cards")
	assert drag(page, card, aim).ok
	assert frappe_status(page, work["nomination"]) == "Under Review"


def drag(page: Page, card, aim):
	"""Frappe's answer. The board draws itself again after its cards have come: what is held then, falls."""
	for _attempt in range(3):
		expect(card).to_be_visible()
		if not ((start := card.bounding_box()) and (end := aim.bounding_box())):
			continue  # drawn again between the two lines
		try:
			with page.expect_response(is_move, timeout=10_000) as answered:
				page.mouse.move(start["x"] + 30, start["y"] + 20)
				page.mouse.down()
				page.mouse.move(start["x"] + 60, start["y"] + 30, steps=5)
				page.mouse.move(end["x"] + 60, end["y"] + 30, steps=20)
				page.mouse.up()
			return answered.value
		except PlaywrightTimeout:
			continue
	raise AssertionError("The card does not move")


def is_move(answer) -> bool:
	return "update_order_for_single_card" in answer.url


def frappe_status(page: Page, name: str) -> str:
	return page.evaluate(
		"(name) => frappe.db.get_value('Mentoring Nomination', name, 'status').then((r) => r.message.status)",
		name,
	)


def test_referrals_have_a_board_and_plans_a_gantt(open_as, work):
	page = open_as(work["mentor"])
	page.goto("/app/mentoring-referral/view/kanban/Mentoring Referrals")
	expect(page.locator(".kanban-card-wrapper").first).to_be_visible()
	page.goto("/app/mentoring-action-plan/view/gantt")
	expect(page.locator(".gantt .bar-wrapper").first).to_be_visible()
	page.wait_for_function("cur_list.can_write === false")  # bars are not dragged


def test_visits_are_on_a_calendar(open_as, work):
	page = open_as(work["mentor"])
	page.goto("/app/mentoring-home-visit/view/calendar")
	expect(page.locator(".fc-view-container, .fc-view-harness")).to_be_visible()


def test_a_case_shows_its_targets_and_what_happened_last(open_as, work):
	page = open_as(work["mentor"])
	open_form(page, f"/app/mentoring-case/{work['case']}")
	charts = page.locator(".mentoring-charts")
	expect(charts.locator(".mentoring-target")).to_have_count(1)
	expect(charts).to_contain_text("50% of the way")
	expect(charts.locator(".mentoring-latest li").first).to_be_visible()


def test_a_key_starts_a_liaison_of_the_open_case(open_as, work):
	page = open_as(work["mentor"])
	open_form(page, f"/app/mentoring-case/{work['case']}")
	page.keyboard.press("Alt+Shift+L")
	dialog = page.locator(".modal-dialog:visible")
	expect(dialog.locator("input[data-fieldname='case']")).to_have_value(work["case"])
	dialog.locator("select[data-fieldname='party']").select_option(index=1)
	dialog.locator("textarea[data-fieldname='summary']").fill("Spoke about mornings")
	dialog.get_by_role("button", name="Save").click()
	expect(dialog).to_be_hidden()


def test_a_pupil_s_form_leads_to_their_case(open_as, work):
	page = open_as(factories.COORDINATOR)
	open_form(page, f"/app/student/{work['student']}")
	link = page.locator(".form-links .document-link[data-doctype='Mentoring Case']")
	expect(link.locator(".count")).to_have_text("1")
