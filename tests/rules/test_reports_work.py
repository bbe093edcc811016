"""Caseload, nominations, reviews, contact, visits, referrals and events, against tables counted by hand."""

from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate

from learning_mentor.figures import (
	access,
	caseload,
	contact,
	events,
	headlines,
	nominations,
	plan_reviews,
	referrals,
	visits,
)
from tests import factories as make
from tests import report_factories as reports

pytestmark = pytest.mark.usefixtures("db")

DAYS = {"from_date": str(reports.FIRST_DAY), "to_date": str(reports.LAST_DAY)}


@pytest.fixture
def school(db):
	"""Two mentors with two and one pupils, in a year of their own."""
	school = frappe._dict(year=reports.make_year(), program=reports.make_program())
	school.mentor, school.other = make.make_mentor(caseload_limit=2), make.make_mentor(caseload_limit=4)
	school.needs = [reports.make_need(), reports.make_need()]
	school.coordinator = make.make_coordinator().name
	mentors = (school.mentor, school.mentor, school.other)
	school.cases = [
		reports.make_case(
			mentor,
			reports.make_pupil(school.year, school.program),
			school.year,
			school.program,
			school.needs[place // 2],
		)
		for place, mentor in enumerate(mentors)
	]
	return school


def table(rows: list[dict], key: str, *figures: str) -> dict:
	"""Rows as ``{key: (figure, ...)}``."""
	return {row[key]: tuple(row[figure] for figure in figures) for row in rows}


def test_mentors_have_their_places_counted(school, as_user):
	school.cases[2].db_set("status", "Paused")
	with as_user(school.coordinator):
		rows = caseload.by_mentor()
	shown = ("open", "paused", "limit", "free", "load", "standing")
	rows = table(
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
	assert table(rows, "group", *stages) == {
		"Teacher": (3, 1, 0, 1, 1, 0, 1),
		"Guardian": (2, 0, 1, 0, 0, 1, 0),
	}
	times = ("accepted_percent", "days_to_decision", "longest_to_decision", "days_to_first_session")
	assert table(rows, "group", *times)["Teacher"] == (50.0, 7.0, 10, 6.0)
	assert table(rows, "group", *times)["Guardian"] == (None, None, None, None)
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
		own = table(plan_reviews.due(), "plan", "days", "standing", "reviewed_on")
		assert plan_reviews.counts() == {"in_force": 2, "overdue": 1, "due_soon": 1}
	assert own == {
		overdue.name: (-3, "Overdue", getdate("2026-01-05")),
		today.name: (0, "Due soon", None),
	}
	with as_user(school.coordinator):
		everybody_s = table(plan_reviews.due(program=school.program), "plan", "standing")
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


def visit(case, status: str, **values):
	return reports.row(
		"Mentoring Home Visit",
		**{
			**reports.of_case(case),
			"visitor": case.mentor,
			"visitor_name": case.mentor_name,
			"purpose": "Talking about the plan",
			"status": status,
			"starts_on": "2041-02-01 10:00:00",
			"ends_on": "2041-02-01 11:00:00",
			**values,
		},
	)


def test_what_became_of_home_visits(school, as_user):
	"""Of two visits made, of 40 and 50 minutes, one was written up by the next day."""
	first, second, third = school.cases
	came = {"checked_in_on": "2041-02-01 10:00:00"}
	advice = {
		"doctype": "Mentoring Visit Advice",
		"parenttype": "Mentoring Home Visit",
		"parentfield": "advice",
		"strategy": make.STRATEGY,
	}
	tasks = {**advice, "doctype": "Mentoring Follow-up", "parentfield": "follow_ups"}
	visit(
		first,
		"Completed",
		**came,
		checked_out_on="2041-02-01 10:40:00",
		written_up_on="2041-02-02 18:00:00",
		advice=[dict(advice), dict(advice)],
		follow_ups=[dict(tasks)],
	)
	visit(
		second, "Completed", **came, checked_out_on="2041-02-01 10:50:00", written_up_on="2041-02-03 08:00:00"
	)
	visit(first, "No Access", purpose="First meeting")
	visit(first, "Cancelled")
	visit(third, "Approved")
	with as_user(school.coordinator):
		rows = visits.by("Purpose", **DAYS)
	with as_user(school.mentor.user):
		own = visits.total(**DAYS)
	shown = ("visits", "pupils", "ahead", "completed", "no_access", "cancelled", "made_percent", "minutes")
	assert table(rows, "group", *shown) == {
		"Talking about the plan": (4, 3, 1, 2, 0, 1, 100.0, 45.0),
		"First meeting": (1, 1, 0, 0, 1, 0, 0.0, None),
	}
	assert table(rows, "group", "written_in_time", "advised", "followed_up")["Talking about the plan"] == (
		50.0,
		1,
		1,
	)
	assert (own["visits"], own["ahead"], own["made_percent"]) == (4, 0, 66.7)
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		visits.total(**DAYS)


def refer(case, agency: str, status: str, replies: tuple = (), **values):
	rows = [
		{
			"doctype": "Mentoring Referral Reply",
			"parenttype": "Mentoring Referral",
			"parentfield": "replies",
			"kind": kind,
			"arrived_on": f"2041-03-{day:02} 09:00:00",
		}
		for kind, day in replies
	]
	return reports.row(
		"Mentoring Referral",
		**reports.of_case(case),
		agency=agency,
		urgency="Routine",
		status=status,
		sent_on="2041-03-01 16:00:00",
		replies=rows,
		**values,
	)


def test_how_long_agencies_take(school, as_user):
	"""Answered after 2 and 4 days, decided after 6 and 4, begun after 20."""
	agencies = [
		reports.row("Support Agency", name=make.unique("Agency"), agency_type="Charity").name
		for _each in range(2)
	]
	first, second, third = school.cases
	refer(first, agencies[0], "In Progress", (("Acknowledged", 3), ("Accepted", 7), ("In Progress", 21)))
	refer(second, agencies[0], "Declined", (("Declined", 5),), chasers=2)
	refer(third, agencies[0], "Sent", decide_by=add_days(getdate(), -1))
	refer(third, agencies[1], "Closed")
	refer(third, agencies[1], "Draft").db_set("sent_on", None)
	with as_user(school.coordinator):
		rows = referrals.by_agency(**DAYS)
		charities = referrals.by_agency(**DAYS, agency=agencies[1])
	shown = ("sent", "open", "accepted", "declined", "closed", "late", "chasers")
	assert table(rows, "agency", *shown) == {
		agencies[0]: (3, 1, 1, 1, 0, 1, 2),
		agencies[1]: (1, 0, 0, 0, 1, 0, 0),
	}
	times = ("days_to_answer", "days_to_decision", "days_to_start")
	assert table(rows, "agency", *times) == {agencies[0]: (3.0, 5.0, 20.0), agencies[1]: (None, None, None)}
	assert [row["agency"] for row in charities] == [agencies[1]]
	with as_user(school.other.user):
		assert referrals.total(**DAYS)["sent"] == 2
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		referrals.total(**DAYS)


def test_whom_events_reach(school, as_user):
	"""Of four pupils who came or not, three came, two of them with a case, one of them twice."""
	titles = {"Music": "Choir", "Sport": "Ball games"}
	held = {
		kind: reports.row(
			"Mentoring Event", event_title=title, kind=kind, status="Done", starts_on="2041-04-01 15:00:00"
		)
		for kind, title in titles.items()
	}
	trip = {"kind": "Trip", "status": "Cancelled", "starts_on": "2041-04-01 15:00:00"}
	called_off = reports.row("Mentoring Event", **trip)
	other_pupil = reports.make_pupil(school.year, school.program)
	mine, second, theirs = (case.student for case in school.cases)
	for event, student, status in (
		(held["Music"], mine, "Attended"),
		(held["Sport"], mine, "Attended"),
		(held["Music"], theirs, "Attended"),
		(held["Music"], other_pupil.name, "Attended"),
		(held["Music"], second, "Absent"),
		(held["Music"], reports.make_pupil(school.year, school.program).name, "Cancelled"),
		(called_off, mine, "Registered"),
	):
		reports.row(
			"Mentoring Event Registration",
			event=event.name,
			student=student,
			status=status,
			program=school.program,
		)
	with as_user(school.coordinator):
		rows = events.by("Kind", **DAYS)
		total = events.total(**DAYS)
	shown = ("events", "attended", "absent", "cancelled", "pupils", "mentored", "attended_percent")
	assert table(rows, "group", *shown) == {
		"Music": (1, 3, 1, 1, 3, 2, 75.0),
		"Sport": (1, 1, 0, 0, 1, 1, 100.0),
	}
	assert (total["events"], total["attended"], total["pupils"], total["mentored"]) == (2, 4, 3, 2)
	with as_user(school.mentor.user):
		own = events.total(**DAYS)
	assert (own["events"], own["attended"], own["absent"], own["pupils"]) == (2, 2, 1, 1)


def test_equality_of_access_compares_with_the_school(school, as_user):
	"""Of 20 pupils in one year group six are nominated (30 %), of 10 in the other none of five (50 %)."""
	year, programs = reports.make_year(), [reports.make_program() for _each in range(2)]
	for program, pupils, chosen in ((programs[0], 20, 6), (programs[1], 10, 5)):
		for place in range(pupils):
			student = reports.make_pupil(year, program)
			if place < chosen:
				reports.row(
					"Mentoring Nomination", student=student.name, academic_year=year, status="Accepted"
				)
	with as_user(school.coordinator):
		found = access.by("Year group", academic_year=year)
	shown = ("pupils", "nominated", "accepted", "nominated_percent", "accepted_percent", "ratio")
	assert table(found["groups"], "group", *shown) == {
		programs[0]: (20, 6, 6, 30.0, 100.0, 0.6),
		programs[1]: (10, 5, 5, 50.0, 100.0, 1.67),
	}
	assert tuple(found["total"][each] for each in shown[:4]) == (30, 11, 11, 36.7)


def test_equality_of_access_hides_a_few_and_what_gives_them_away(school, as_user):
	"""Three of the second group: both are hidden. Two of the first were not accepted: hidden as well."""
	year, programs = reports.make_year(), [reports.make_program() for _each in range(2)]
	for program, pupils, statuses in (
		(programs[0], 12, ["Accepted"] * 6 + ["Declined"] * 2),
		(programs[1], 10, ["Accepted"] * 3),
	):
		for place in range(pupils):
			student = reports.make_pupil(year, program)
			if place < len(statuses):
				reports.row(
					"Mentoring Nomination", student=student.name, academic_year=year, status=statuses[place]
				)
	with as_user(school.coordinator):
		found = access.by("Year group", academic_year=year)
	for row in found["groups"]:
		assert (row["nominated"], row["accepted"], row["nominated_percent"], row["ratio"]) == (None,) * 4
	assert (found["total"]["nominated"], found["total"]["accepted"]) == (11, None)


def test_the_whole_school_is_compared_by_those_who_see_it(school, as_user):
	for user in (school.mentor.user, make.make_teacher().name):
		with as_user(user), pytest.raises(frappe.PermissionError):
			access.by("Gender", academic_year=school.year)


def test_headlines_put_the_figures_together(met, as_user):
	with as_user(met.mentor.user):
		found = headlines.of_school(met.year, **DAYS)
	assert found["capacity"] == {"mentors": 1, "open": 2, "limit": 2, "free": 0}
	assert (found["cases"]["pupils"], found["contact"]["minutes"]) == (2, 120)
	assert found["impact"]["pupils"] is None  # two pupils are too few to be told
