"""Referrals: a family consents on a phone, an agency answers without an account, staff see what happened."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories, referral_factories
from tests.browser.conftest import ADDRESS, DESKTOP, PHONE, fits, keep
from tests.referral_factories import REFERRAL


@pytest.fixture(scope="module")
def referral(own_people):
	"""A referral of a guardian with an account, which awaits consent."""
	referral_factories.make_mail_account()
	guardian = factories.make_portal_guardian()
	case = factories.make_case(factories.make_student(guardian))
	referral = referral_factories.make_referral(case, status="Awaiting Consent")
	frappe.db.commit()
	referral.guardian_user = guardian.user
	return referral


def fresh(referral):
	frappe.db.rollback()
	return frappe.get_doc(REFERRAL, referral.name)


def test_a_family_consents_on_a_phone_to_what_it_ticks(open_as, referral):
	page = open_as(referral.guardian_user, PHONE)
	page.goto("/mentoring")
	page.get_by_role("link", name="Read and answer").click()
	expect(page.get_by_role("heading", name="Help from outside school")).to_be_visible()
	assert fits(page)
	keep(page, "referral-consent")
	page.get_by_role("button", name="I consent").click()
	expect(page.locator("#consent-error")).to_contain_text("name is missing")
	card = page.locator("section", has_text="Wordattendance")
	card.get_by_label("This may be shared").check()
	page.get_by_label("Type your name to consent").fill("A Parent")
	page.get_by_role("button", name="I consent").click()
	expect(page.locator("#referral-answered")).to_contain_text("Thank you")
	page.goto(f"/mentoring/referral?name={referral.name}")
	expect(page.get_by_text("Wordattendance")).to_be_visible()
	expect(page.get_by_text("Wordtried")).to_have_count(0)
	assert [row.section for row in fresh(referral).scope if row.allowed] == ["Attendance"]


def test_the_mentor_sends_it_in_the_desk(open_as, referral):
	page = open_as(factories.mentor_user(referral), DESKTOP)
	page.goto(f"/app/mentoring-referral/{referral.name}")
	expect(page.get_by_text("Consent is there: send it.")).to_be_visible()
	keep(page, "referral-form")
	page.get_by_role("button", name="Actions").click()
	page.get_by_role("link", name="Send Referral").click()
	expect(page.get_by_role("button", name="Mail a New Link")).to_be_visible()
	assert fresh(referral).status == "Sent"


def test_the_agency_reads_and_answers_without_an_account(chromium, referral):
	fresh(referral)
	key = referral_factories.keys_mailed()[-1]
	page = chromium.new_context(viewport=PHONE, base_url=ADDRESS).new_page()
	page.goto(f"/mentoring/outside?key={key}")
	assert referral.student_name not in page.content()
	page.get_by_role("button", name="Open it").click()
	expect(page.get_by_text("Wordattendance")).to_be_visible()
	expect(page.get_by_text("Wordtried")).to_have_count(0)
	assert key not in page.url and fits(page)
	keep(page, "outside-referral")
	page.get_by_label("We need to know more").check()
	page.get_by_label("Your name and job").fill("Dr Winter, psychologist")
	page.get_by_role("button", name="Send the answer").click()
	expect(page.locator("#outside-error")).to_contain_text("words are missing")
	page.get_by_label("Your words").fill("Since when?")
	page.get_by_role("button", name="Send the answer").click()
	expect(page.locator("#outside-answered")).to_contain_text("Thank you")
	page.goto(f"/mentoring/outside?key={key}")
	expect(page.get_by_text("answered already")).to_be_visible()
	page.context.close()
	assert fresh(referral).replies[0].reply_text == "Since when?"


def test_a_family_takes_its_consent_back(open_as, referral):
	page = open_as(referral.guardian_user, PHONE)
	page.goto(f"/mentoring/referral?name={referral.name}")
	page.get_by_role("button", name="Take it back").click()
	expect(page.locator("#referral-answered")).to_contain_text("taken back")
	assert fresh(referral).consent_status == "Withdrawn"
