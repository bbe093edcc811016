"""The school's calendar around today, so that the demo never ages: years from September, three terms.

Dates are those of an ordinary English school; half-term is the week that holds the named day.
"""

from datetime import date, timedelta
from functools import cache

from frappe.utils import getdate

# name, first day, last day, a day in the week of half-term; each (month, day); from January of the next year
TERMS = (
	("Autumn Term", (9, 2), (12, 19), (10, 28)),
	("Spring Term", (1, 5), (3, 28), (2, 16)),
	("Summer Term", (4, 14), (7, 22), (5, 28)),
)
FIRST_MONTH = 9
SATURDAY = 5
DAYS_OF_WEEK = 5


def first_year_of(day: date) -> int:
	"""The calendar year in which the school year of a day began."""
	return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_name(first_year: int) -> str:
	return f"{first_year}-{(first_year + 1) % 100:02d}"


def year_dates(first_year: int) -> tuple[date, date]:
	return date(first_year, FIRST_MONTH, 1), date(first_year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def terms_of(first_year: int) -> list[tuple[str, date, date, date]]:
	"""Name, first day, last day and a day of half-term of each term of a school year."""
	return [
		(name, _day(first_year, first), _day(first_year, last), _day(first_year, half))
		for name, first, last, half in TERMS
	]


def _day(first_year: int, month_and_day: tuple[int, int]) -> date:
	month, day = month_and_day
	return date(first_year if month >= FIRST_MONTH else first_year + 1, month, day)


def is_school_day(day: date) -> bool:
	if day.weekday() >= SATURDAY:
		return False
	for _name, first, last, half_term in terms_of(first_year_of(day)):
		if first <= day <= last:
			return _monday(day) != _monday(half_term)
	return False


def half_term_week(half_term: date) -> tuple[date, date]:
	monday = _monday(half_term)
	return monday, monday + timedelta(days=DAYS_OF_WEEK - 1)


def _monday(day: date) -> date:
	return day - timedelta(days=day.weekday())


def last_school_days(count: int) -> list[date]:
	"""The last school days before today, oldest first."""
	day: date = getdate()
	found: list[date] = []
	while len(found) < count:
		day -= timedelta(days=1)
		if is_school_day(day):
			found.append(day)
	return found[::-1]


def weeks_ago(weeks: int) -> date:
	"""The day of today's weekday since which there were that many weeks of school; holidays do not count."""
	return _weeks_before(getdate(), weeks)


@cache
def _weeks_before(today: date, weeks: int) -> date:
	day, left = today, weeks * DAYS_OF_WEEK
	while left:
		day -= timedelta(days=1)
		left -= is_school_day(day)
	return today - timedelta(weeks=-(-(today - day).days // 7))
