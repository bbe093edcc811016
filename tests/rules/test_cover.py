"""Cover: another mentor sees and does what the covered one does, from its first to its last day."""

import frappe
import pytest

from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from tests import check_in_factories as check_in
from tests import factories as make
from tests import session_factories as daily

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def records(db) -> dict[str, str]:
	"""A case with a plan, a session, a check-in and a point of progress: doctype -> name."""
	plan = make.make_plan(status="Active")
	case = frappe.get_doc("Mentoring Case", plan.case)
	made = (
		case,
		plan,
		daily.plan_session(case, daily.at(1, 9)),
		check_in.ask(case, check_in.make_scale()),
		check_in.add_point(plan, 4),
	)
	return {doc.doctype: doc.name for doc in made}


def mentor_of(records) -> str:
	return frappe.db.get_value("Mentoring Case", records["Mentoring Case"], "mentor")


def seen(records, user: str) -> set[str]:
	"""Doctypes of the records that the user reads; reading, writing and listing have to agree."""
	found = set()
	with make.session_of(user):
		for doctype, name in records.items():
			answers = {bool(frappe.has_permission(doctype, ptype, name)) for ptype in ("read", "write")}
			answers.add(name in frappe.get_list(doctype, pluck="name", limit_page_length=0))
			assert len(answers) == 1, doctype
			if answers.pop():
				found.add(doctype)
	return found


# today seen from the cover: the day before it, its first day, its last day, the day after
@pytest.mark.parametrize(
	("first", "last", "covers"),
	[(1, 8, False), (0, 7, True), (-7, 0, True), (-8, -1, False), (0, 0, True), (-3, 3, True)],
)
def test_cover_begins_and_ends_by_date(records, first, last, covers):
	covering = make.make_mentor()
	check_in.cover(mentor_of(records), covering, first, last)
	assert seen(records, covering.user) == (set(records) if covers else set())
	assert seen(records, make.mentor_user(frappe._dict(mentor=mentor_of(records)))) == set(records)


def test_what_is_covered_on_some_days_is_covered_on_none_between(records):
	covering = make.make_mentor()
	for first, last in ((-9, -1), (1, 9)):
		check_in.cover(mentor_of(records), covering, first, last)
	assert seen(records, covering.user) == set()
	check_in.cover(mentor_of(records), covering, 0, 0)
	assert seen(records, covering.user) == set(records)


def test_whoever_covers_sees_just_whom_they_cover(records):
	covering, third = make.make_mentor(), make.make_mentor()
	check_in.cover(mentor_of(records), covering, 0, 1)
	check_in.cover(covering.name, third, 0, 1)
	own = make.make_case(mentor=covering)
	assert seen({"Mentoring Case": own.name}, third.user) == {"Mentoring Case"}
	assert seen(records, third.user) == set()
	profile = frappe.get_doc("Mentor Profile", mentor_of(records))
	assert seen({"Mentoring Case": own.name}, profile.user) == set()


def test_the_covering_mentor_works_in_the_case(records):
	case, covering = frappe.get_doc("Mentoring Case", records["Mentoring Case"]), make.make_mentor()
	scale = check_in.make_scale()
	frappe.get_doc("Mentor Profile", case.mentor).update({"status": "On Leave"}).save()
	check_in.cover(case.mentor, covering, 0, 0)
	with make.session_of(covering.user):
		session = daily.new_session(case, daily.at(-1, 9), status="Held").insert()
		answered = check_in.new_check_in(case, scale, 1, 1, 1, 1, 1).insert()
	assert (session.led_by, session.mentor) == (covering.name, case.mentor)
	assert (answered.status, answered.mentor) == ("Answered", case.mentor)


def test_a_covering_mentor_who_has_left_sees_nothing(records):
	covering = make.make_mentor()
	check_in.cover(mentor_of(records), covering, -1, 1)
	assert seen(records, covering.user) == set(records)
	covering.update({"status": "Left"}).save()
	assert seen(records, covering.user) == set()


def test_the_cases_of_a_mentor_who_has_left_stay_with_whoever_covers(records):
	covering, left = make.make_mentor(), frappe.get_doc("Mentor Profile", mentor_of(records))
	check_in.cover(left.name, covering, -1, 1)
	left.reload()
	left.update({"status": "Left"}).save()
	assert seen(records, covering.user) == set(records)
	assert seen(records, left.user) == set()


def test_a_cover_that_is_taken_back_ends_at_once(records):
	covering = make.make_mentor()
	check_in.cover(mentor_of(records), covering, 0, 5)
	assert seen(records, covering.user) == set(records)
	frappe.get_doc("Mentor Profile", mentor_of(records)).update({"cover": []}).save()
	assert seen(records, covering.user) == set()


def test_a_mentor_does_not_cover_for_themself_nor_backwards():
	mentor, covering = make.make_mentor(), make.make_mentor()
	with pytest.raises(MentoringError, match="Cover, row 1: choose another mentor"):
		check_in.cover(mentor.name, mentor, 0, 1)
	with pytest.raises(MentoringError, match="Cover, row 1: To must not be before From"):
		check_in.cover(mentor.name, covering, 1, 0)
	check_in.cover(mentor.name, covering, 1, 1)


def test_a_mentor_cannot_write_their_own_cover(records):
	covering = make.make_mentor()
	with make.session_of(covering.user), pytest.raises(frappe.PermissionError):
		check_in.cover(mentor_of(records), covering, 0, 1)
	assert seen(records, covering.user) == set()


# experience with young people


@pytest.mark.parametrize("experience", [None, "", "  \n"])
def test_the_first_case_needs_experience_on_record(experience):
	mentor = make.make_mentor(prior_experience=experience)
	with pytest.raises(MentorUnavailableError, match="enter it before the first case"):
		make.make_case(mentor=mentor)
	mentor.update({"prior_experience": "Two summers at a youth club"}).save()
	assert make.make_case(mentor=mentor).mentor == mentor.name


def test_later_cases_do_not_ask_for_it_again(as_user):
	mentor = make.make_mentor()
	case = make.make_case(mentor=mentor)
	mentor.update({"prior_experience": ""}).save()
	assert make.make_case(mentor=mentor).mentor == mentor.name
	daily.close(case)
	assert make.make_case(mentor=mentor).mentor == mentor.name
