"""Planning a session again each school week."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_time, getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.school_days import weekly_dates
from learning_mentor.sessions import CARRIED_OVER

LONGEST_SERIES = 60


def repeat_weekly(session: str, until: str) -> list[str]:
	"""Plan the session again each week until a day, leaving out days without school and the leader's leave.

	Asking again adds nothing twice; a later day extends the series. Returns what was added. Raises
	MentoringError for a meeting of a group, which its timetable repeats, and for a series that is too long.
	"""
	first = frappe.get_doc("Mentoring Session", session)
	first.check_permission("write")
	if first.group_session:
		frappe.throw(_("A group meets by its timetable: change that instead."), MentoringError)
	frappe.db.get_value("Mentoring Case", first.case, "name", for_update=True)
	first = frappe.get_doc("Mentoring Session", session, for_update=True)
	if not first.series:
		first.db_set({"series": first.name, "series_date": getdate(first.starts_on)})
	return [_plan_again(first, day) for day in _days_to_add(first, getdate(until))]


def _days_to_add(first, until: date) -> list[date]:
	"""Days of the series that have no session yet, also where a session was moved to another day."""
	if (until - getdate(first.series_date)).days > 14 * LONGEST_SERIES:
		_refuse_length()
	there = frappe.db.get_values(
		"Mentoring Session",
		{"series": first.series},
		"series_date",
		order_by="series_date asc",
		pluck=True,
		for_update=True,
	)
	leader = frappe.get_cached_doc("Mentor Profile", first.led_by)
	days = [
		day
		for day in weekly_dates(first.series_date, until)
		if day not in there and not _is_on_leave(leader, day)
	]
	if len(days) > LONGEST_SERIES:
		_refuse_length()
	return days


def _is_on_leave(leader, day: date) -> bool:
	"""Whether leave was entered for the day. Who is away until further notice plans no series."""
	return leader.status == "Active" and leader.is_away(day)


def _refuse_length() -> None:
	frappe.throw(
		_("Until: at most {0} sessions can be planned at once.").format(LONGEST_SERIES), MentoringError
	)


def _plan_again(first, day: date) -> str:
	session = frappe.new_doc("Mentoring Session")
	session.update(
		{
			"case": first.case,
			"led_by": first.led_by,
			**{field: first.get(field) for field in CARRIED_OVER},
			"starts_on": datetime.combine(day, get_time(first.starts_on)),
			"status": "Planned",
			"series": first.series,
			"series_date": day,
		}
	)
	session.flags.placed_by_code = True
	session.insert()
	return session.name
