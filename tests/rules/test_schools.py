"""Schools of a trust kept apart: who is told, what may be named, imported, disposed of, and who decides."""

import frappe
import pytest
from frappe.utils import add_days, today

from benchmarks.meter import cost_of
from learning_mentor import notify
from learning_mentor.exceptions import MentoringError
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
from tests.school_factories import NORTH, SOUTH, as_north, no_such

pytestmark = pytest.mark.usefixtures("db")
CASE, NOMINATION, PROFILE = "Mentoring Case", "Mentoring Nomination", "Mentor Profile"


def test_every_doctype_has_a_school_or_is_of_the_whole_trust(trust):
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


def test_whether_schools_are_kept_apart_is_read_with_what_each_request_reads(case):
	"""Frappe looks at a global with each request: the flag is beside it, and no more calls of Redis."""
	with session_of(make.COORDINATOR):
		frappe.db.get_global("anything")
		frappe.local.schools_apart = None
		assert cost_of(scope.is_on).redis == 0


def test_what_is_rolled_back_is_not_read_by_others(case):
	scope.turn(True)
	assert frappe.db.get_global(scope.FLAG) == "1"  # and Redis has it
	frappe.db.rollback()
	assert frappe.db.get_global(scope.FLAG) != "1" and not scope.is_on()


def test_schools_stay_apart_on_a_site_that_had_them_so_before(trust):
	"""Versions before have written the flag for the desk's forms alone."""
	frappe.db.delete("DefaultValue", {"defkey": scope.FLAG, "parent": "__global"})
	frappe.clear_cache()
	frappe.local.schools_apart = None
	assert scope.is_on()
	setup.refresh()
	assert frappe.db.get_global(scope.FLAG) == "1"


def test_off_pupils_with_a_school_are_seen_by_all_coordinators(trust):
	scope.turn(False)
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
		of_mentor = {"staff": [{"user": trust[NORTH].mentor.user, "first_aider": 1}]}
		event = events.new_event(trust[NORTH].mentor, **of_mentor).insert()
		assert event.school == NORTH
		event.school = SOUTH
		with pytest.raises(MentoringError, match="School: there is no"):
			event.save()
		with pytest.raises(frappe.PermissionError):
			events.new_event(trust[NORTH].mentor, school=SOUTH, **of_mentor).insert()
	schools.let_see(trust[NORTH].coordinator, SOUTH)
	with as_north(trust):
		with pytest.raises(MentoringError, match="School is missing"):
			frappe.get_doc({"doctype": "Mentoring Import", "target": "Nominations"}).insert()


def test_a_pupil_s_record_is_not_moved_to_a_pupil_of_another_school(trust):
	nomination = make.make_nomination(
		schools.make_pupil(NORTH), status="Submitted", by=make.make_teacher().name
	)
	with as_north(trust):
		mine = frappe.get_doc(NOMINATION, nomination.name)
		mine.student = schools.make_pupil(SOUTH).name
		with pytest.raises(MentoringError, match="there is no"):
			mine.save()


def test_nobody_nominates_a_pupil_of_another_school(trust):
	student, mine = schools.make_pupil(SOUTH), schools.make_pupil(NORTH)
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
	make.make_nomination(schools.make_pupil(SOUTH), status="Submitted", by=make.make_teacher().name)
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
	teacher, mine = make.make_teacher().name, schools.make_pupil(NORTH)
	theirs, nobody = schools.make_pupil(SOUTH), frappe._dict(name="EDU-STU-NOBODY")
	rows = [nomination_row(student, teacher) for student in (mine, theirs, nobody)]
	importing = make_import("Nominations", rows)
	assert importing.school == NORTH
	carry_out(importing, writes=True, only_good_rows=1)
	reasons = [row.reason for row in importing.problems]
	assert (importing.made_rows, importing.bad_rows) == (1, 2)
	assert reasons[0].replace(theirs.name, "") == reasons[1].replace(nobody.name, "")
	assert not frappe.db.exists(NOMINATION, {"student": theirs.name})
	# one that the other school has nominated already says no more
	scope.turn(False)
	carry_out(make_import("Nominations", [nomination_row(theirs, teacher)]), writes=True)
	scope.turn(True)
	again = make_import("Nominations", [nomination_row(theirs, teacher)])
	carry_out(again, writes=False)
	assert (again.present_rows, again.bad_rows) == (0, 1)


def test_an_import_is_of_one_school_whoever_imports(trust):
	make.make_academic_year()
	rows = [nomination_row(schools.make_pupil(school), make.make_teacher().name) for school in (NORTH, SOUTH)]
	schools.let_see(trust[NORTH].coordinator, SOUTH)
	importing = make_import("Nominations", rows, school=NORTH)
	carry_out(importing, writes=False)
	assert (importing.good_rows, importing.bad_rows) == (1, 1)


def test_mentors_that_are_imported_are_of_the_import_s_school(trust):
	user = make.make_user("Learning Mentor", email="imported.mentor@example.com").name
	carry_out(make_import("Mentors", [{"user": user, "mentor_name": "Kim Lake"}]), writes=True)
	assert frappe.db.get_value(PROFILE, {"user": user}, "school") == NORTH


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
	make.make_student()
	settings.save()
	assert scope.is_on() is True
	assert any("Pupils without a school" in str(message) for message in frappe.get_message_log())


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
