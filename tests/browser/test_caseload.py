"""A mentor's morning on a phone: a session logged in three taps, a group at once."""

import re

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import PHONE, fits
from tests.conftest import session_of


@pytest.fixture(scope="module")
def caseload(site) -> dict:
	"""A mentor with two pupils, one with a plan in force, and a group of both."""
	factories.make_people()
	factories.free_people("caseload.")
	mentor = factories.make_mentor()
	plan = factories.make_plan(factories.make_case(mentor=mentor), status="Active")
	other = factories.make_case(mentor=mentor)
	with session_of(mentor.user):
		group = frappe.get_doc(
			{
				"doctype": "Mentoring Group",
				"theme": "Speaking up",
				"mentor": mentor.name,
				"members": [{"case": plan.case}, {"case": other.name}],
			}
		).insert()
	frappe.db.commit()
	yield {"user": mentor.user, "case": plan.case, "other": other.name, "group": group.name}
	factories.free_people()


def sessions_of(page: Page, case: str) -> list[dict]:
	"""Read through the server, as the mentor."""
	return page.evaluate(
		"""name => frappe.db.get_list("Mentoring Session", {
			filters: { case: name },
			fields: ["name", "status", "starts_on", "duration", "mood_after", "not_held_reason",
				"group_session"],
			order_by: "creation asc",
		})""",
		case,
	)


def open_caseload(page: Page) -> None:
	page.goto("/app/my-caseload")
	expect(page.locator(".caseload-case").first).to_be_visible()


def test_a_session_is_logged_in_three_taps(open_as, caseload):
	page = open_as(caseload["user"], PHONE)
	open_caseload(page)
	card = page.locator(f".caseload-case[data-case='{caseload['case']}']")
	expect(card).to_contain_text("Not seen yet")
	card.get_by_role("button", name="Log").click()
	dialog = page.locator(".quick-log")
	dialog.locator("input[name='mood_after'][value='4'] + span").click()
	dialog.get_by_role("button", name="Log", exact=True).click()
	expect(card).to_contain_text(re.compile("Seen today|Seen yesterday"))
	(session,) = sessions_of(page, caseload["case"])
	# it began half an hour ago, which just after midnight was yesterday
	day = "today" if session["starts_on"][:10] == frappe.utils.today() else "yesterday"
	expect(card).to_contain_text(f"Seen {day}")
	assert (session["status"], session["mood_after"], session["duration"]) == ("Held", 4, 30)
	assert fits(page)


def test_what_was_typed_stays_when_the_server_refuses(open_as, caseload):
	page = open_as(caseload["user"], PHONE)
	open_caseload(page)
	page.locator(f".caseload-case[data-case='{caseload['other']}'] .caseload-log").click()
	dialog = page.locator(".quick-log")
	dialog.get_by_label("What the pupil said").fill("I asked a question")
	tomorrow = add_to_date(now_datetime(), days=1).strftime("%Y-%m-%dT%H:%M:%S")
	dialog.get_by_label("Start").fill(tomorrow)
	dialog.get_by_role("button", name="Log", exact=True).click()
	expect(dialog.get_by_role("alert")).to_contain_text("Start is in the future")
	expect(dialog.get_by_label("What the pupil said")).to_have_value("I asked a question")
	assert sessions_of(page, caseload["other"]) == []


def test_a_missed_session_asks_why(open_as, caseload):
	page = open_as(caseload["user"], PHONE)
	open_caseload(page)
	page.locator(f".caseload-case[data-case='{caseload['other']}'] .caseload-log").click()
	dialog = page.locator(".quick-log")
	expect(dialog.get_by_label("Why not held")).to_be_hidden()
	dialog.locator("input[name='status'][value='Missed'] + span").click()
	dialog.get_by_label("Why not held").select_option("Refused")
	dialog.get_by_role("button", name="Log", exact=True).click()
	expect(dialog).to_have_count(0)
	(session,) = sessions_of(page, caseload["other"])
	assert (session["status"], session["not_held_reason"]) == ("Missed", "Refused")


def test_a_whole_group_is_logged_at_once(open_as, caseload):
	page = open_as(caseload["user"], PHONE)
	open_caseload(page)
	before = len(sessions_of(page, caseload["case"])), len(sessions_of(page, caseload["other"]))
	page.get_by_role("button", name="Log the group Speaking up").click()
	dialog = page.locator(".group-log")
	away = dialog.locator(f".caseload-member[data-case='{caseload['other']}']")
	away.locator("input[value='Missed'] + span").click()
	away.get_by_label("Why not").select_option("Clash")
	dialog.get_by_role("button", name="Log", exact=True).click()
	expect(dialog).to_have_count(0)
	here, missed = sessions_of(page, caseload["case"]), sessions_of(page, caseload["other"])
	assert (len(here), len(missed)) == (before[0] + 1, before[1] + 1)
	assert here[-1]["group_session"] == missed[-1]["group_session"]
	assert (here[-1]["status"], missed[-1]["status"]) == ("Held", "Missed")
