"""Events over HTTP: what a caller with a crafted request gets past, which is nothing."""

import frappe
import pytest

from learning_mentor.api.calendar import PER_HOUR
from tests import event_factories as events
from tests import factories as make
from tests.event_factories import EVENT, REGISTRATION
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_GUARDIAN, OTHER_MENTOR, data, refused


@pytest.fixture(scope="module")
def trip(school):
	"""An open trip of the first mentor, with a child of the first guardian who awaits consent."""
	event = events.make_event(school.mentor, kind="Trip")
	event.child = school.make_pupil()
	event.row = events.register(event, frappe.get_doc("Student", event.child)).name
	frappe.db.commit()
	yield event
	frappe.db.delete(REGISTRATION, {"event": event.name})
	frappe.delete_doc(EVENT, event.name, force=True, delete_permanently=True)
	frappe.db.commit()


def status(trip) -> str:
	frappe.db.rollback()
	return frappe.db.get_value(REGISTRATION, trip.row, "status")


def test_a_foreign_guardian_gets_what_a_missing_event_answers(signed_in, trip):
	stranger = signed_in(OTHER_GUARDIAN)
	for method in ("events.register", "events.cancel"):
		for name in (trip.name, "MEV-0000-00000"):
			refused(stranger.call(method, name=name, student=trip.child), 404, "There is no such event.")
	refused(
		stranger.ask("events.get_event", name=trip.name, student=trip.child), 404, "There is no such event."
	)
	refused(stranger.call("events.withdraw_consent", student=trip.child), 404)
	assert status(trip) == "Asked"


def test_guardians_reach_no_record_and_no_register(signed_in, trip):
	own = signed_in(GUARDIAN)
	for answer in (
		own.read(REGISTRATION, trip.row),
		own.write(REGISTRATION, trip.row, status="Registered"),
		own.read(EVENT, trip.name),
		own.ask("events.register_of", event=trip.name),
		own.ask("events.find", event=trip.name, text="Pu"),
		own.call("events.mark", registration=trip.row, status="Attended"),
	):
		refused(answer, 403)
	assert status(trip) == "Asked"


def test_a_write_past_the_form_keeps_the_rules(signed_in, trip):
	mentor = signed_in(MENTOR)
	refused(mentor.write(REGISTRATION, trip.row, status="Registered"), 417, "Consent is missing")
	refused(mentor.write(REGISTRATION, trip.row, status="Attended"), 417)
	refused(mentor.write(EVENT, trip.name, seats_taken=0, capacity=11), 417, "Plan Again")
	refused(mentor.write(EVENT, trip.name, status="Done"), 417)
	answer = data(mentor.write(REGISTRATION, trip.row, consent_on="2026-01-01", registered_by=OTHER_MENTOR))
	assert (answer["consent_on"], answer["status"]) == (None, "Asked")
	assert answer["registered_by"] == make.COORDINATOR


def test_mentors_of_other_pupils_and_events_see_nothing(signed_in, trip):
	stranger = signed_in(OTHER_MENTOR)
	refused(stranger.read(REGISTRATION, trip.row), 403)
	refused(stranger.write(REGISTRATION, trip.row, status="Cancelled"), 403)
	assert trip.row not in stranger.names(REGISTRATION)
	refused(stranger.add(REGISTRATION, event=trip.name, student=trip.child), 403)
	refused(stranger.write(EVENT, trip.name, event_title="Mine"), 403)


def test_a_guardian_consents_withdraws_and_consents_again(signed_in, trip):
	own = signed_in(GUARDIAN)
	refused(own.call("events.register", name=trip.name, student=trip.child), 417, "consent is missing")
	answer = own.call("events.register", name=trip.name, student=trip.child, consent=1)
	assert data(answer) == {"status": "Registered"}
	own.call("events.withdraw_consent", student=trip.child)
	assert status(trip) == "Asked"


def test_the_calendar_of_an_unknown_address_is_not_there(rest):
	answer = rest("Guest").get("/api/method/learning_mentor.api.calendar.feed", params={"token": "x" * 43})
	assert answer.status_code == 404
	assert "Set-Cookie" not in answer.headers or "x" * 43 not in answer.headers["Set-Cookie"]


def test_readings_of_calendars_are_limited_for_each_address_of_origin(rest):
	guest, feed = rest("Guest"), "/api/method/learning_mentor.api.calendar.feed"
	assert guest.get(feed).status_code == 404
	counters = frappe.cache.execute_command("KEYS", "*rl:learning_mentor.api.calendar.feed*127.0.0.1*")
	try:
		for counter in counters:
			frappe.cache.execute_command("SET", counter, PER_HOUR)
		answer = guest.get(feed)
		assert answer.status_code in (417, 429)  # 15.0 had no status of its own for it
		assert "rate limit" in answer.text
	finally:
		for counter in counters:
			frappe.cache.execute_command("DEL", counter)
	assert guest.get(feed).status_code == 404
