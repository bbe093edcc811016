"""Which days are school days: not at weekends, not in the holidays of Settings, not between terms."""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY = 5
LONGEST_BREAK = 120  # days


def add_school_days(start, days: int) -> date:
	"""The date that lies a number of school days after ``start`` (date or ISO text)."""
	day = getdate(start)
	calendar = SchoolCalendar(day, day + timedelta(days=7 * days + LONGEST_BREAK))
	while days > 0 and day < calendar.last:
		day += timedelta(days=1)
		if calendar.is_school_day(day):
			days -= 1
	return day


def nearest_school_day(day, backwards: bool = False) -> date:
	"""The day itself if it is a school day, else the next one, or the last one before it.

	A day from which no school day is near (120 days) is returned as it is.
	"""
	day, step = getdate(day), timedelta(days=-1 if backwards else 1)
	furthest = day + LONGEST_BREAK * step
	calendar = SchoolCalendar(min(day, furthest), max(day, furthest))
	found = day
	while found != furthest and not calendar.is_school_day(found):
		found += step
	return day if found == furthest else found


def add_working_days(start, days: int) -> date:
	"""The date some working days after ``start``: agencies work while schools have breaks."""
	day = getdate(start)
	while days > 0:
		day += timedelta(days=1)
		days -= day.weekday() < SATURDAY
	return day


def weekly_dates(first, until) -> list[date]:
	"""The school days among ``first``, a week later, and so on to ``until`` (both included)."""
	first, until = getdate(first), getdate(until)
	calendar = SchoolCalendar(first, until)
	dates = []
	while first <= until:
		if calendar.is_school_day(first):
			dates.append(first)
		first += timedelta(weeks=1)
	return dates


class SchoolCalendar:
	"""School days between two dates, read once."""

	def __init__(self, first: date, last: date):
		self.first, self.last = first, last
		self.holidays = parse_holidays(get_settings().holidays)
		self.years = _academic_years(first, last)

	def is_school_day(self, day: date) -> bool:
		if day.weekday() >= SATURDAY or _within(day, self.holidays):
			return False
		return self._is_in_term(day)

	def _is_in_term(self, day: date) -> bool:
		"""A year with terms has breaks between them; in one without, every weekday counts."""
		years = [terms for period, terms in self.years if _within(day, [period])]
		return not years or any(not terms or _within(day, terms) for terms in years)


def _within(day: date, periods: list[tuple[date, date]]) -> bool:
	return any(start <= day <= end for start, end in periods)


def _academic_years(first: date, last: date) -> list[tuple[tuple[date, date], list[tuple[date, date]]]]:
	"""Academic years that touch the dates, each with all its terms."""
	years = frappe.get_all(
		"Academic Year",
		filters={"year_start_date": ["<=", last], "year_end_date": [">=", first]},
		fields=["name", "year_start_date", "year_end_date"],
		order_by="year_start_date asc",
	)
	terms = years and frappe.get_all(
		"Academic Term",
		filters={"academic_year": ["in", [year.name for year in years]]},
		fields=["academic_year", "term_start_date", "term_end_date"],
		order_by="term_start_date asc",
	)
	periods: dict[str, list[tuple[date, date]]] = {}
	for term in terms:
		period = (getdate(term.term_start_date), getdate(term.term_end_date))
		periods.setdefault(term.academic_year, []).append(period)
	return [
		((getdate(year.year_start_date), getdate(year.year_end_date)), periods.get(year.name, []))
		for year in years
	]


def parse_holidays(text: str | None) -> list[tuple[date, date]]:
	"""Periods of the holidays in Settings: a line is a date, or a first and a last date (ISO).

	Raises MentoringError that names the line which cannot be read.
	"""
	return [_parse_line(line) for line in (text or "").splitlines() if line.strip()]


def _parse_line(line: str) -> tuple[date, date]:
	try:
		days = [date.fromisoformat(word) for word in line.split()]
	except ValueError:
		days = []
	if len(days) not in (1, 2) or days[0] > days[-1]:
		frappe.throw(
			_(
				"School holidays: {0} is not a date, or a first and a last date, as 2026-12-21 2027-01-01."
			).format(frappe.bold(line.strip())),
			MentoringError,
		)
	return days[0], days[-1]
