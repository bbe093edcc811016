"""Caseload, nominations, reviews and contact time, against tables counted by hand."""

from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate

from learning_mentor.figures import (
	caseload,
	contact,
	headlines,
	nominations,
	plan_reviews,
)
from tests import factories as make
from tests import report_factories as reports

pytestmark = pytest.mark.usefixtures("db")

DAYS = {"from_date": str(reports.FIRST_DAY), "to_date": str(reports.LAST_DAY)}


@pytest.fixture
def school(db):
	return reports.make_two_caseloads()


def test_mentors_have_their_places_counted(school, as_user):
	school.cases[2].db_set("status", "Paused")
	with as_user(school.coordinator):
		rows = caseload.by_mentor()
	shown = ("open", "paused", "limit", "free", "load", "standing")
	rows = reports.table(
		[row for row in rows if row["mentor"] in (school.mentor.name, school.other.name)], "mentor", *shown
	)
	assert rows == {
		school.mentor.name: (2, 0, 2, 0, 100.0, "Full"),
		school.other.name: (1, 1, 4, 3, 25.0, "Places free"),
	}


def test_a_mentor_finds_the_own_caseload(school, as_user):
	with as_user(school.mentor.user):
		assert [row["mentor"] for row in caseload.by_mentor()] == [school.mentor.name]
		assert caseload.cases(**DAYS)["open"] == 2
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		caseload.cases(**DAYS)


def test_cases_opened_and_closed_in_the_days(school, as_user):
	school.cases[1].db_set({"status": "Closed", "closed_on": "2041-03-01", "outcome": "Aims reached"})
	school.cases[0].db_set("opened_on", "2040-02-01")
	with as_user(school.mentor.user):
		assert caseload.cases(**DAYS) == {
			"open": 1,
			"paused": 0,
			"pupils": 2,
			"opened": 1,
			"closed": 1,
			"outcomes": {"Aims reached": 1},
		}


def nominate(school, status: str, submitted: str, decided: str | None = None, **values):
	return reports.row(
		"Mentoring Nomination",
		student=reports.make_pupil(school.year, school.program).name,
		status=status,
		submitted_on=submitted,
		decided_on=decided and f"{decided} 12:00:00",
		program=school.program,
		academic_year=school.year,
		**{"source": "Teacher", "urgency": "Routine", **values},
	)


def test_nominations_are_followed_to_the_first_session(school, as_user):
	"""Teachers: 4 and 10 days to a decision, mean 7; 6 days from acceptance to the first session."""
	accepted = nominate(school, "Accepted", "2041-01-01", "2041-01-05")
	school.cases[0].db_set("nomination", accepted.name)
	for day in (11, 15):
		reports.make_session(school.cases[0], day=datetime(2041, 1, day))
	nominate(school, "Declined", "2041-01-01", "2041-01-11")
	nominate(school, "Under Review", "2041-01-01")
	nominate(school, "Draft", "2041-01-01")
	nominate(school, "Waiting List", "2041-01-01", "2041-01-02", source="Guardian")
	nominate(school, "Withdrawn", "2041-01-01", source="Guardian")
	nominate(school, "Accepted", "2039-01-01", "2039-01-05")
	with as_user(school.coordinator):
		rows = nominations.by("Source", **DAYS)
		total = nominations.total(**DAYS)
	stages = ("nominated", "to_decide", "waiting_list", "accepted", "declined", "withdrawn", "met")
	assert reports.table(rows, "group", *stages) == {
		"Teacher": (3, 1, 0, 1, 1, 0, 1),
		"Guardian": (2, 0, 1, 0, 0, 1, 0),
	}
	times = ("accepted_percent", "days_to_decision", "longest_to_decision", "days_to_first_session")
	assert reports.table(rows, "group", *times)["Teacher"] == (50.0, 7.0, 10, 6.0)
	assert reports.table(rows, "group", *times)["Guardian"] == (None, None, None, None)
	assert (total["nominated"], total["accepted"], total["days_to_decision"]) == (5, 1, 7.0)


def plan_to_review(school, case, days: int | None, status: str = "Active", **values):
	return reports.row(
		"Mentoring Action Plan",
		**reports.of_case(case),
		status=status,
		review_date=None if days is None else add_days(getdate(), days),
		**values,
	)


def test_reviews_are_overdue_soon_or_later(school, as_user):
	review = {
		"doctype": "Mentoring Plan Review",
		"parenttype": "Mentoring Action Plan",
		"parentfield": "reviews",
		"reviewed_on": "2026-01-05",
	}
	overdue = plan_to_review(school, school.cases[0], -3, reviews=[review])
	today = plan_to_review(school, school.cases[1], 0, "Under Review")
	plan_to_review(school, school.cases[1], -9, "Completed")
	theirs = plan_to_review(school, school.cases[2], 15)
	with as_user(school.mentor.user):
		own = reports.table(plan_reviews.due(), "plan", "days", "standing", "reviewed_on")
		assert plan_reviews.counts() == {"in_force": 2, "overdue": 1, "due_soon": 1}
	assert own == {
		overdue.name: (-3, "Overdue", getdate("2026-01-05")),
		today.name: (0, "Due soon", None),
	}
	with as_user(school.coordinator):
		everybody_s = reports.table(plan_reviews.due(program=school.program), "plan", "standing")
		soon = plan_reviews.due(program=school.program, standing="Due soon", soon_days=15)
	assert everybody_s[theirs.name] == ("Later",)
	assert {row["plan"] for row in soon} == {today.name, theirs.name}


@pytest.fixture
def met(school):
	"""Sessions of three pupils, one of them led by the other mentor in the first one's stead."""
	first, second, third = school.cases
	reports.make_session(first, minutes=30)
	reports.make_session(first, minutes=40, session_type="In-class support", minutes_in_lessons=40)
	reports.make_session(first, "Missed")
	reports.make_session(second, "Cancelled")
	reports.make_session(second, minutes=50, led_by=school.other.name)
	reports.make_session(third, minutes=60)
	reports.make_session(third, "Planned", day=reports.OPENED)  # not due yet
	reports.make_session(third, minutes=60, day=reports.LAST_DAY + timedelta(days=1))
	return school


def test_contact_time_by_mentor_need_and_setting(met, as_user):
	with as_user(met.coordinator):
		rows = contact.by(**DAYS)
	shown = ("pupils", "planned", "held", "missed", "cancelled", "minutes", "minutes_in_lessons")
	found = {(row["mentor"], row["need"], row["setting"]): tuple(row[each] for each in shown) for row in rows}
	mentor, other, (one, two) = met.mentor.name, met.other.name, met.needs
	assert found == {
		(mentor, one, "One-to-one"): (2, 2, 1, 1, 1, 30, 0),
		(mentor, one, "In-class support"): (1, 1, 1, 0, 0, 40, 40),
		(other, one, "One-to-one"): (1, 1, 1, 0, 0, 50, 0),
		(other, two, "One-to-one"): (1, 1, 1, 0, 0, 60, 0),
	}


def test_contact_time_in_total_is_that_of_own_pupils(met, as_user):
	with as_user(met.mentor.user):
		own = contact.total(**DAYS)
	with as_user(met.other.user):
		theirs = contact.total(**DAYS)
	with as_user(met.coordinator):
		everybody_s = contact.total(**DAYS)
		narrowed = contact.total(**DAYS, need=met.needs[0], setting="One-to-one", mentor=met.other.name)
	assert [row["minutes"] for row in (own, theirs, everybody_s, narrowed)] == [120, 60, 180, 50]
	assert own["held_percent"] == 75.0
	assert (own["pupils"], own["held"], own["planned"]) == (2, 3, 4)
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		contact.total(**DAYS)


def test_headlines_put_the_figures_together(met, as_user):
	with as_user(met.mentor.user):
		found = headlines.of_school(met.year, **DAYS)
	assert found["capacity"] == {"mentors": 1, "open": 2, "limit": 2, "free": 0}
	assert (found["cases"]["pupils"], found["contact"]["minutes"]) == (2, 120)
	assert found["impact"]["pupils"] is None  # two pupils are too few to be told
