"""Registers to tick: who comes to an event, who is in a group."""

from frappe.utils import add_days, getdate

from learning_mentor.events import register
from learning_mentor.school_days import WEEKDAYS, weekly_dates

COLUMNS = 6
LONGEST_SEARCH = 7 * 30


def event_register(event) -> dict:
	"""An event with everybody on its register. Raises PermissionError for whoever does not run it."""
	return {
		"title": event.event_title,
		"kind": event.kind,
		"starts_on": event.starts_on,
		"ends_on": event.ends_on,
		"place": event.room or event.address,
		"staff": [{"name": row.staff_name, "first_aider": row.first_aider} for row in event.staff],
		"pupils": register.register_of(event.name),
	}


def group_register(group) -> dict:
	"""A group's members in order of names, and the days that it meets on next, six at most."""
	members = [row for row in group.members if row.status == "Member"]
	return {
		"theme": group.theme,
		"mentor_name": group.mentor_name,
		"weekday": group.weekday,
		"start_time": group.start_time,
		"place": group.room,
		"pupils": sorted(row.student_name for row in members),
		"days": _next_days(group),
	}


def _next_days(group) -> list:
	first, last = _first_day(group), group.to_date and getdate(group.to_date)
	if not first:
		return []
	until = min(last, getdate(add_days(first, LONGEST_SEARCH))) if last else add_days(first, LONGEST_SEARCH)
	return weekly_dates(first, getdate(until))[:COLUMNS]


def _first_day(group):
	"""The next day of the group's weekday from today on, or from its first day if that lies ahead."""
	if group.weekday not in WEEKDAYS or group.status != "Open":
		return None
	start = max(getdate(), getdate(group.from_date) if group.from_date else getdate())
	return getdate(add_days(start, (WEEKDAYS.index(group.weekday) - start.weekday()) % 7))
