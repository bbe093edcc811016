"""Schools of a trust kept apart: boards, figures, events, disposal and readings are of the school."""

import frappe
import pytest
from frappe.utils import add_to_date, add_years, now_datetime, today

from learning_mentor import (
	early_signs,
	guardians,
	matching,
	own_tasks,
	safeguarding,
	selection,
	selection_board,
)
from learning_mentor.data_protection import access_requests, consents, disposal, kept_totals, retention
from learning_mentor.events import register as event_register
from learning_mentor.events import rules as event_rules
from learning_mentor.figures import access, caseload
from learning_mentor.permissions import has_permission, may_read_note, scope, takes_part_in_visit
from tests import event_factories as events
from tests import factories as make
from tests import school_factories as schools
from tests import session_factories as sessions
from tests.conftest import session_of
from tests.school_factories import NORTH, SOUTH, as_north, no_such

pytestmark = pytest.mark.usefixtures("db")
CASE, NOMINATION, PROFILE = "Mentoring Case", "Mentoring Nomination", "Mentor Profile"


def test_the_board_the_ranking_and_the_signs_are_of_the_school(trust):
	by = make.make_teacher().name
	mine, theirs = (make.make_nomination(schools.make_pupil(school), by=by) for school in (NORTH, SOUTH))
	sign = frappe.get_doc(
		{"doctype": "Mentoring Early Sign", "student": schools.make_pupil(SOUTH).name, "found_on": today()}
	).insert(ignore_permissions=True)
	with as_north(trust):
		board = selection_board.get_board()
		assert {row.name for row in board["nominations"]} >= {mine.name}
		assert theirs.name not in {row.name for row in board["nominations"]}
		names = [mentor["name"] for mentor in selection_board.mentors_with_places()]
		assert trust[NORTH].mentor.name in names and trust[SOUTH].mentor.name not in names
		ranked = [mentor["name"] for mentor in matching.rank_mentors(mine.name)]
		assert trust[NORTH].mentor.name in ranked and trust[SOUTH].mentor.name not in ranked
		for missing in (theirs.name, "MN-NONE"):
			for decide in (
				lambda name: matching.rank_mentors(name),
				lambda name: selection.accept(name, trust[NORTH].mentor.name),
				lambda name: selection.decline(name, "No"),
				lambda name: selection.put_on_waiting_list(name),
			):
				with no_such("no such record"):
					decide(missing)
		with no_such("no such record"):
			selection.accept(mine.name, trust[SOUTH].mentor.name)
		with no_such("no such record"):
			early_signs.dismiss(sign.name, "Talked to")


def test_figures_count_the_pupils_of_the_school(trust):
	year = make.make_academic_year()
	for school in (NORTH, SOUTH):
		for _number in range(6):
			schools.put_into(school, make.make_student(program=make.make_program()))
	with as_north(trust):
		mine = access.by(academic_year=year)["total"]["pupils"]
		mentors = {row.mentor for row in caseload.by_mentor()}
	scope.turn(False)
	with as_north(trust):
		assert access.by(academic_year=year)["total"]["pupils"] >= mine + 6
	assert trust[NORTH].mentor.name in mentors and trust[SOUTH].mentor.name not in mentors


def test_an_event_is_for_the_children_of_its_school_and_one_of_the_trust_for_all(trust):
	event = events.new_event(trust[SOUTH].mentor, school=SOUTH).insert()
	event.db_set({"status": "Open", "starts_on": now_datetime()})
	assert "another school" in event_rules.obstacle(event, trust[NORTH].student.name)
	assert event_rules.obstacle(event, trust[SOUTH].student.name) is None
	with as_north(trust):
		assert not has_permission(event)
		assert event.name not in {row.name for row in event_register.my_events_today()}
		with no_such("no such event"):
			event_register.register_of(event.name)
	schools.put_into(None, event)
	event.reload()
	assert event_rules.obstacle(event, trust[NORTH].student.name) is None
	for school in (NORTH, SOUTH):
		scope.turn(False)
		events.new_registration(event, trust[school].student).insert()
	scope.turn(True)
	with as_north(trust):
		assert has_permission(event)
		assert {row["student"] for row in event_register.register_of(event.name)} == {
			trust[NORTH].student.name
		}


def test_who_marks_a_register_of_the_trust_marks_pupils_of_the_school(trust):
	event = events.new_event(trust[SOUTH].mentor).insert()
	event.db_set({"status": "Open", "school": None})
	mine, theirs = (
		events.new_registration(event, trust[school].student).insert() for school in (NORTH, SOUTH)
	)
	event.db_set({"status": "Running", "starts_on": add_to_date(now_datetime(), minutes=-5)})
	with as_north(trust):
		assert event_register.mark(mine.name, "Registered")["registration"] == mine.name
		with no_such("no such record"):
			event_register.mark(theirs.name, "Registered")
		with no_such("no such record"):
			event_register.attend(event.name, trust[SOUTH].student.name)


def test_a_case_of_another_school_is_no_task_and_takes_no_invitation(trust):
	for school in (NORTH, SOUTH):
		task = {"doctype": "ToDo", "description": "Call", "date": today(), "reference_type": CASE}
		of_case = {"reference_name": trust[school].case.name, "allocated_to": trust[NORTH].coordinator}
		doc = frappe.get_doc({**task, **of_case, "status": "Open"})
		doc.name = frappe.generate_hash(length=10)  # as one that was there before the schools were parted
		doc.db_insert()
	with as_north(trust):
		due = {row.reference_name for row in own_tasks.due([])}
		for hidden in (trust[SOUTH].case.name, "MC-NONE"):
			with no_such("no such record"):
				guardians.invite(hidden, "Nobody")
	assert trust[NORTH].case.name in due and trust[SOUTH].case.name not in due


def test_a_coordinator_steps_in_where_a_visit_is_of_the_school(trust):
	for school, may in ((NORTH, True), (SOUTH, False)):
		case = trust[school].case
		of_case = {"case": case.name, "student": case.student, "mentor": case.mentor, "visitor": case.mentor}
		visit = frappe.get_doc({"doctype": "Mentoring Home Visit", "status": "Under Way", **of_case})
		visit.name = f"MV-{school}"
		visit.db_insert()
		with as_north(trust):
			assert takes_part_in_visit(visit) is may


def test_leads_read_and_raise_concerns_about_pupils_of_their_schools(trust):
	note = {}
	for school in (NORTH, SOUTH):
		with session_of(trust[school].mentor.user):
			note[school] = safeguarding.raise_concern(CASE, trust[school].case.name, "I saw a bruise")
	lead = make.make_safeguarding_lead().name
	schools.let_see(lead, NORTH)
	assert may_read_note(note[NORTH], lead) and not may_read_note(note[SOUTH], lead)
	nowhere = make.make_user("Safeguarding Lead", "Academics User", email="lead.nowhere@example.com").name
	with session_of(nowhere), no_such("no such record"):
		safeguarding.raise_concern("Student", trust[SOUTH].student.name, "I saw a bruise")


@pytest.fixture
def officer(trust) -> str:
	user = make.make_officer().name
	schools.let_see(user, NORTH)
	return user


def test_an_officer_finds_holds_and_looks_through_pupils_of_the_school_alone(trust, officer):
	with session_of(officer):
		for school, found in ((NORTH, 1), (SOUTH, 0)):
			assert len(access_requests.find_pupils(trust[school].student.name)) == found
		retention.hold(trust[NORTH].case.name, "A court asks")
		for hidden in (trust[SOUTH].case.name, "MC-NONE"):
			with no_such("no such record"):
				retention.hold(hidden, "A court asks")
	values = {"doctype": "Mentoring Access Request", "kind": "Educational record", "status": "Received"}
	request = frappe.get_doc({**values, "student": trust[SOUTH].student.name, "name": "MAR-SOUTH"})
	with session_of(officer), pytest.raises(frappe.PermissionError):
		request.insert()
	request.db_insert()
	for hidden in (request.name, "MAR-NONE"):
		with session_of(officer), no_such("no such record"):
			access_requests.review(hidden)


def test_the_register_of_consents_is_of_the_school(trust):
	for school in (NORTH, SOUTH):
		values = {"consent_status": "Given", "consent_on": today()}
		frappe.db.set_value(CASE, trust[school].case.name, values)
	with as_north(trust):
		students = {row["student"] for row in consents.register()}
	assert trust[NORTH].student.name in students and trust[SOUTH].student.name not in students


def due_rule() -> None:
	frappe.db.delete("Mentoring Retention Rule")
	frappe.get_doc(
		{
			"doctype": "Mentoring Retention Rule",
			"record_type": "Mentoring Session",
			"basis": "Date of the record",
			"years": 1,
		}
	).insert()


def held_session(case) -> str:
	session = sessions.new_session(case, sessions.at(-1, 10))
	with session_of(make.mentor_user(case)):
		session.insert()
	frappe.db.set_value(
		"Mentoring Session", session.name, {"status": "Held", "creation": add_years(today(), -3)}
	)
	frappe.db.set_value(CASE, case.name, "status", "Closed")
	return session.name


def test_what_is_disposed_of_and_the_totals_that_stay_are_of_the_school(trust, officer):
	due_rule()
	for school in (NORTH, SOUTH):
		held_session(trust[school].case)
	with session_of(officer):
		prepared = frappe.get_doc("Mentoring Disposal", disposal.prepare())
		assert prepared.school == NORTH
		students = {row.student for row in prepared.lines}
		assert trust[NORTH].student.name in students and trust[SOUTH].student.name not in students
		live = sum(row["sessions"] for row in kept_totals.all_totals())
	kept_totals.keep(
		trust[SOUTH].student.name,
		frappe.get_all(
			"Mentoring Session", {"student": trust[SOUTH].student.name}, pluck="name", order_by="name"
		),
	)
	assert frappe.db.exists("Mentoring Kept Total", {"school": SOUTH})
	with session_of(officer):
		assert sum(row["sessions"] for row in kept_totals.all_totals()) == live == 1
	prepared_there = frappe.get_doc({**prepared.as_dict(), "name": None, "school": SOUTH, "lines": []})
	prepared_there.db_insert()
	with session_of(officer), no_such("no such record"):
		disposal.dry_run(prepared_there.name)


def log_line(**values) -> str:
	line = {"doctype": "Mentoring Read Log", "read_on": frappe.utils.now(), "way": "Form", **values}
	doc = frappe.get_doc(line)
	doc.db_insert()
	return doc.name


def test_readings_are_shown_to_the_officer_of_the_record_s_school(trust, officer):
	reader = trust[SOUTH].coordinator
	mine = log_line(reader=reader, record_type=CASE, record="x", mentoring_case=trust[NORTH].case.name)
	theirs = log_line(reader=reader, record_type=CASE, record="x", mentoring_case=trust[SOUTH].case.name)
	nomination = trust[NORTH].case.nomination
	by_pupil = log_line(reader=reader, record_type=NOMINATION, record=nomination)
	their_list = log_line(reader=reader, record_type=CASE, way="List", records="x")
	my_list = log_line(reader=trust[NORTH].coordinator, record_type=CASE, way="List", records="x")
	with session_of(officer):
		shown = set(frappe.get_list("Mentoring Read Log", pluck="name", order_by="name", limit_page_length=0))
	assert {mine, by_pupil, my_list} <= shown
	assert not {theirs, their_list} & shown
	schools.let_see(trust[NORTH].coordinator, SOUTH)
	with session_of(officer):
		assert not frappe.get_list("Mentoring Read Log", {"name": my_list}, order_by="name")


def test_a_disposal_takes_readings_of_the_school_alone(trust):
	frappe.db.delete("Mentoring Retention Rule")
	rule = {"doctype": "Mentoring Retention Rule", "record_type": "Mentoring Read Log", "years": 1}
	frappe.get_doc({**rule, "basis": "Date of the record"}).insert()
	lines = {}
	for school in (NORTH, SOUTH):
		of_case = {"record_type": CASE, "record": "x", "mentoring_case": trust[school].case.name}
		lines[school] = log_line(reader=trust[school].coordinator, **of_case)
		frappe.db.set_value("Mentoring Read Log", lines[school], "creation", add_years(today(), -3))
	(due,) = retention.due(today(), NORTH)[0]
	assert due.names == [lines[NORTH]]
	assert retention.due(today(), None)[0] == []


def test_the_report_of_readings_names_records_of_the_school_alone(trust, officer):
	from learning_mentor.learning_mentor.report.who_read_what.who_read_what import execute

	names = "\n".join(trust[school].case.name for school in (NORTH, SOUTH))
	log_line(reader=trust[NORTH].coordinator, record_type=CASE, way="List", records=names)
	with session_of(officer):
		records = {row["record"] for row in execute()[1]}
	assert trust[NORTH].case.name in records and trust[SOUTH].case.name not in records


def test_a_handover_of_another_school_is_not_answered_by_what_is_said_of_it(trust):
	"""Frappe asks about the document that was sent; the method reads the one that is stored."""
	own, theirs, receiver = trust[NORTH], trust[SOUTH], make.make_mentor()
	schools.put_into(SOUTH, receiver)
	offer = {
		"doctype": "Mentoring Handover",
		"case": theirs.case.name,
		"to_mentor": receiver.name,
		"note": "x",
	}
	with session_of(theirs.mentor.user):
		offered = frappe.get_doc(offer).insert()
	sent = frappe.get_doc({**offer, "name": offered.name, "case": own.case.name, "__islocal": 1})
	with as_north(trust), pytest.raises(frappe.PermissionError):
		sent.accept()
	assert frappe.db.get_value(CASE, theirs.case.name, "mentor") == theirs.mentor.name
