"""Referrals over the server: a family's consent, an agency without an account, and links that do not work."""

import frappe
import pytest
import requests

from tests import factories as make
from tests import referral_factories as referrals
from tests.conftest import begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_GUARDIAN, OTHER_MENTOR, TEACHER, data, refused

PAGE = "/mentoring/outside"
POLITE = "This link does not work"
STAFF_METHODS = ("record_consent", "send_without_consent", "new_link", "take_link_back")


@pytest.fixture(scope="module")
def agency(school):
	with referrals.committed_mail_account():
		agency = referrals.make_agency()
		frappe.db.commit()
		yield agency.name
		end_request()
		begin_request()
		frappe.delete_doc("Support Agency", agency.name, force=True, delete_permanently=True)
		frappe.db.commit()


@pytest.fixture(scope="module")
def story(school, signed_in, agency) -> dict:
	"""A referral that a guardian has consented to in part, and that was sent; and the key that was mailed."""
	case = stories.open_case(signed_in, school)
	mentor = signed_in(MENTOR)
	values = {
		"case": case,
		"agency": agency,
		"needs": [{"need": make.NEED}],
		"reason": "Wordreason",
		"tried": "Wordtried",
		"attendance": "Wordattendance",
	}
	name = data(mentor.add(referrals.REFERRAL, **values))["name"]
	data(mentor.act(referrals.REFERRAL, name, "Ask for Consent"))
	chosen = {"name": name, "typed_name": "A Parent", "sections": ["Attendance"]}
	assert signed_in(GUARDIAN).call("referrals.consent", **chosen).ok
	data(mentor.act(referrals.REFERRAL, name, "Send Referral"))
	frappe.db.rollback()
	return {"name": name, "case": case, "key": referrals.keys_mailed()[-1]}


def outside() -> requests.Session:
	return requests.Session()


def show(key: str) -> requests.Response:
	return outside().post(make.server_address() + PAGE, data={"key": key, "show": "1"}, timeout=60)


def test_the_cover_tells_nothing_and_is_not_a_reading(story):
	answer = outside().get(make.server_address() + PAGE, params={"key": story["key"]}, timeout=60)
	assert answer.ok and "in confidence" in answer.text
	assert "Word" not in answer.text and story["name"] not in answer.text
	frappe.db.rollback()
	assert not frappe.db.exists(referrals.OPENING, {"case": story["case"]})


def test_what_is_behind_it_is_within_the_scope_and_written_down(story):
	answer = show(story["key"])
	assert answer.ok
	assert "Wordreason" in answer.text and "Wordattendance" in answer.text and "Wordtried" not in answer.text
	assert "no-referrer" in answer.text and "noindex" in answer.text
	frappe.db.rollback()
	(row,) = frappe.get_all(referrals.OPENING, {"case": story["case"]}, ["event", "details"])
	assert (row.event, row.details) == ("Read", "About the pupil, Needs and reason, Attendance")


def test_links_that_do_not_work_say_so_politely_and_alike(story):
	forged = [story["key"][:-1], "x" * 60, "", f"{story['key']}/../../x"]
	texts = {without_key(show(key).text, key) for key in forged}
	assert len(texts) == 1 and POLITE in texts.pop()


def without_key(text: str, key: str) -> str:
	text = text.replace(key, "") if key else text
	return "\n".join(line for line in text.splitlines() if "csrf" not in line and "build" not in line)


def test_members_of_the_school_have_no_way_in_by_it(story, signed_in):
	"""The page answers to the key alone: who is signed in makes no difference, and no key is no record."""
	answer = signed_in(OTHER_MENTOR).session.get(PAGE, params={"key": "x"})
	assert POLITE in answer.text and "Wordreason" not in answer.text


def test_the_agency_answers_and_the_link_is_used_up(story, signed_in):
	address = f"{make.server_address()}/api/method/learning_mentor.api.referrals.reply"
	answer = {"key": story["key"], "kind": "Declined", "name": "Dr Winter", "text": "Too young for us"}
	assert outside().post(address, json={**answer, "text": ""}, timeout=60).status_code == 417
	assert outside().get(address, params=answer, timeout=60).status_code == 405
	assert outside().post(address, json=answer, timeout=60).ok
	again = outside().post(address, json=answer, timeout=60)
	assert again.status_code == 410 and "answered already" in again.text
	assert POLITE in show(story["key"]).text
	doc = data(signed_in(MENTOR).read(referrals.REFERRAL, story["name"]))
	assert doc["status"] == "Declined"
	assert [(row["kind"], row["from_name"]) for row in doc["replies"]] == [("Declined", "Dr Winter")]


def test_each_method_refuses_those_whom_it_is_not_for(story, signed_in):
	values = {
		"record_consent": {
			"name": story["name"],
			"event": "Given",
			"guardian": "x",
			"how": "On paper",
			"on": "2026-01-01",
		},
		"send_without_consent": {"name": story["name"], "reason": "x"},
		"new_link": {"name": story["name"]},
		"take_link_back": {"link": frappe.db.get_value(referrals.LINK, {"case": story["case"]}, "name")},
	}
	for user in (OTHER_MENTOR, TEACHER, GUARDIAN):
		for method in STAFF_METHODS:
			refused(signed_in(user).call(f"referrals.{method}", **values[method]), 403)
		refused(signed_in(user).ask("referrals.defaults", case=story["case"]), 403)
	for name in (story["name"], "MRF-2020-99999"):
		refused(signed_in(OTHER_GUARDIAN).ask("referrals.of_family", name=name), 404, "no such referral")
		refused(signed_in(OTHER_GUARDIAN).call("referrals.withdraw", name=name), 404, "no such referral")


def test_too_many_tries_are_refused(story):
	settings = "Mentoring Settings"
	before = frappe.db.get_single_value(settings, "link_tries_per_hour")
	frappe.db.set_single_value(settings, "link_tries_per_hour", 3)
	frappe.clear_document_cache(settings, settings)
	forget_tries()
	frappe.db.commit()
	try:
		address = f"{make.server_address()}/api/method/learning_mentor.api.referrals.document"
		answers = [
			outside().post(address, data={"key": "x", "number": "1"}, timeout=60).status_code
			for _try in range(4)
		]
		assert answers[:3] == [410] * 3 and answers[3] in (417, 429)
	finally:
		frappe.db.set_single_value(settings, "link_tries_per_hour", before)
		frappe.clear_document_cache(settings, settings)
		forget_tries()
		frappe.db.commit()


def forget_tries() -> None:
	"""Frappe counts them in Redis, under a plain key in 15 and one with the site's name in newer ones.

	Those of the other site, whose tests of security run meanwhile, come from another address.
	"""
	for key in frappe.cache.keys("*rl:*127.0.0.1*"):
		frappe.cache.delete(key)
