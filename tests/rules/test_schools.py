"""Schools of a trust kept apart: who is told, what may be named, imported, disposed of, and who decides."""

from collections.abc import Iterator

import frappe
import pytest
from frappe.utils import add_days, add_years, today

from benchmarks.meter import cost_of
from learning_mentor import early_signs, matching, notify, selection, selection_board
from learning_mentor.data_protection import access_requests, consents, disposal, kept_totals, retention
from learning_mentor.events import register as event_register
from learning_mentor.events import rules as event_rules
from learning_mentor.exceptions import MentoringError
from learning_mentor.figures import access, caseload
from learning_mentor.guards import readers
from learning_mentor.permissions import (
	COORDINATOR,
	DATA_PROTECTION_OFFICER,
	RULES,
	SAFEGUARDING_LEAD,
	condition_for,
	forget_mentor_keys,
	has_permission,
	may_look_up,
	scope,
)
from learning_mentor.setup import schools as setup
from tests import event_factories as events
from tests import factories as make
from tests import school_factories as schools
from tests import session_factories as sessions
from tests.conftest import session_of
from tests.import_factories import carry_out, make_import, nomination_row

pytestmark = pytest.mark.usefixtures("db")
NORTH, SOUTH = schools.NORTH, schools.SOUTH
CASE, NOMINATION, PROFILE = "Mentoring Case", "Mentoring Nomination", "Mentor Profile"


@pytest.fixture(scope="module", autouse=True)
def schools_of_the_trust(site) -> Iterator[None]:
	with schools.pupils_have_schools():
		yield


@pytest.fixture
def trust(db) -> frappe._dict:
	"""A case in the north and one in the south, and a coordinator of each: all made before it is on."""
	made = frappe._dict()
	for school, coordinator in ((NORTH, make.COORDINATOR), (SOUTH, make.SECOND_COORDINATOR)):
		make.make_coordinator(coordinator)
		student, mentor = make.make_student(), make.make_mentor()
		case = make.make_case(student, mentor)
		schools.put_into(school, student, mentor)
		schools.let_see(coordinator, school)
		made[school] = frappe._dict(coordinator=coordinator, student=student, mentor=mentor, case=case)
	schools.keep_apart()
	return made


def as_north(trust):
	return session_of(trust[NORTH].coordinator)


def no_such(what: str):
	return pytest.raises(frappe.PermissionError, match=what)


def test_every_doctype_has_a_school_or_is_of_the_whole_trust():
	assert set(scope.KINDS) - {"Student"} == set(RULES) - scope.SHARED
	assert not set(scope.SHARED) - set(RULES)
	for doctype, kind in scope.KINDS.items():
		field = {scope.OF_PUPIL: "student", scope.OWN: "school", scope.OPEN: "school"}.get(kind)
		assert not field or frappe.get_meta(doctype).has_field(field), doctype


def test_off_it_takes_no_query_and_leaves_every_condition_as_it_was(case):
	with session_of(make.COORDINATOR):
		scope.is_on()
		for work in (lambda: condition_for(CASE), lambda: has_permission(case)):
			work()
			assert cost_of(work).queries == 0
		assert condition_for(CASE) == ""


def test_off_pupils_with_a_school_are_seen_by_all_coordinators(trust):
	schools.keep_apart(False)
	with as_north(trust):
		assert has_permission(trust[SOUTH].case)
		assert scope.is_on() is False


@pytest.mark.parametrize("role", [COORDINATOR, SAFEGUARDING_LEAD, DATA_PROTECTION_OFFICER])
def test_who_sees_pupils_by_role_and_has_no_school_sees_nobody(trust, role):
	user = make.make_user(role, email=f"no.school.{frappe.scrub(role)}@example.com").name
	for doctype in sorted(set(RULES) - scope.SHARED - {"Mentoring Event"}):
		condition = condition_for(doctype, user)
		assert frappe.db.sql(f"select count(*) from `tab{doctype}` where {condition}") == ((0,),), doctype
	assert not has_permission(trust[NORTH].case, user=user)


def test_a_permission_that_is_for_one_record_type_alone_opens_no_school(trust):
	frappe.db.set_value(
		"User Permission", {"user": trust[NORTH].coordinator}, "applicable_for", "Mentoring Event"
	)
	frappe.clear_cache(user=trust[NORTH].coordinator)
	assert not has_permission(trust[NORTH].case, user=trust[NORTH].coordinator)


def test_a_mentor_who_covers_across_schools_sees_and_logs_what_is_covered(trust):
	mentor, case = trust[NORTH].mentor, trust[SOUTH].case
	assert not has_permission(case, user=mentor.user)
	cover = {"covered_by": mentor.name, "from_date": today(), "to_date": add_days(today(), 1)}
	profile = frappe.get_doc(PROFILE, trust[SOUTH].mentor.name)
	profile.append("cover", cover)
	profile.save()  # by somebody of the trust
	forget_mentor_keys()
	with session_of(mentor.user):
		assert has_permission(case)
		sessions.new_session(case, sessions.at(-1, 10)).insert()


def test_a_coordinator_gives_no_case_and_no_cover_to_a_mentor_of_another_school(trust):
	with as_north(trust):
		case = frappe.get_doc(CASE, trust[NORTH].case.name)
		case.mentor = trust[SOUTH].mentor.name
		with pytest.raises(MentoringError, match="Mentor: there is no"):
			case.save()
		profile = frappe.get_doc(PROFILE, trust[NORTH].mentor.name)
		row = {"covered_by": trust[SOUTH].mentor.name, "from_date": today(), "to_date": today()}
		profile.append("cover", row)
		with pytest.raises(MentoringError, match="there is no"):
			profile.save()


def test_a_record_is_of_a_school_that_its_writer_has(trust):
	with as_north(trust):
		event = events.new_event(trust[NORTH].mentor)
		event.insert()
		assert event.school == NORTH
		event.school = SOUTH
		with pytest.raises(frappe.PermissionError):  # Frappe's own answer to a User Permission
			event.save()
	with session_of(trust[NORTH].mentor.user):
		event = events.new_event(trust[NORTH].mentor).insert()
		assert event.school == NORTH
		event.school = SOUTH
		with pytest.raises(MentoringError, match="School: there is no"):
			event.save()
		with pytest.raises(frappe.PermissionError):
			events.new_event(trust[NORTH].mentor, school=SOUTH).insert()
	schools.let_see(trust[NORTH].coordinator, SOUTH)
	with as_north(trust):
		with pytest.raises(MentoringError, match="School is missing"):
			frappe.get_doc({"doctype": "Mentoring Import", "target": "Nominations"}).insert()


def test_a_pupil_s_record_is_not_moved_to_a_pupil_of_another_school(trust):
	nomination = make.make_nomination(make_pupil(NORTH), status="Submitted", by=make.make_teacher().name)
	with as_north(trust):
		mine = frappe.get_doc(NOMINATION, nomination.name)
		mine.student = make_pupil(SOUTH).name
		with pytest.raises(MentoringError, match="there is no"):
			mine.save()


def make_pupil(school: str):
	"""A pupil of a school and nothing else."""
	student = make.make_student()
	schools.put_into(school, student)
	return student


def test_nobody_nominates_a_pupil_of_another_school(trust):
	student, mine = make_pupil(SOUTH), make_pupil(NORTH)
	with as_north(trust), pytest.raises(frappe.PermissionError):
		make.new_nomination(student).insert()
	teacher = make.make_teacher().name
	schools.let_see(teacher, NORTH)
	with session_of(teacher), pytest.raises(MentoringError, match="there is no"):
		make.new_nomination(student).insert()
	with session_of(teacher):
		assert make.new_nomination(mine).insert().name
	for user in (teacher, trust[NORTH].coordinator):
		assert not may_look_up(student.name, user)


def test_notices_about_a_pupil_go_to_the_people_of_the_school(trust):
	for school, other in ((NORTH, SOUTH), (SOUTH, NORTH)):
		told = notify.people_with(COORDINATOR, trust[school].case)
		assert trust[school].coordinator in told and trust[other].coordinator not in told
	make.make_nomination(make_pupil(SOUTH), status="Submitted", by=make.make_teacher().name)
	nomination = frappe.get_last_doc(NOMINATION)
	told = {"document_type": NOMINATION, "document_name": nomination.name}
	users = frappe.get_all("Notification Log", told, pluck="for_user", order_by="name")
	assert trust[SOUTH].coordinator in users and trust[NORTH].coordinator not in users
	lead = make.make_safeguarding_lead().name
	schools.let_see(lead, NORTH)
	assert lead not in notify.people_with(SAFEGUARDING_LEAD, nomination)
	assert lead in notify.people_with(SAFEGUARDING_LEAD, trust[NORTH].case)


def test_a_row_for_a_pupil_of_another_school_is_as_bad_as_one_for_none(trust):
	make.make_academic_year()
	teacher, mine = make.make_teacher().name, make_pupil(NORTH)
	theirs, nobody = make_pupil(SOUTH), frappe._dict(name="EDU-STU-NOBODY")
	rows = [nomination_row(student, teacher) for student in (mine, theirs, nobody)]
	importing = make_import("Nominations", rows)
	assert importing.school == NORTH
	carry_out(importing, writes=True, only_good_rows=1)
	reasons = [row.reason for row in importing.problems]
	assert (importing.made_rows, importing.bad_rows) == (1, 2)
	assert reasons[0].replace(theirs.name, "") == reasons[1].replace(nobody.name, "")
	assert not frappe.db.exists(NOMINATION, {"student": theirs.name})
	# one that the other school has nominated already says no more
	schools.keep_apart(False)
	carry_out(make_import("Nominations", [nomination_row(theirs, teacher)]), writes=True)
	schools.keep_apart()
	again = make_import("Nominations", [nomination_row(theirs, teacher)])
	carry_out(again, writes=False)
	assert (again.present_rows, again.bad_rows) == (0, 1)


def test_mentors_that_are_imported_are_of_the_import_s_school(trust):
	user = make.make_user("Learning Mentor", email="imported.mentor@example.com").name
	carry_out(make_import("Mentors", [{"user": user, "mentor_name": "Kim Lake"}]), writes=True)
	assert frappe.db.get_value(PROFILE, {"user": user}, "school") == NORTH


def test_the_board_the_ranking_and_the_signs_are_of_the_school(trust):
	by = make.make_teacher().name
	mine, theirs = (make.make_nomination(make_pupil(school), by=by) for school in (NORTH, SOUTH))
	sign = frappe.get_doc(
		{"doctype": "Mentoring Early Sign", "student": make_pupil(SOUTH).name, "found_on": today()}
	).insert(ignore_permissions=True)
	with as_north(trust):
		board = selection_board.get_board()
		assert {row.name for row in board["nominations"]} >= {mine.name}
		assert theirs.name not in {row.name for row in board["nominations"]}
		names = [mentor["name"] for mentor in board["mentors"]]
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
	schools.keep_apart(False)
	with as_north(trust):
		assert access.by(academic_year=year)["total"]["pupils"] >= mine + 6
	assert trust[NORTH].mentor.name in mentors and trust[SOUTH].mentor.name not in mentors


def test_an_event_is_for_the_children_of_its_school_and_one_of_the_trust_for_all(trust):
	schools.keep_apart(False)
	event = events.make_event(trust[SOUTH].mentor)
	schools.keep_apart()
	schools.put_into(SOUTH, event)
	event.reload()
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
		schools.keep_apart(False)
		events.new_registration(event, trust[school].student).insert()
	schools.keep_apart()
	with as_north(trust):
		assert has_permission(event)
		assert {row["student"] for row in event_register.register_of(event.name)} == {
			trust[NORTH].student.name
		}


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
		request = {"doctype": "Mentoring Access Request", "kind": "Educational record"}
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({**request, "student": trust[SOUTH].student.name}).insert()


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
		assert sum(row["sessions"] for row in kept_totals.all_totals()) == live
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


def test_the_report_of_readings_names_records_of_the_school_alone(trust, officer):
	from learning_mentor.learning_mentor.report.who_read_what.who_read_what import execute

	names = "\n".join(trust[school].case.name for school in (NORTH, SOUTH))
	log_line(reader=trust[NORTH].coordinator, record_type=CASE, way="List", records=names)
	with session_of(officer):
		records = {row["record"] for row in execute()[1]}
	assert trust[NORTH].case.name in records and trust[SOUTH].case.name not in records


def test_colleagues_are_known_within_the_school(trust):
	with session_of(make.make_mentor().user):
		frappe.db.set_value(PROFILE, {"user": frappe.session.user}, "school", NORTH)
		assert readers.is_known(PROFILE, trust[NORTH].mentor.name)
		assert not readers.is_known(PROFILE, trust[SOUTH].mentor.name)
		asked = {"doctype": PROFILE, "txt": "", "ignore_user_permissions": 1, "page_length": 500}
		from learning_mentor.guards import searches

		frappe.local.form_dict = frappe._dict(asked)
		searches.search_link(**asked)
		found = {row["value"] for row in frappe.response.get("results") or frappe.response["message"]}
	assert trust[NORTH].mentor.name in found and trust[SOUTH].mentor.name not in found


def test_just_a_system_manager_parts_and_joins_schools(trust):
	settings = frappe.get_doc("Mentoring Settings")
	settings.schools_apart = 0
	with as_north(trust), no_such("only a System Manager"):
		settings.save()
	settings.reload()
	settings.schools_apart = 0
	settings.save()
	assert scope.is_on() is False
	settings.schools_apart = 1
	settings.save()
	assert scope.is_on() is True


def test_a_field_that_education_has_is_followed(trust):
	"""Here one that links to year groups; what a site's own field links to, its schools are."""
	frappe.db.set_value("Custom Field", {"dt": "Student", "fieldname": "school"}, "options", "Program")
	frappe.clear_cache(doctype="Student")
	try:
		setup.add_school_field()
		assert scope.school_doctype() == "Program"
		assert frappe.get_meta(PROFILE).get_field("school").options == "Program"
		assert not has_permission(trust[NORTH].case, user=trust[NORTH].coordinator)
	finally:
		frappe.db.rollback()
		frappe.clear_cache()
