"""The desk's views of the daily work: the calendar, the chronology, a handover, an interview."""

import frappe
import pytest
from frappe.utils import now, today
from playwright.sync_api import Locator, Page, expect

from tests import factories
from tests.browser.test_story import open_form
from tests.conftest import session_of

SCALE = "Feelings at school"


@pytest.fixture(scope="module")
def work(site) -> dict:
	"""Two mentors; the first has a case with a plan, a planned session and a check-in that waits."""
	factories.make_people()
	factories.free_people("desk.")
	mentor, receiver = factories.make_mentor(), factories.make_mentor()
	plan = factories.make_plan(factories.make_case(mentor=mentor), status="Active")
	with session_of(mentor.user):
		session = insert("Mentoring Session", case=plan.case, starts_on=f"{today()} 10:00:00", duration=30)
		check_in = insert("Mentoring Check-in", case=plan.case, scale=SCALE)
		handover = insert(
			"Mentoring Handover", case=plan.case, to_mentor=receiver.name, note="Likes to draw while talking"
		)
		said = {
			"party": "Teacher",
			"channel": "Phone",
			"contacted_on": now(),
			"summary": "Told",
		}
		liaison = insert("Mentoring Liaison", case=plan.case, **said)
	nomination = factories.make_nomination()
	frappe.db.commit()
	yield {
		"nomination": nomination.name,
		"liaison": liaison.name,
		"mentor": mentor.user,
		"receiver": receiver,
		"case": plan.case,
		"session": session.name,
		"check_in": check_in.name,
		"handover": handover.name,
	}
	factories.free_people()


def insert(doctype: str, **values):
	return frappe.get_doc({"doctype": doctype, **values}).insert()


def value_of(page: Page, doctype: str, name: str, field: str):
	return page.evaluate(
		"""([doctype, name, field]) =>
			frappe.db.get_value(doctype, name, field).then(({ message }) => message[field])""",
		[doctype, name, field],
	)


def drag(page: Page, event: Locator, onto: Locator) -> None:
	"""By the mouse, step by step, and until the server has answered."""
	start, end = event.bounding_box(), onto.bounding_box()
	page.mouse.move(start["x"] + 10, start["y"] + 5)
	page.mouse.down()
	page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=12)
	with page.expect_response(lambda answer: "update_event" in answer.url) as answered:
		page.mouse.up()
	assert answered.value.ok


def test_a_planned_session_is_moved_by_dragging_it(open_as, work):
	page = open_as(work["mentor"])
	page.goto("/app/mentoring-session/view/calendar")
	event = page.locator(".fc-event").first
	expect(event).to_be_visible()
	day = int(today()[-2:])
	aim = today()[:8] + f"{day - 1 if day > 1 else day + 1:02d}"
	drag(page, event, page.locator(f".fc-day[data-date='{aim}']").first)
	expect(page.locator(".fc-event")).to_have_count(1)
	assert value_of(page, "Mentoring Session", work["session"], "starts_on") == f"{aim} 10:00:00"
	assert value_of(page, "Mentoring Session", work["session"], "duration") == 30


def test_an_open_form_asks_for_what_a_colleague_has_commented(open_as, work):
	"""There is no server of sockets here: the page is given what that would send it."""
	page = open_as(work["mentor"])
	open_form(page, f"/app/mentoring-liaison/{work['liaison']}")
	about = {"reference_doctype": "Mentoring Liaison", "reference_name": work["liaison"]}
	insert("Comment", comment_type="Comment", content="Rang her aunt as well", **about)
	frappe.db.commit()
	expect(page.get_by_text("Rang her aunt as well")).to_have_count(0)
	told = {"doctype": "Mentoring Liaison", "name": work["liaison"]}
	page.evaluate(
		"(told) => frappe.realtime.socket.listeners('mentoring_docinfo').forEach((each) => each(told))", told
	)
	expect(page.get_by_text("Rang her aunt as well").first).to_be_visible()


def test_a_check_in_is_answered_by_interview(open_as, work):
	page = open_as(work["mentor"])
	open_form(page, f"/app/mentoring-check-in/{work['check_in']}")
	page.get_by_role("button", name="Answer by Interview").click()
	expect(page.locator(".modal-dialog:visible select").first).to_be_visible()
	for entry in page.locator(".modal-dialog:visible select").all():
		entry.select_option("3")
	page.locator(".modal-dialog:visible .btn-primary:visible").click()
	page.wait_for_function("cur_frm.doc.status === 'Answered'")
	assert page.evaluate("cur_frm.doc.has_score") == 1


def test_the_chronology_shows_what_happened(open_as, work):
	page = open_as(work["mentor"])
	open_form(page, f"/app/mentoring-case/{work['case']}")
	page.get_by_role("button", name="Chronology").click()
	rows = page.locator(".dt-scrollable")
	expect(rows).to_contain_text("Session")
	expect(rows).to_contain_text("Plan decision")
	expect(rows).to_contain_text(work["case"])


def test_the_receiving_mentor_accepts_and_sees_the_case(open_as, work):
	page = open_as(work["receiver"].user)
	page.goto("/app/my-caseload")
	page.get_by_role("link", name="hands a case over to you").click()
	page.wait_for_function("window.cur_frm?.doctype === 'Mentoring Handover'")
	page.locator(".inner-group-button", has_text="Answer").locator("button").click()
	page.locator(".inner-group-button .dropdown-menu a:visible", has_text="Accept").click()
	page.locator(".modal-dialog:visible .btn-primary:visible").click()
	page.wait_for_function("cur_frm.doc.status === 'Accepted'")
	page.goto("/app/my-caseload")
	expect(page.locator(f".caseload-case[data-case='{work['case']}']")).to_be_visible()


def test_the_board_says_which_mentor_suits(open_as, work):
	page = open_as(factories.COORDINATOR)
	page.goto("/app/selection-board")
	page.locator(f".board-card[data-nomination='{work['nomination']}'] .board-select").check()
	page.get_by_role("button", name="Accept with a Mentor").click()
	suiting = page.locator(".board-suiting li").first
	expect(suiting).to_contain_text("points")
	expect(suiting).to_contain_text("places free")
