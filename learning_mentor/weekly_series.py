"""What series of sessions and of events have in common: each school week again, and nothing twice."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, get_time, getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.school_days import weekly_dates

LONGEST_SERIES = 60


def begin(first) -> None:
	"""Let the record be the first of a series, unless it belongs to one. The caller has locked it."""
	if not first.series:
		first.db_set({"series": first.name, "series_date": getdate(first.starts_on)})


def days_to_add(first, until: date) -> list[date]:
	"""Days of the series that have no record yet, also where one was moved to another day.

	School days alone: no weekends, holidays or breaks between terms. Raises MentoringError when the last day
	lies too far ahead.
	"""
	if (until - getdate(first.series_date)).days > 14 * LONGEST_SERIES:
		refuse_length()
	there = frappe.db.get_values(
		first.doctype,
		{"series": first.series},
		"series_date",
		order_by="series_date asc",
		pluck=True,
		for_update=True,
	)
	return [day for day in weekly_dates(first.series_date, until) if day not in there]


def check_length(days: list[date]) -> list[date]:
	"""The days, unless they are too many to plan at once (MentoringError)."""
	if len(days) > LONGEST_SERIES:
		refuse_length()
	return days


def refuse_length() -> None:
	frappe.throw(_("Until: at most {0} can be planned at once.").format(LONGEST_SERIES), MentoringError)


def times_on(first, day: date) -> dict:
	"""Start and end of the record's hours on another day."""
	start = datetime.combine(day, get_time(first.starts_on))
	length: timedelta = get_datetime(first.ends_on) - get_datetime(first.starts_on)
	return {"starts_on": start, "ends_on": start + length}
