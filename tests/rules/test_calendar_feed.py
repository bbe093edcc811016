"""Calendars by secret address: what they hold, and that a strict reader of RFC 5545 takes them."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import get_datetime, get_system_timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from learning_mentor.calendars import feed as calendar_feed
from learning_mentor.calendars.icalendar_text import Entry, calendar, fold
from tests import event_factories as events
from tests import factories as make
from tests import session_factories as daily
from tests import visit_factories as visits
from tests.event_factories import change, register

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/London"))


def token_of(user: str) -> str:
	with events.session_of(user):
		return calendar_feed.make_address().partition("token=")[2]


def read(token: str) -> list[dict]:
	"""The events of a feed as `icalendar` has them, by their start."""
	text = calendar_feed.feed(token)
	assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
	assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
	return Calendar.from_ical(text).walk("VEVENT")


def titles(user: str) -> list[str]:
	return [str(event["SUMMARY"]) for event in read(token_of(user))]


def entry(title: str, place: str = "") -> Entry:
	return Entry("1@school", title, NOON, NOON + timedelta(hours=1), NOON, place)


def test_times_are_in_utc_summer_time_too():
	event = Calendar.from_ical(calendar("School", [entry("Music")])).walk("VEVENT")[0]
	assert event["DTSTART"].to_ical() == b"20260701T110000Z"
	assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)
	assert event["DTSTAMP"].to_ical() == b"20260701T110000Z"


texts = st.text(
	st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from('\n,;\\:"é🎵'), max_size=200
)


@given(title=texts, place=texts)
def test_any_text_comes_back_as_it_was(title, place):
	text = calendar("School", [entry(title, place)])
	assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
	assert len(Calendar.from_ical(text).walk("VEVENT")) == 1
	assert text_of("SUMMARY", text) == title
	assert text_of("LOCATION", text) == place


def text_of(name: str, text: str) -> str:
	"""By RFC 5545, 3.3.11; icalendar takes an escaped backslash before an N for a new line."""
	lines = text.replace("\r\n ", "").split("\r\n")
	value = next((line.partition(":")[2] for line in lines if line.startswith(f"{name}:")), "")
	return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_lines_are_folded_between_characters_at_75_octets():
	folded = fold("SUMMARY:" + "é" * 80).split("\r\n ")
	assert [len(part.encode()) for part in folded] == [74, 74, 20]
	assert "".join(folded) == "SUMMARY:" + "é" * 80


def test_a_calendar_without_events_is_one_all_the_same(db):
	text = calendar_feed.feed(token_of(make.make_teacher().name))
	parsed = Calendar.from_ical(text)
	assert parsed["VERSION"] == "2.0" and parsed["PRODID"]
	assert parsed.walk("VEVENT") == [] and parsed.subcomponents


def test_staff_have_their_events_and_neutral_busy_times(db):
	mentor = make.make_mentor()
	case = make.make_case(mentor=mentor)
	event = events.make_event(mentor, event_title="Games; chess, and more")
	events.make_event(make.make_mentor(), event_title="Of somebody else")
	daily.plan_session(case, visits.working_day(9), place="Quiet room")
	visits.make_visit(case, status="Approved", starts_on=visits.working_day(15))
	found = read(token_of(mentor.user))
	assert sorted(str(each["SUMMARY"]) for each in found) == ["Busy", "Busy", "Games; chess, and more"]
	mine = next(each for each in found if each["SUMMARY"] != "Busy")
	zone = ZoneInfo(get_system_timezone())
	assert mine["DTSTART"].dt == get_datetime(event.starts_on).replace(tzinfo=zone)
	assert not [each for each in found if each["SUMMARY"] == "Busy" and each.get("LOCATION")]
	assert len({str(each["UID"]) for each in found}) == 3


def test_no_feed_names_a_pupil_a_case_or_a_record(db):
	mentor = make.make_mentor()
	case = make.make_case(mentor=mentor)
	event = events.make_event(mentor)
	register(event, frappe.get_doc("Student", case.student))
	session = daily.plan_session(case, visits.working_day(9))
	text = calendar_feed.feed(token_of(mentor.user))
	first_name = frappe.db.get_value("Student", case.student, "first_name")
	for secret in (case.student, case.student_name, first_name, case.name, session.name, event.name):
		assert secret not in text


def test_guardians_have_the_events_their_children_are_registered_for(db):
	guardian = make.make_portal_guardian()
	child, mentor = make.make_student(guardian), make.make_mentor()
	row = register(events.make_event(mentor, event_title="Choir"), child)
	events.make_event(mentor, event_title="Not theirs")
	register(events.make_event(mentor, event_title="Trip that awaits consent", kind="Trip"), child)
	assert titles(guardian.user) == ["Choir"]
	change(row, status="Cancelled")
	assert titles(guardian.user) == []


def test_access_ends_with_guardianship(db):
	guardian = make.make_portal_guardian()
	child = make.make_student(guardian)
	register(events.make_event(), child)
	token = token_of(guardian.user)
	assert len(read(token)) == 1
	child.set("guardians", [])
	child.save()
	assert read(token) == []


def test_a_cancelled_event_is_marked_so(db):
	mentor = make.make_mentor()
	event = events.make_event(mentor)
	token = token_of(mentor.user)
	assert read(token)[0]["STATUS"] == "CONFIRMED"
	with events.session_of(make.COORDINATOR):
		events.cancel(event)
	assert read(token)[0]["STATUS"] == "CANCELLED"


def test_planned_events_are_in_no_calendar_yet(db):
	mentor = make.make_mentor()
	events.plan_event(mentor)
	assert titles(mentor.user) == []


def test_just_the_hash_of_an_address_is_kept(db):
	token = token_of(make.make_teacher().name)
	assert len(token) >= 43
	rows = frappe.get_all(calendar_feed.LINK, fields=["*"])
	assert token not in str(rows) + str(frappe.get_all("Version", fields=["data"]))
	assert db.exists(calendar_feed.LINK, {"token_hash": calendar_feed.hash_of(token)})


def test_a_new_address_ends_the_one_before_and_ending_ends_it(db, as_user):
	user = make.make_teacher().name
	first, second = token_of(user), token_of(user)
	assert calendar_feed.feed(first) is None
	assert calendar_feed.feed(second) is not None
	with as_user(user):
		assert calendar_feed.made_on()
		calendar_feed.end_address()
		assert calendar_feed.made_on() is None
	assert calendar_feed.feed(second) is None
	assert calendar_feed.feed("unknown") is None
	assert calendar_feed.feed("") is None


def test_a_disabled_user_has_no_calendar(db):
	user = make.make_teacher().name
	token = token_of(user)
	db.set_value("User", user, "enabled", 0)
	assert calendar_feed.feed(token) is None


def test_guests_have_no_address(db, as_user):
	with as_user("Guest"), pytest.raises(frappe.PermissionError):
		calendar_feed.make_address()
