"""Events in the portal: what families see and do, and what an attacker gets."""

import frappe
import pytest
from frappe.utils import add_days, getdate

from learning_mentor.events import families as event_families
from learning_mentor.events import register as event_register
from learning_mentor.exceptions import MentoringError
from tests import event_factories as events
from tests import factories as make
from tests.event_factories import REGISTRATION, change, places, register
from tests.session_factories import settings


@pytest.fixture
def mentor(db):
	return make.make_mentor()


@pytest.fixture
def guardian(db):
	return make.make_portal_guardian()


@pytest.fixture
def child(guardian):
	return make.make_student(guardian, program="Year 8")


def registration_of(event, child):
	return frappe.get_doc(REGISTRATION, {"event": event.name, "student": child.name})


def shown_to(guardian, *asked) -> list[str]:
	"""Which of the events the guardian sees; tests that commit may have left others."""
	with events.session_of(guardian.user):
		shown = {event["name"] for one in event_families.for_guardian() for event in one["events"]}
	return [event.name for event in asked if event.name in shown]


def hidden(name, student) -> str:
	"""The words of the refusal."""
	with pytest.raises(frappe.DoesNotExistError) as refusal:
		event_families.get_event(name, student)
	return str(refusal.value)


def test_a_guardian_registers_and_consents_in_one_step(mentor, guardian, child, as_user):
	event, mails = events.make_event(mentor, kind="Trip"), events.mails_to(guardian.user)
	with as_user(guardian.user):
		answers = {"consent": 1, "photos": 1, "emergency_contact": "Gran", "emergency_phone": "0207 946 0000"}
		assert event_families.register(event.name, child.name, **answers) == "Registered"
	row = registration_of(event, child)
	assert (row.consent_guardian, row.consent_how, row.consent_scope) == (
		guardian.name,
		"Portal",
		"This event",
	)
	assert (row.registered_by, row.registered_as) == (guardian.user, "Guardian")
	assert (row.photo_consent, row.emergency_contact) == (1, "Gran")
	assert places(event) == ("Open", 1, 0)
	assert events.mails_to(guardian.user) == mails


def test_without_a_needed_consent_nothing_is_written(mentor, guardian, child, as_user):
	event = events.make_event(mentor, kind="Trip")
	with as_user(guardian.user), pytest.raises(MentoringError, match="consent is missing"):
		event_families.register(event.name, child.name)
	assert not frappe.db.exists(REGISTRATION, {"event": event.name})


def test_registering_again_changes_nothing_but_the_contact(mentor, guardian, child, as_user):
	event = events.make_event(mentor, capacity=1)
	with as_user(guardian.user):
		event_families.register(event.name, child.name)
		assert event_families.register(event.name, child.name, emergency_contact="Gran") == "Registered"
	assert frappe.db.count(REGISTRATION, {"event": event.name}) == 1
	assert places(event) == ("Full", 1, 0)


def test_a_pupil_asks_and_a_guardian_confirms(mentor, guardian, as_user):
	user = make.make_user("Student", email="asks.pupil@example.com").name
	child = make.make_student(guardian, user=user)
	event = events.make_event(mentor)
	with as_user(user):
		assert event.name in [each["name"] for each in event_families.for_pupil()]
		assert event_families.ask(event.name) == "Asked"
		assert event_families.ask(event.name) == "Asked"
	assert "awaits your answer" in events.mails_to(guardian.user)[-1]
	assert places(event) == ("Open", 0, 0)
	with as_user(guardian.user):
		assert event_families.get_event(event.name, child.name)["registration"] == "Asked"
		assert event_families.register(event.name, child.name) == "Registered"
	row = registration_of(event, child)
	assert (row.status, row.registered_by, row.registered_as) == ("Registered", user, "Pupil")
	with as_user(user), pytest.raises(frappe.PermissionError):
		event_families.cancel(event.name)


def test_pupils_take_back_what_they_asked(mentor, guardian, as_user):
	user = make.make_user("Student", email="asks.pupil@example.com").name
	child = make.make_student(guardian, user=user)
	event = events.make_event(mentor)
	with as_user(user):
		event_families.ask(event.name)
		event_families.cancel(event.name)
	assert registration_of(event, child).status == "Cancelled"


def test_a_guardian_cancels_and_the_place_is_free(mentor, guardian, child, as_user):
	event = events.make_event(mentor, capacity=1)
	with as_user(guardian.user):
		event_families.register(event.name, child.name)
	waits = register(event)
	with as_user(guardian.user):
		event_families.cancel(event.name, child.name)
	assert events.status_of(waits) == "Registered"


def test_a_year_s_consent_is_given_used_and_withdrawn(mentor, guardian, child, as_user):
	make.make_academic_year()
	first, second = (events.make_event(mentor, kind="Trip") for _number in range(2))
	with as_user(guardian.user):
		event_families.register(first.name, child.name, consent=1, whole_year=1)
		assert event_families.get_event(second.name, child.name)["year_consent_covers"]
		assert event_families.register(second.name, child.name) == "Registered"
		assert event_families.for_guardian()[0]["has_year_consent"]
		event_families.withdraw_consent(child.name)
		assert not event_families.for_guardian()[0]["has_year_consent"]
	assert {registration_of(each, child).status for each in (first, second)} == {"Asked"}
	assert places(first) == places(second) == ("Open", 0, 0)


def test_events_that_are_not_for_a_child_answer_like_missing_ones(mentor, guardian, child, as_user):
	year_9 = make.make_program("Year 9")
	others = [
		events.make_event(mentor, open_to="Year Groups", programs=[{"program": year_9}]),
		events.make_event(mentor, open_to="Caseload"),
		events.make_event(mentor, open_to="Invitation"),
		events.make_event(mentor, status="Planned"),
		events.make_event(mentor, status="Cancelled"),
		events.today_event(mentor),
	]
	assert shown_to(guardian, *others) == []
	with as_user(guardian.user):
		missing = hidden("MEV-0000-00000", child.name)
		assert {hidden(each.name, child.name) for each in others} == {missing}
		for act in (event_families.register, event_families.cancel):
			with pytest.raises(frappe.DoesNotExistError, match="no such event"):
				act(others[0].name, child.name)


def test_children_of_others_answer_like_missing_events(mentor, guardian, child, as_user):
	event, foreign = events.make_event(mentor), make.make_student(make.make_guardian())
	taken = register(event, foreign)
	with as_user(guardian.user):
		missing = hidden("MEV-0000-00000", child.name)
		assert hidden(event.name, foreign.name) == hidden(event.name, "nobody") == missing
		for act in (event_families.register, event_families.cancel):
			with pytest.raises(frappe.DoesNotExistError):
				act(event.name, foreign.name)
		with pytest.raises(frappe.DoesNotExistError):
			event_families.withdraw_consent(foreign.name)
	assert events.status_of(taken) == "Registered"


def test_an_invited_child_s_guardian_sees_the_event(mentor, guardian, child):
	event = events.make_event(mentor, open_to="Invitation", kind="Trip")
	register(event, child)
	assert shown_to(guardian, event) == [event.name]
	uninvited = make.make_portal_guardian()
	make.make_student(uninvited)
	assert shown_to(uninvited, event) == []


def test_a_guardian_sees_no_word_of_the_register_or_of_staff(mentor, guardian, child, as_user):
	event = events.make_event(mentor, answers="Not Known")
	other = register(event)
	with as_user(guardian.user):
		shown = str(event_families.get_event(event.name, child.name)) + str(event_families.for_guardian())
	for secret in (
		other.student,
		other.student_name,
		other.name,
		mentor.user,
		mentor.mentor_name,
		"Not Known",
	):
		assert secret not in shown


def test_guardians_and_pupils_read_nothing_in_the_desk(mentor, guardian, child, as_user):
	row = register(events.make_event(mentor), child)
	with as_user(guardian.user):
		for doctype in (REGISTRATION, events.EVENT, events.NOTE):
			assert not frappe.has_permission(doctype, "read")
		with pytest.raises(frappe.PermissionError):
			frappe.get_list(REGISTRATION)
		with pytest.raises(frappe.PermissionError):
			event_register.register_of(row.event)


def test_what_a_guardian_tells_about_health_is_for_staff_alone(mentor, guardian, child, as_user):
	event = events.make_event(mentor)
	with as_user(guardian.user):
		event_families.register(event.name, child.name, medical="<b>Nuts</b>")
		event_families.register(event.name, child.name, medical="Asthma")
		assert "Nuts" not in str(event_families.get_event(event.name, child.name))
	note = frappe.get_doc(events.NOTE, {"student": child.name})
	assert [line.partition(": ")[2] for line in note.note.splitlines()] == ["Nuts", "Asthma"]
	assert note.last_from == guardian.guardian_name
	with as_user(mentor.user):
		assert "Nuts" in event_register.register_of(event.name)[0]["note"]


def test_consent_after_its_day_is_refused_in_the_portal_too(mentor, guardian, child, as_user):
	event = events.make_event(mentor, kind="Trip")
	frappe.db.set_value(events.EVENT, event.name, "consent_by", add_days(getdate(), -1))
	frappe.clear_document_cache(events.EVENT, event.name)
	with as_user(guardian.user):
		assert event_families.get_event(event.name, child.name)["is_too_late"]
		with pytest.raises(MentoringError, match="too late"):
			event_families.register(event.name, child.name, consent=1)


def test_with_the_portal_switched_off_there_is_nothing(mentor, guardian, child, as_user):
	settings(portal_enabled=0)
	with as_user(guardian.user), pytest.raises(frappe.PermissionError):
		event_families.for_guardian()


def test_staff_cancel_and_the_guardian_may_come_back(mentor, guardian, child, as_user):
	event = events.make_event(mentor)
	change(register(event, child), status="Cancelled")
	with as_user(guardian.user):
		assert event_families.register(event.name, child.name) == "Registered"
	assert registration_of(event, child).registered_as == "Guardian"
