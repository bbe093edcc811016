"""Which mentor suits a pupil: each part of the score by itself, with its reason in words."""

import frappe
import pytest

from benchmarks.meter import cost_of
from learning_mentor.matching import _cases_with_needs, rank_mentors
from tests import factories as make
from tests import session_factories as daily

pytestmark = pytest.mark.usefixtures("db")

PLACES = ["12 of 12 places free: 20"]


@pytest.fixture(autouse=True)
def no_other_mentors(db):
	"""Tests over HTTP leave their mentors on the site."""
	for name in frappe.get_all("Mentor Profile", pluck="name"):
		frappe.db.set_value("Mentor Profile", name, "status", "Left")


@pytest.fixture
def nomination(db):
	return make.make_nomination()


@pytest.fixture
def mentor(db):
	return make.make_mentor()


def ranked(nomination) -> list[dict]:
	with make.session_of(make.COORDINATOR):
		return rank_mentors(nomination.name)


def judged(nomination, mentor) -> dict:
	(found,) = [row for row in ranked(nomination) if row["name"] == mentor.name]
	return found


def test_a_mentor_of_whom_nothing_is_known_has_free_places(nomination, mentor):
	assert judged(nomination, mentor) == {
		"name": mentor.name,
		"mentor_name": mentor.mentor_name,
		"score": 20,
		"reasons": PLACES,
		"obstacle": None,
	}


@pytest.mark.parametrize(("cases", "points", "free"), [(1, 15, 3), (2, 10, 2), (3, 5, 1)])
def test_free_places_count_by_their_share(nomination, mentor, cases, points, free):
	mentor.update({"caseload_limit": 4}).save()
	nomination.update({"needs": [make.rating(make.SECOND_NEED)]}).save()
	for _number in range(cases):
		make.make_case(mentor=mentor)
	found = judged(nomination, mentor)
	assert (found["score"], found["reasons"]) == (points, [f"{free} of 4 places free: {points}"])


@pytest.mark.parametrize(
	("phase", "field"),
	[("Primary", "primary_phase"), ("Secondary", "secondary_phase"), ("College", "college_phase")],
)
def test_working_in_the_pupil_s_phase(nomination, mentor, phase, field):
	nomination.update({"phase": phase}).save()
	assert judged(nomination, mentor)["reasons"] == PLACES
	mentor.update({field: 1}).save()
	found = judged(nomination, mentor)
	assert (found["score"], found["reasons"]) == (35, [*PLACES, "works in this phase: 15"])
	nomination.update({"phase": ""}).save()
	assert judged(nomination, mentor)["reasons"] == PLACES


def closed_cases(mentor, number: int) -> None:
	for _number in range(number):
		daily.close(make.make_case(mentor=mentor))


@pytest.mark.parametrize(("cases", "points"), [(1, 5), (5, 25), (6, 25)])
def test_experience_with_these_needs(nomination, mentor, cases, points):
	closed_cases(mentor, cases)
	found = judged(nomination, mentor)
	assert found["score"] == 20 + points
	assert found["reasons"] == [*PLACES, f"{cases} cases with these needs: {points}"]


def test_the_cases_of_those_who_have_left_are_not_read(mentor):
	closed_cases(mentor, 1)
	for _number in range(100):
		case = {"doctype": "Mentoring Case", "mentor": "another", "status": "Closed"}
		rated = {"parenttype": "Mentoring Case", "parent": insert_row(case), "parentfield": "needs"}
		insert_row({"doctype": "Mentoring Need Rating", **rated, **make.rating()})
	found = []
	cost = cost_of(lambda: found.append(_cases_with_needs([make.NEED], [mentor.name])))
	assert found == [{mentor.name: 1}]
	assert cost.rows < 50


def insert_row(values: dict) -> str:
	doc = frappe.get_doc(values)
	doc.name = make.unique("row")
	doc.db_insert()
	return doc.name


def test_cases_with_other_needs_are_no_experience(nomination, mentor):
	closed_cases(mentor, 1)
	nomination.update({"needs": [make.rating(make.SECOND_NEED)]}).save()
	assert judged(nomination, mentor)["reasons"] == PLACES


def test_a_case_with_two_of_the_needs_is_one_case(nomination, mentor):
	case = make.make_case(mentor=mentor)
	with make.session_of(make.COORDINATOR):
		case.append("needs", make.rating(make.SECOND_NEED))
		case.save()
	daily.close(case)
	nomination.update({"needs": [make.rating(), make.rating(make.SECOND_NEED)]}).save()
	assert judged(nomination, mentor)["reasons"] == [*PLACES, "1 cases with these needs: 5"]


@pytest.mark.parametrize(("slots", "points"), [(1, 2), (5, 10), (7, 10)])
def test_times_in_the_week(nomination, mentor, slots, points):
	for hour in range(slots):
		mentor.append(
			"availability", {"weekday": "Monday", "from_time": f"{8 + hour}:00", "to_time": f"{8 + hour}:30"}
		)
	mentor.save()
	found = judged(nomination, mentor)
	assert (found["score"], found["reasons"][1:]) == (20 + points, [f"{slots} times in the week: {points}"])


def test_a_former_mentor_of_the_pupil(mentor):
	student = make.make_student()
	daily.close(make.make_case(student, mentor))
	nomination = make.make_nomination(student, needs=[make.rating(make.SECOND_NEED)])
	found = judged(nomination, mentor)
	assert (found["score"], found["reasons"]) == (40, [*PLACES, "was this pupil's mentor: 20"])


def test_a_sibling_s_mentor(mentor):
	guardian = make.make_guardian()
	make.make_case(make.make_student(guardian), mentor)
	mentor.update({"caseload_limit": 2}).save()
	nomination = make.make_nomination(make.make_student(guardian), needs=[make.rating(make.SECOND_NEED)])
	assert judged(nomination, mentor)["reasons"] == ["1 of 2 places free: 10", "mentors a sibling: 20"]
	other = make.make_nomination(make.make_student(make.make_guardian()), needs=nomination.needs)
	assert "mentors a sibling: 20" not in judged(other, mentor)["reasons"]


def test_continuity_counts_once(mentor):
	guardian = make.make_guardian()
	student = make.make_student(guardian)
	daily.close(make.make_case(student, mentor))
	daily.close(make.make_case(make.make_student(guardian), mentor))
	nomination = make.make_nomination(student, needs=[make.rating(make.SECOND_NEED)])
	assert judged(nomination, mentor)["reasons"] == [*PLACES, "was this pupil's mentor: 20"]


def test_the_pupil_s_wish(nomination, mentor):
	record = frappe.get_last_doc("Mentoring Selection Record", {"nomination": nomination.name})
	record.update({"pupil_wish": mentor.name}).save()
	found = judged(nomination, mentor)
	assert (found["score"], found["reasons"]) == (30, [*PLACES, "the pupil's wish: 10"])


def test_the_best_comes_first_and_equal_ones_by_name(nomination, mentor):
	second, third = make.make_mentor(mentor_name="B"), make.make_mentor(mentor_name="A")
	mentor.update({"college_phase": 1}).save()
	nomination.update({"phase": "College"}).save()
	assert [row["name"] for row in ranked(nomination)] == [mentor.name, third.name, second.name]


OBSTACLES = {
	"is on leave": {"status": "On Leave"},
	"is not cleared": {"clearance_issued_on": None},
	"(Lapsed)": {"clearance_issued_on": "2020-01-15"},
	"has no experience with young people": {"prior_experience": " "},
}


@pytest.mark.parametrize("words", list(OBSTACLES))
def test_who_cannot_take_the_case_comes_last_with_the_reason(nomination, mentor, words):
	mentor.update({**OBSTACLES[words], "college_phase": 1}).save()
	nomination.update({"phase": "College"}).save()
	other = make.make_mentor()
	found = ranked(nomination)
	assert [row["name"] for row in found] == [other.name, mentor.name]
	assert found[0]["obstacle"] is None
	assert words in found[1]["obstacle"]
	assert found[1]["score"] > found[0]["score"]


def test_who_is_full_has_no_points_for_places_and_comes_last(nomination, mentor):
	make.make_case(mentor=mentor)
	mentor.update({"caseload_limit": 1, "prior_experience": ""}).save()
	nomination.update({"needs": [make.rating(make.SECOND_NEED)]}).save()
	other = make.make_mentor(caseload_limit=100)
	found = ranked(nomination)
	assert [row["name"] for row in found] == [other.name, mentor.name]
	assert (found[1]["score"], found[1]["reasons"]) == (0, [])
	assert found[1]["obstacle"] == f"{mentor.mentor_name} is full."


def test_experience_on_record_is_asked_for_before_the_first_case_only(nomination, mentor):
	closed_cases(mentor, 1)
	mentor.update({"prior_experience": ""}).save()
	assert judged(nomination, mentor)["obstacle"] is None


def test_who_has_left_is_not_listed(nomination, mentor):
	mentor.update({"status": "Left"}).save()
	assert ranked(nomination) == []


def test_coordinators_only(nomination, mentor):
	for user in (mentor.user, nomination.owner, make.make_safeguarding_lead().name):
		with make.session_of(user), pytest.raises(frappe.PermissionError):
			rank_mentors(nomination.name)
