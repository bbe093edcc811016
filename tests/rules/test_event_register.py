"""The register for staff: finding pupils, one tap, medical notes, and what it counts for."""

import frappe
import pytest
from frappe.utils import add_days, getdate

from learning_mentor import caseload, chronology
from learning_mentor.events import register as event_register
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.report.event_register import event_register as report
from tests import event_factories as events
from tests import factories as make
from tests.event_factories import REGISTRATION, register
from tests.session_factories import close


@pytest.fixture
def mentor(db):
	make.make_coordinator()
	return make.make_mentor()


@pytest.fixture
def event(mentor):
	"""An open drop-in of today, which asks for no consent whatever the hour of the test."""
	made = events.today_event(mentor)
	frappe.db.set_value(events.EVENT, made.name, "consent_needed", 0)
	frappe.clear_document_cache(events.EVENT, made.name)
	return made


def found(event, text: str, user: str) -> list[str]:
	with events.session_of(user):
		return [row["student"] for row in event_register.find(event.name, text)]


def named(first: str, last: str):
	student = make.make_student()
	student.update({"first_name": first, "last_name": last}).save()
	return student


def test_two_letters_find_pupils_by_either_name(event, mentor):
	pupil, other = named("Quentin", "Abbot"), named("Abigail", "Qubert")
	assert found(event, "Q", mentor.user) == []
	assert {pupil.name, other.name} <= set(found(event, "qu", mentor.user))
	assert found(event, "Quent", mentor.user) == [pupil.name]
	assert found(event, "%%", mentor.user) == found(event, "__", mentor.user) == []


def test_a_find_tells_names_alone(event, mentor, as_user):
	case = make.make_case()
	with as_user(mentor.user):
		rows = event_register.find(event.name, frappe.db.get_value("Student", case.student, "first_name"))
	assert rows and {key for row in rows for key in row} == {"student", "student_name"}


def test_pupils_are_found_for_whom_the_event_is(mentor):
	case, stranger = make.make_case(mentor=mentor), make.make_student()
	event = events.today_event(mentor, open_to="Caseload")
	assert found(event, "Pupil", mentor.user) == [case.student]
	assert stranger.name not in found(event, stranger.first_name, mentor.user)


def test_whoever_may_not_list_pupils_finds_their_own_alone(event, mentor):
	case, stranger = make.make_case(mentor=mentor), make.make_student()
	user = frappe.get_doc("User", mentor.user)
	user.remove_roles("Instructor")
	assert found(event, "Pupil", mentor.user) == [case.student]
	for hidden in (stranger.name, "missing"):
		with events.session_of(mentor.user), pytest.raises(frappe.PermissionError, match="no such pupil"):
			event_register.attend(event.name, hidden)


@pytest.mark.parametrize("act", ["find", "register_of", "attend", "mark"])
def test_others_have_no_register_and_events_that_are_missing_answer_alike(event, mentor, act):
	row = register(event)
	arguments = {
		"find": (event.name, "Pu"),
		"register_of": (event.name,),
		"attend": (event.name, row.student),
		"mark": (row.name, "Attended"),
	}[act]
	missing = ("missing", *arguments[1:])
	words = set()
	for user in (
		make.make_mentor().user,
		make.make_teacher().name,
		make.make_portal_guardian().user,
		"Guest",
	):
		with events.session_of(user):
			for given in (arguments, missing):
				with pytest.raises(frappe.PermissionError) as refusal:
					getattr(event_register, act)(*given)
				words.add((user in ("Guest",) or "guardian" in user, str(refusal.value)))
	assert len(words) == 2
	assert events.status_of(row) == "Registered"


def test_one_tap_registers_and_a_second_changes_nothing(event, mentor, as_user):
	student = make.make_student()
	with as_user(mentor.user):
		first = event_register.attend(event.name, student.name)
		assert event_register.attend(event.name, student.name) == first
	row = frappe.get_doc(REGISTRATION, first["registration"])
	assert (row.status, row.attended_by, row.registered_as) == ("Attended", mentor.user, "Staff")
	assert events.places(event)[1] == 1


def test_colleagues_without_a_profile_note_who_came(event, mentor, as_user):
	student = make.make_student()
	with as_user(events.COLLEAGUE):
		row = event_register.attend(event.name, student.name)
		assert event_register.mark(row["registration"], "Absent")["status"] == "Absent"
		with pytest.raises(MentoringError, match="Status"):
			event_register.mark(row["registration"], "Cancelled")


def test_today_s_events_are_one_s_own(event, mentor, as_user):
	for user, expected in ((mentor.user, [event.name]), (make.make_mentor().user, [])):
		with as_user(user):
			assert [row.name for row in event_register.my_events_today()] == expected
	frappe.db.set_value(events.EVENT, event.name, "starts_on", add_days(event.starts_on, 1))
	with as_user(mentor.user):
		assert event_register.my_events_today() == []
	with as_user("Guest"), pytest.raises(frappe.PermissionError):
		event_register.my_events_today()


def test_a_register_is_printed_by_its_staff_alone(event, mentor, as_user):
	row = register(event, emergency_contact="Gran", emergency_phone="020 7946 0000")
	with as_user(mentor.user):
		columns, rows = report.execute({"event": event.name})
	assert [(each["student_name"], each["emergency_contact"], each["photos"]) for each in rows] == [
		(row.student_name, "Gran", "No")
	]
	assert {"here", "care", "emergency_phone"} <= {column["fieldname"] for column in columns}
	with as_user(make.make_mentor().user), pytest.raises(frappe.PermissionError):
		report.execute({"event": event.name})
	with as_user(mentor.user), pytest.raises(MentoringError):
		report.execute({})


def test_reading_a_register_and_its_medical_notes_is_logged(event, mentor, as_user):
	row = register(event)
	values = {"doctype": "Mentoring Medical Note", "student": row.student, "note": "Nuts"}
	note = frappe.get_doc(values).insert()
	with as_user(mentor.user):
		[shown] = event_register.register_of(event.name)
	assert shown["note"] == "Nuts"
	for doctype, name in ((REGISTRATION, row.name), (note.doctype, note.name)):
		line = {"reader": mentor.user, "way": "List", "record_type": doctype, "records": name, "how_many": 1}
		assert frappe.db.count("Mentoring Read Log", line) == 1, doctype


def test_a_drop_in_visit_counts_as_contact_on_the_case(event, mentor, as_user):
	case = make.make_case()
	frappe.db.set_value("Mentoring Case", case.name, "opened_on", "2020-01-01")
	with as_user(mentor.user):
		event_register.attend(event.name, case.student)
	with as_user(make.mentor_user(case)):
		mine = next(row for row in caseload.my_caseload()["cases"] if row.name == case.name)
		assert (mine.last_seen, mine.not_seen) == (getdate(event.starts_on), False)
		entries = chronology.of_case(case.name, ["Event"])
	assert [(row["text"], row["doctype"]) for row in entries] == [(event.event_title, REGISTRATION)]
	close(case)
	with as_user(make.COORDINATOR):
		assert len(chronology.of_case(case.name, ["Event"])) == 1


def test_who_was_registered_and_did_not_come_has_not_been_seen(event, mentor, as_user):
	case = make.make_case()
	row = register(event, frappe.get_doc("Student", case.student))
	with as_user(mentor.user):
		event_register.mark(row.name, "Absent")
	with as_user(make.mentor_user(case)):
		assert chronology.of_case(case.name, ["Event"]) == []
		assert caseload.my_caseload()["cases"][0].last_seen is None
