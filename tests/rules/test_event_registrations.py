"""Places at an event: who gets one, in which order, with whose consent, and who sees it."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from learning_mentor import permissions
from learning_mentor.exceptions import AlreadyOpenError, MentoringError
from tests import event_factories as events
from tests import factories as make
from tests.event_factories import REGISTRATION, change, places, register, status_of
from tests.session_factories import settings


@pytest.fixture
def mentor(db):
	make.make_coordinator()
	return make.make_mentor()


def test_places_are_given_until_the_last_and_then_pupils_wait(mentor):
	event = events.make_event(mentor, capacity=2)
	rows = [register(event) for _number in range(3)]
	assert [status_of(row) for row in rows] == ["Registered", "Registered", "Waiting"]
	assert places(event) == ("Full", 2, 1)


def test_the_last_free_place_is_not_refused(mentor):
	event = events.make_event(mentor, capacity=2)
	register(event)
	assert places(event) == ("Open", 1, 0)
	assert status_of(register(event)) == "Registered"


def test_a_cancelled_place_goes_to_whoever_waited_longest_and_the_guardian_hears(mentor):
	guardian = make.make_guardian()
	event = events.make_event(mentor, capacity=1)
	first, second, third = register(event), register(event, make.make_student(guardian)), register(event)
	change(first, status="Cancelled")
	assert [status_of(row) for row in (first, second, third)] == ["Cancelled", "Registered", "Waiting"]
	assert "come free" in events.mails_to(guardian.email_address)[-1]
	assert (
		frappe.db.count("Notification Log", {"document_name": second.name, "for_user": make.COORDINATOR}) == 1
	)
	change(second, status="Cancelled")
	assert status_of(third) == "Registered"
	assert places(event) == ("Full", 1, 0)
	change(third, status="Cancelled")
	assert places(event) == ("Open", 0, 0)


def test_whoever_comes_back_queues_at_the_end(mentor):
	event = events.make_event(mentor, capacity=1)
	first, second, third = register(event), register(event), register(event)
	change(second, status="Cancelled")
	change(second, status="Registered")
	assert status_of(second) == "Waiting"
	change(first, status="Cancelled")
	assert [status_of(second), status_of(third)] == ["Waiting", "Registered"]


def test_nobody_is_moved_past_the_queue_by_hand(mentor):
	event = events.make_event(mentor, capacity=1)
	first, second, third = register(event), register(event), register(event)
	change(third, status="Registered", queued_on=now_datetime() - timedelta(days=9))
	change(first, status="Cancelled")
	assert [status_of(second), status_of(third)] == ["Registered", "Waiting"]


def test_more_places_let_the_queue_move_up(mentor, as_user):
	event, guardian = events.make_event(mentor, capacity=1), make.make_guardian()
	rows = [register(event), register(event, make.make_student(guardian)), register(event), register(event)]
	event.reload()
	with as_user(make.COORDINATOR):
		event.update({"capacity": 3}).save()
	assert [status_of(row) for row in rows] == ["Registered", "Registered", "Registered", "Waiting"]
	assert "come free" in events.mails_to(guardian.email_address)[-1]
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="taken already"):
		event.update({"capacity": 2}).save()


def test_a_form_that_was_open_while_the_event_filled_is_saved_all_the_same(mentor, as_user):
	event = events.make_event(mentor, capacity=1)
	with as_user(make.COORDINATOR):
		opened = frappe.get_doc(events.EVENT, event.name)
	register(event)
	with as_user(make.COORDINATOR):
		opened.update({"equipment": "A pencil"}).save()
	assert places(event) == ("Full", 1, 0)


def test_one_registration_per_pupil_and_event(mentor, as_user):
	event, student = events.make_event(mentor), make.make_student()
	known = register(event, student)
	with pytest.raises(AlreadyOpenError, match=known.name):
		register(event, student)


def test_one_per_pupil_and_event_is_the_database_s_rule_too(db):
	rows = db.sql(f"show index from `tab{REGISTRATION}` where Non_unique = 0", as_dict=True)
	assert {row.Column_name for row in rows if row.Key_name == "one_per_pupil_and_event"} == {
		"event",
		"student",
	}


@pytest.mark.parametrize("status", ["Planned", "Done", "Cancelled"])
def test_events_that_are_not_open_take_nobody(mentor, status):
	with pytest.raises(MentoringError, match="takes no registrations"):
		register(events.make_event(mentor, status=status))


def test_nobody_moves_up_once_the_event_is_cancelled(mentor, as_user):
	event = events.make_event(mentor, capacity=1)
	first, second = register(event), register(event)
	with as_user(make.COORDINATOR):
		events.cancel(event)
	change(first, status="Cancelled")
	assert status_of(second) == "Waiting"


def test_pupils_whom_the_event_is_not_for_are_refused(mentor):
	event = events.make_event(mentor, open_to="Caseload")
	with pytest.raises(MentoringError, match="mentor is among"):
		register(event)


# consent


# attendance


def test_staff_of_the_event_note_who_came_on_its_day(mentor):
	event = events.today_event(mentor)
	row = register(event, **given_consent(event))
	change(row, by=mentor.user, status="Attended")
	row.reload()
	assert (row.status, row.attended_by) == ("Attended", mentor.user)
	change(row, by=mentor.user, status="Absent")
	change(row, by=mentor.user, status="Registered")
	row.reload()
	assert (row.status, row.attended_by, row.attended_on) == ("Registered", None, None)


def given_consent(event) -> dict:
	"""A pupil for an event that may be out of hours when the tests run, with consent."""
	student = make.make_student(make.make_guardian())
	frappe.db.set_value(events.EVENT, event.name, "consent_needed", 0)
	return {"student": student}


def test_nobody_attends_before_the_day(mentor):
	row = register(events.make_event(mentor))
	with pytest.raises(MentoringError, match="not before"):
		change(row, status="Attended")


def test_the_pupil_s_mentor_does_not_note_attendance_of_others_events(mentor):
	case = make.make_case()
	event = events.today_event(mentor)
	frappe.db.set_value(events.EVENT, event.name, "consent_needed", 0)
	row = register(event, frappe.get_doc("Student", case.student))
	with pytest.raises(frappe.PermissionError):
		change(row, by=make.mentor_user(case), status="Attended")


def test_whoever_comes_without_being_registered_takes_a_place_or_is_told_there_is_none(mentor):
	event = events.today_event(mentor, capacity=1)
	frappe.db.set_value(events.EVENT, event.name, "consent_needed", 0)
	guardian = make.make_guardian()
	assert status_of(register(event, make.make_student(guardian), status="Attended")) == "Attended"
	assert "takes part" in events.mails_to(guardian.email_address)[-1]
	with pytest.raises(MentoringError, match="All places"):
		register(event, status="Attended")


def test_the_school_may_keep_drop_ins_between_itself_and_the_pupil(mentor):
	settings(tell_of_drop_ins=0)
	event, guardian = events.today_event(mentor), make.make_guardian()
	frappe.db.set_value(events.EVENT, event.name, "consent_needed", 0)
	register(event, make.make_student(guardian), status="Attended")
	assert events.mails_to(guardian.email_address) == []


# who sees what


def listed(user: str, doctype: str = REGISTRATION) -> set[str]:
	with events.session_of(user):
		return set(frappe.get_list(doctype, pluck="name", order_by="name", limit_page_length=0))


def may_read(user: str, doc) -> bool:
	return frappe.has_permission(doc.doctype, "read", doc=doc.name, user=user)


def test_a_registration_is_seen_by_the_event_s_staff_and_the_pupil_s_mentor_alone(mentor, as_user):
	case = make.make_case()
	event, other_event = events.make_event(mentor), events.make_event()
	row = register(event, frappe.get_doc("Student", case.student))
	stranger = make.make_mentor()
	sees = {make.COORDINATOR, mentor.user, make.mentor_user(case), events.COLLEAGUE}
	for user in (*sees, stranger.user, other_event.staff[0].user, make.make_safeguarding_lead().name):
		expected = user in sees or "safeguarding" in user
		assert (row.name in listed(user)) is expected, user
		assert may_read(user, row) is expected, user
	with as_user(make.COORDINATOR):
		case.reload()
		case.update(make.closing(case)).save()
	permissions.forget_mentor_keys()
	assert row.name not in listed(make.mentor_user(case))


def test_a_caller_cannot_move_a_registration_to_where_they_may_see_it(mentor, as_user):
	stranger = make.make_mentor()
	mine, row = events.make_event(stranger), register(events.make_event(mentor))
	with as_user(stranger.user), pytest.raises(frappe.PermissionError):
		frappe.get_doc(REGISTRATION, row.name).update({"event": mine.name}).save()
	with as_user(make.COORDINATOR), pytest.raises(frappe.ValidationError):
		frappe.get_doc(REGISTRATION, row.name).update({"event": mine.name}).save()


def test_teachers_register_nobody_at_events_of_others(mentor, as_user):
	event = events.make_event(mentor)
	teacher = make.make_teacher().name
	with as_user(teacher), pytest.raises(frappe.PermissionError):
		events.new_registration(event).insert()


def test_medical_notes_are_read_by_those_who_look_after_the_pupil(mentor, as_user):
	case = make.make_case()
	student = frappe.get_doc("Student", case.student)
	with as_user(make.mentor_user(case)):
		note = frappe.get_doc(
			{
				"doctype": events.NOTE,
				"student": student.name,
				"note": "Nuts",
				"what_to_do": "Pen in the office",
			}
		).insert()
	assert not may_read(mentor.user, note)
	event = events.make_event(mentor)
	row = register(event, student)
	assert may_read(mentor.user, note) and note.name in listed(mentor.user, events.NOTE)
	assert not may_read(make.make_mentor().user, note)
	change(row, status="Cancelled")
	assert not may_read(mentor.user, note) and note.name not in listed(mentor.user, events.NOTE)
	change(row, status="Registered")
	with as_user(make.COORDINATOR):
		event.reload()
		make.act(event, "Finish Event")
	assert not may_read(mentor.user, note)
