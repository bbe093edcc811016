"""Which days are school days: not at weekends, not in the holidays of Settings, not between terms."""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings

SATURDAY = 5


def add_school_days(start, days: int) -> date:
	"""The date that lies a number of school days after ``start`` (date or ISO text)."""
	day = getdate(start)
	calendar = SchoolCalendar(day, day + timedelta(days=7 * days + 120))
	while days > 0 and day < calendar.last:
		day += timedelta(days=1)
		if calendar.is_school_day(day):
			days -= 1
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
		self.years = _periods("Academic Year", "year_start_date", "year_end_date", first, last)
		self.terms = _periods("Academic Term", "term_start_date", "term_end_date", first, last)

	def is_school_day(self, day: date) -> bool:
		if day.weekday() >= SATURDAY or _within(day, self.holidays):
			return False
		return self._is_in_term(day)

	def _is_in_term(self, day: date) -> bool:
		"""A school that enters terms has breaks between them; without terms every weekday counts."""
		if not self.terms:
			return True
		return _within(day, self.terms) or not _within(day, self.years)


def _within(day: date, periods: list[tuple[date, date]]) -> bool:
	return any(start <= day <= end for start, end in periods)


def _periods(doctype: str, start: str, end: str, first: date, last: date) -> list[tuple[date, date]]:
	rows = frappe.get_all(
		doctype,
		filters={start: ["<=", last], end: [">=", first]},
		fields=[f"{start} as start", f"{end} as end"],
		order_by=f"{start} asc",
	)
	return [(getdate(row.start), getdate(row.end)) for row in rows]


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
