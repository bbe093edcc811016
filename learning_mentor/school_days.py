"""Counting in school days: Monday to Friday."""

from datetime import timedelta

from frappe.utils import getdate

SATURDAY = 5


def add_school_days(start, days: int):
	"""The date that lies a number of school days after ``start`` (date or ISO text)."""
	day = getdate(start)
	while days > 0:
		day += timedelta(days=1)
		if day.weekday() < SATURDAY:
			days -= 1
	return day
