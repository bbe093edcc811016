"""What the server sets is not a caller's, whatever they write over REST."""

from tests.rest.conftest import MENTOR, OTHER_MENTOR, data, refused
from tests.rest.stories import CASE, CHECK_IN, HANDOVER, POINT, SESSION, a_scale, at, plan_in_force


def test_what_the_server_sets_on_a_session_is_not_the_caller_s(school, signed_in, new_case):
	mentor, case = signed_in(MENTOR), new_case()
	foreign = plan_in_force(signed_in, school)
	forged = {
		"mentor": school.other_mentor.name,
		"mentor_name": "Somebody",
		"student": foreign["student"],
		"student_name": "Somebody",
		"plan": foreign["name"],
		"minutes_in_lessons": 999,
		"minutes_outside_lessons": 999,
		"group_session": "MG-1",
		"series": "MS-1",
	}
	made = data(mentor.add(SESSION, case=case, starts_on=at(-1), duration=30, status="Held", **forged))
	changed = data(mentor.write(SESSION, made["name"], **forged))
	stored = data(mentor.read(CASE, case))
	for session in (made, changed):
		for field in ("mentor", "mentor_name", "student", "student_name"):
			assert session[field] == stored[field], field
		assert (session["minutes_in_lessons"], session["minutes_outside_lessons"]) == (0, 30)
		assert [session.get(field) for field in ("plan", "group_session", "series")] == [None] * 3


def test_a_session_does_not_move_to_another_case(signed_in, case, new_case):
	mentor = signed_in(MENTOR)
	made = data(mentor.add(SESSION, case=new_case(), starts_on=at(-1)))
	refused(mentor.write(SESSION, made["name"], case=case), 417)


def test_a_case_of_another_mentor_takes_no_record(school, signed_in, case):
	other, plan = signed_in(OTHER_MENTOR), plan_in_force(signed_in, school)
	refused(other.add(SESSION, case=case, starts_on=at(-1), mentor=school.other_mentor.name), 403)
	refused(other.add(CHECK_IN, case=case, scale=a_scale(), mentor=school.other_mentor.name), 403)
	refused(other.add(HANDOVER, case=case, to_mentor=school.other_mentor.name, note="Mine"), 403)
	point = {"case": plan["case"], "plan": plan["name"], "target_number": 1, "value": 9}
	refused(other.add(POINT, **point, mentor=school.other_mentor.name), 403)


def test_what_the_server_sets_on_a_check_in_is_not_the_caller_s(school, signed_in, case):
	mentor, foreign = signed_in(MENTOR), school.make_pupil()
	forged = {
		"status": "Answered",
		"score": 99,
		"has_score": 1,
		"band": "Splendid",
		"change": 50,
		"mentor": school.other_mentor.name,
		"student": foreign,
	}
	made = data(mentor.add(CHECK_IN, case=case, scale=a_scale(), **forged))
	changed = data(mentor.write(CHECK_IN, made["name"], **forged))
	for check_in in (made, changed):
		assert check_in["mentor"] == school.mentor.name
		assert check_in["student"] == data(mentor.read(CASE, case))["student"]
		assert check_in["status"] == "Asked"
		assert not any(check_in.get(field) for field in ("score", "has_score", "band", "change"))


def test_what_the_server_sets_on_a_progress_point_is_not_the_caller_s(school, signed_in, case):
	mentor, foreign = signed_in(MENTOR), school.make_pupil()
	plan = plan_in_force(signed_in, school)
	point = {"case": plan["case"], "plan": plan["name"], "target_number": 1, "value": 4}
	forged = {"mentor": school.other_mentor.name, "student": foreign, "source": "Review"}
	made = data(mentor.add(POINT, **point, **forged))
	changed = data(mentor.write(POINT, made["name"], **forged))
	for each in (made, changed):
		assert (each["mentor"], each["student"]) == (school.mentor.name, plan["student"])
		assert each["source"] == "Entered"
	refused(mentor.add(POINT, **{**point, "case": case}), 417, "choose a plan of this case")
