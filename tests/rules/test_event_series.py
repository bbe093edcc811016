"""Events planned again each school week."""

from datetime import date, datetime, timedelta

import frappe
import pytest
from frappe.utils import get_datetime, getdate

from learning_mentor.events import series as event_series
from learning_mentor.exceptions import MentoringError
from tests import event_factories as events
from tests import factories as make
from tests.session_factories import settings

MONDAY, YEAR = date(2035, 1, 8), "2034-35 events"


@pytest.fixture
def terms(db):
	"""A school year of two terms: the first ends on Friday 9 February, the second begins on Monday 26."""
	frappe.get_doc(
		{
			"doctype": "Academic Year",
			"academic_year_name": YEAR,
			"year_start_date": "2034-09-01",
			"year_end_date": "2035-08-31",
		}
	).insert()
	for name, first, last in (("One", "2035-01-08", "2035-02-09"), ("Two", "2035-02-26", "2035-04-06")):
		frappe.get_doc(
			{
				"doctype": "Academic Term",
				"academic_year": YEAR,
				"term_name": name,
				"term_start_date": first,
				"term_end_date": last,
			}
		).insert()


@pytest.fixture
def event(terms):
	mentor = make.make_mentor(clearance_issued_on=getdate(), clearance_type=make.CLEARING_CHECK)
	return events.plan_event(mentor, starts_on=datetime(2035, 1, 8, 12, 30), kind="Trip")


def repeat(event, until: str) -> list[date]:
	with events.session_of(make.COORDINATOR):
		names = event_series.repeat_weekly(event.name, until)
	return [getdate(frappe.db.get_value(events.EVENT, name, "starts_on")) for name in names]


def weeks(*numbers: int) -> list[date]:
	return [MONDAY + timedelta(weeks=number) for number in numbers]


def test_breaks_between_terms_and_holidays_are_left_out(event):
	settings(holidays="2035-01-22\n2035-03-12 2035-03-16")
	assert repeat(event, "2035-03-20") == weeks(1, 3, 4, 7, 8, 10)


def test_the_last_day_counts(event):
	assert repeat(event, "2035-01-15") == weeks(1)
	assert repeat(event, "2035-01-21") == []


def test_asking_again_adds_nothing_and_a_later_day_extends(event):
	assert repeat(event, "2035-01-22") == weeks(1, 2)
	assert repeat(event, "2035-01-22") == []
	assert repeat(event, "2035-01-29") == weeks(3)


def test_each_event_of_a_series_is_planned_anew(event):
	with events.session_of(make.COORDINATOR):
		name = event_series.repeat_weekly(event.name, "2035-01-15")[0]
	again = frappe.get_doc(events.EVENT, name)
	assert (again.status, again.approved_by, again.needs_approval) == ("Planned", None, 1)
	assert get_datetime(again.starts_on) == datetime(2035, 1, 15, 12, 30)
	assert again.consent_by == date(2035, 1, 14)
	assert [(row.user, row.first_aider, row.clearance_seen_by) for row in again.staff] == [
		(row.user, row.first_aider, row.clearance_seen_by) for row in event.staff
	]
	assert {row.answer for row in again.risks} == {"No"}


def test_a_series_has_a_longest_length_and_is_its_staff_s_to_plan(event, as_user):
	with pytest.raises(MentoringError, match="at most 60"):
		repeat(event, "2038-01-01")
	with as_user(make.make_mentor().user), pytest.raises(frappe.PermissionError):
		event_series.repeat_weekly(event.name, "2035-01-15")
