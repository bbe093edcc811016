"""Which days are school days, and planning a session again each school week."""

from datetime import date, datetime, timedelta

import frappe
import pytest
from frappe.utils import getdate, today

from learning_mentor import session_series, sessions
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from learning_mentor.school_days import add_school_days, nearest_school_day, parse_holidays, weekly_dates
from tests import factories as make
from tests import session_factories as daily

pytestmark = pytest.mark.usefixtures("db")

# A school year of the year 2030: 2 September is a Monday.
MONDAY = date(2030, 9, 2)
AUTUMN, SPRING = ("2030-09-02", "2030-10-18"), ("2030-11-04", "2030-12-20")


def week(number: int, weekday: int = 0) -> date:
	return MONDAY + timedelta(weeks=number, days=weekday)


# school days


def test_every_week_of_a_weekday_first_and_last_day_included():
	assert weekly_dates(week(0), week(2)) == [week(0), week(1), week(2)]
	assert weekly_dates("2030-09-02", "2030-09-15") == [week(0), week(1)]
	assert weekly_dates(week(1), week(0)) == []


@pytest.mark.parametrize(("weekday", "days"), [(4, 2), (5, 0), (6, 0)])
def test_weekends_are_no_school_days(weekday, days):
	assert len(weekly_dates(week(0, weekday), week(1, weekday))) == days


def test_holidays_of_the_settings_are_left_out_from_their_first_to_their_last_day():
	daily.settings(holidays=f"{week(1)}\n\n{week(2, 4)} {week(4)}")
	assert weekly_dates(week(0), week(5)) == [week(0), week(2), week(5)]
	assert weekly_dates(week(0, 4), week(5, 4)) == [week(0, 4), week(1, 4), week(4, 4), week(5, 4)]


def test_breaks_between_terms_are_left_out():
	daily.make_year(terms=(AUTUMN, SPRING))
	assert weekly_dates(week(0), week(10)) == [week(number) for number in (0, 1, 2, 3, 4, 5, 6, 9, 10)]


def test_a_period_within_a_break_has_no_school_day():
	daily.make_year(terms=(AUTUMN, SPRING))
	assert weekly_dates("2030-10-21", "2030-11-01") == []


def test_the_first_and_the_last_day_of_a_term_are_school_days():
	daily.make_year(terms=(AUTUMN, SPRING))
	for day, is_school_day in (("2030-10-18", 1), ("2030-10-21", 0), ("2030-11-04", 1), ("2030-12-23", 0)):
		assert len(weekly_dates(day, day)) == is_school_day, day


def test_a_year_without_terms_beside_one_with_terms_counts_every_weekday():
	daily.make_year(terms=(AUTUMN, SPRING))
	daily.make_year("2031-09-01", "2032-08-31")
	assert len(weekly_dates("2031-09-01", "2031-09-15")) == 3


def test_days_of_no_academic_year_count():
	daily.make_year(terms=(AUTUMN,))
	assert len(weekly_dates("2040-01-02", "2040-01-16")) == 3


@pytest.mark.parametrize(
	("start", "days", "end"),
	[
		(week(0), 0, week(0)),
		(week(0), 4, week(0, 4)),
		(week(0), 5, week(1)),
		(week(0, 4), 1, week(1)),
		(week(0, 5), 1, week(1)),
		("2030-10-17", 2, date(2030, 11, 4)),
		("2030-10-25", 1, date(2030, 11, 4)),
	],
)
def test_school_days_are_added_across_weekends_and_breaks(start, days, end):
	daily.make_year(terms=(AUTUMN, SPRING))
	assert add_school_days(start, days) == end


def test_school_days_are_added_across_holidays():
	daily.settings(holidays=f"{week(0, 1)} {week(0, 3)}")
	assert add_school_days(week(0), 1) == week(0, 4)
	assert add_school_days(week(0), 2) == week(1)


def test_holidays_are_days_or_periods():
	assert parse_holidays("2030-10-28\n  2030-12-23 2031-01-03 \n") == [
		(date(2030, 10, 28), date(2030, 10, 28)),
		(date(2030, 12, 23), date(2031, 1, 3)),
	]
	assert parse_holidays(None) == parse_holidays("\n") == []


@pytest.mark.parametrize(
	"line", ["half term", "2030-02-30", "2030-12-23 2030-12-01", "2030-01-01 2030-01-02 2030-01-03"]
)
def test_a_line_that_is_no_holiday_is_named_when_the_settings_are_saved(line):
	with pytest.raises(MentoringError, match=line):
		daily.settings(holidays=f"2030-10-28\n{line}")


# series


@pytest.fixture
def first(db):
	"""The first session of a series: Monday, 2 September 2030, at 9:15."""
	mentor = make.make_mentor(clearance_issued_on=today())
	frappe.get_doc("Mentoring Settings").update({"clearance_years": 30}).save()
	case = make.make_case(mentor=mentor)
	start = datetime.combine(MONDAY, datetime.min.time()).replace(hour=9, minute=15)
	return daily.plan_session(case, start, duration=25, in_lesson=1, place="Library")


def repeat(first, until) -> list[str]:
	frappe.set_user(make.mentor_user(first))
	names = session_series.repeat_weekly(first.name, str(until))
	frappe.set_user("Administrator")
	return names


def days_of(first) -> list[date]:
	starts = frappe.get_all(
		"Mentoring Session", filters={"case": first.case}, pluck="starts_on", order_by="starts_on asc"
	)
	return [getdate(start) for start in starts]


def test_a_series_repeats_the_session_on_school_days(first):
	daily.make_year(terms=(AUTUMN, SPRING))
	daily.settings(holidays=str(week(2)))
	names = repeat(first, week(9))
	assert days_of(first) == [week(number) for number in (0, 1, 3, 4, 5, 6, 9)]
	last = frappe.get_doc("Mentoring Session", names[-1])
	assert last.starts_on == first.starts_on + timedelta(weeks=9)
	for field in ("case", "student", "mentor", "led_by", "session_type", "duration", "in_lesson", "place"):
		assert last.get(field) == first.get(field), field
	assert (last.status, last.series) == ("Planned", first.name)


def test_asking_twice_adds_nothing_and_a_later_day_extends(first):
	assert len(repeat(first, week(3))) == 3
	assert repeat(first, week(3)) == []
	assert len(repeat(first, week(5))) == 2
	assert days_of(first) == [week(number) for number in range(6)]


def test_any_session_of_a_series_extends_it(first):
	names = repeat(first, week(3))
	assert len(repeat(frappe.get_doc("Mentoring Session", names[1]), week(4))) == 1
	assert days_of(first) == [week(number) for number in range(5)]


def test_a_moved_or_cancelled_session_is_not_planned_again(first):
	names = repeat(first, week(3))
	moved, cancelled = (frappe.get_doc("Mentoring Session", name) for name in names[:2])
	moved.update({"starts_on": moved.starts_on + timedelta(days=1)}).save()
	cancelled.update({"status": "Cancelled", "not_held_reason": "Clash"}).save()
	assert repeat(first, week(3)) == []
	assert repeat(moved, week(3)) == []


def test_the_leader_s_leave_is_left_out(first):
	profile = frappe.get_doc("Mentor Profile", first.mentor)
	profile.update({"leave_from": str(week(2)), "leave_to": str(week(3))}).save()
	repeat(first, week(4))
	assert days_of(first) == [week(0), week(1), week(4)]


def test_who_is_away_until_further_notice_plans_no_series(first):
	frappe.get_doc("Mentor Profile", first.mentor).update({"status": "On Leave"}).save()
	with pytest.raises(MentorUnavailableError, match="on leave"):
		repeat(first, week(4))


@pytest.mark.parametrize("until", [week(61), date(9999, 12, 31)])
def test_a_series_that_is_too_long_is_refused(first, until):
	with pytest.raises(MentoringError, match="at most 60"):
		repeat(first, until)
	assert days_of(first) == [MONDAY]


def test_the_longest_series(first):
	assert len(repeat(first, week(60))) == 60


def test_another_mentor_repeats_nothing(first, as_user):
	other = make.make_mentor()
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		session_series.repeat_weekly(first.name, str(week(2)))
	assert days_of(first) == [MONDAY]


def test_a_closed_case_is_not_planned_for(first):
	daily.close(frappe.get_doc("Mentoring Case", first.case))
	with pytest.raises(MentoringError, match="is closed"):
		repeat(first, week(2))


def test_a_meeting_of_a_group_is_not_repeated_for_one_pupil(first):
	group = daily.make_group(
		frappe.get_doc("Mentor Profile", first.mentor), frappe.get_doc("Mentoring Case", first.case)
	)
	(name,) = sessions.log_group(group.name, str(daily.at(-1, 9)), [{"case": first.case}])
	with pytest.raises(MentoringError, match="by its timetable"):
		repeat(frappe.get_doc("Mentoring Session", name), week(2))


# moving a day to a school day


YEAR = (date(2090, 9, 1), date(2091, 8, 31))
FIRST, SECOND = (date(2090, 9, 4), date(2090, 10, 20)), (date(2090, 10, 30), date(2090, 12, 15))


MOVED = (
	(date(2090, 9, 13), False, date(2090, 9, 13)),
	(date(2090, 9, 13), True, date(2090, 9, 13)),
	(date(2090, 9, 16), False, date(2090, 9, 18)),
	(date(2090, 9, 17), True, date(2090, 9, 15)),
	(date(2090, 10, 24), False, date(2090, 10, 30)),
	(date(2090, 10, 24), True, date(2090, 10, 20)),
	(date(2090, 11, 8), False, date(2090, 11, 9)),
	(date(2090, 11, 8), True, date(2090, 11, 7)),
)


def test_days_move_off_weekends_holidays_and_breaks(db):
	daily.make_year(*YEAR, terms=(FIRST, SECOND))
	daily.settings(holidays="2090-11-08")
	for day, backwards, found in MOVED:
		assert nearest_school_day(day, backwards) == found, (day, backwards)


def test_a_day_without_a_school_day_near_stays(db):
	daily.make_year(*YEAR, terms=(FIRST,))
	assert nearest_school_day(date(2091, 3, 6)) == date(2091, 3, 6)
