"""Consent to an event: who gives it, until when, and for how long."""

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime

from learning_mentor.events import consents as event_consents
from learning_mentor.exceptions import MentoringError
from tests import event_factories as events
from tests import factories as make
from tests.event_factories import REGISTRATION, change, places, register, status_of


@pytest.fixture
def mentor(db):
	make.make_coordinator()
	return make.make_mentor()


def trip(mentor, **values):
	return events.make_event(mentor, kind="Trip", **values)


def paper(student) -> dict:
	return {"consent_guardian": student.guardians[0].guardian}


def test_without_consent_a_guardian_is_asked_and_no_place_is_taken(mentor):
	guardian = make.make_guardian()
	event = trip(mentor)
	row = register(event, make.make_student(guardian))
	assert (status_of(row), places(event)) == ("Asked", ("Open", 0, 0))
	assert "awaits your answer" in frappe.db.get_value(
		"Email Queue",
		frappe.get_all("Email Queue Recipient", {"recipient": guardian.email_address}, pluck="parent")[0],
		"message",
	)
	with pytest.raises(MentoringError, match="Consent is missing"):
		change(row, status="Registered")


def test_consent_on_paper_is_entered_by_staff_with_their_name(mentor):
	student, event = make.make_student(make.make_guardian()), trip(mentor)
	row = register(event, student, **paper(student), consent_how="Portal")
	row.reload()
	assert (row.status, row.consent_how, row.registered_by) == ("Registered", "On paper", make.COORDINATOR)
	assert getdate(row.consent_on) == getdate()


def test_only_the_pupil_s_own_guardian_consents(mentor):
	with pytest.raises(MentoringError, match="one of the pupil's guardians"):
		register(trip(mentor), make.make_student(), consent_guardian=make.make_guardian().name)


def test_consent_dates_and_photos_are_not_written_by_hand(mentor):
	row = register(trip(mentor), consent_on=now_datetime(), consent_until=add_days(getdate(), 900))
	assert (status_of(row), row.consent_on) == ("Asked", None)
	with pytest.raises(MentoringError, match="Photos"):
		change(row, photo_consent=1)


def test_consent_may_be_given_on_its_last_day_and_not_the_day_after(mentor, db):
	student, event = make.make_student(make.make_guardian()), trip(mentor)
	db.set_value(events.EVENT, event.name, "consent_by", getdate())
	assert status_of(register(event, student, **paper(student))) == "Registered"
	late = make.make_student(make.make_guardian())
	db.set_value(events.EVENT, event.name, "consent_by", add_days(getdate(), -1))
	with pytest.raises(MentoringError, match="too late"):
		register(event, late, **paper(late))


def test_a_year_s_consent_covers_later_events_until_it_is_withdrawn(mentor):
	make.make_academic_year()
	guardian = make.make_guardian()
	student = make.make_student(guardian)
	scope = {"consent_scope": event_consents.WHOLE_YEAR}
	first = register(trip(mentor), student, **paper(student), **scope)
	second_event = trip(mentor, capacity=1)
	second = register(second_event, student)
	second.reload()
	assert (second.status, second.consent_rests_on) == ("Registered", first.name)
	waits = make.make_student(make.make_guardian())
	third = register(second_event, waits, **paper(waits))
	assert status_of(third) == "Waiting"
	assert event_consents.withdraw(student.name, guardian.name) == [first.name, second.name]
	assert [status_of(row) for row in (first, second, third)] == ["Asked", "Asked", "Registered"]
	assert status_of(register(trip(mentor), student)) == "Asked"


def test_consent_for_one_event_covers_no_other(mentor):
	student = make.make_student(make.make_guardian())
	register(trip(mentor), student, **paper(student))
	assert status_of(register(trip(mentor), student)) == "Asked"


def test_a_year_s_consent_ends_with_the_year_and_with_guardianship(mentor, db):
	make.make_academic_year()
	student = make.make_student(make.make_guardian())
	first = register(trip(mentor), student, **paper(student), consent_scope=event_consents.WHOLE_YEAR)
	event = trip(mentor)
	assert event_consents.blanket_for(student.name, event) == first.name
	db.set_value(REGISTRATION, first.name, "consent_until", add_days(getdate(event.starts_on), -1))
	assert event_consents.blanket_for(student.name, event) is None
	db.set_value(REGISTRATION, first.name, "consent_until", getdate(event.starts_on))
	assert event_consents.blanket_for(student.name, event) == first.name
	student.set("guardians", [])
	student.save()
	assert event_consents.blanket_for(student.name, event) is None
