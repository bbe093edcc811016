"""Visits, referrals, events and access to mentoring, against tables counted by hand."""

import frappe
import pytest
from frappe.utils import add_days, getdate

from learning_mentor.figures import access, events, referrals, visits
from tests import factories as make
from tests import report_factories as reports

pytestmark = pytest.mark.usefixtures("db")

DAYS = {"from_date": str(reports.FIRST_DAY), "to_date": str(reports.LAST_DAY)}


@pytest.fixture
def school(db):
	return reports.make_two_caseloads()


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
	assert reports.table(rows, "group", *shown) == {
		"Talking about the plan": (4, 3, 1, 2, 0, 1, 100.0, 45.0),
		"First meeting": (1, 1, 0, 0, 1, 0, 0.0, None),
	}
	assert reports.table(rows, "group", "written_in_time", "advised", "followed_up")[
		"Talking about the plan"
	] == (
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
	assert reports.table(rows, "agency", *shown) == {
		agencies[0]: (3, 1, 1, 1, 0, 1, 2),
		agencies[1]: (1, 0, 0, 0, 1, 0, 0),
	}
	times = ("days_to_answer", "days_to_decision", "days_to_start")
	assert reports.table(rows, "agency", *times) == {
		agencies[0]: (3.0, 5.0, 20.0),
		agencies[1]: (None, None, None),
	}
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
	assert reports.table(rows, "group", *shown) == {
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
	assert reports.table(found["groups"], "group", *shown) == {
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
