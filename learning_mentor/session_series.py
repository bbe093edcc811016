"""Planning a session again each school week."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor import weekly_series
from learning_mentor.exceptions import MentoringError
from learning_mentor.sessions import CARRIED_OVER


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
	weekly_series.begin(first)
	return [_plan_again(first, day) for day in _days_to_add(first, getdate(until))]


def _days_to_add(first, until: date) -> list[date]:
	leader = frappe.get_cached_doc("Mentor Profile", first.led_by)
	days = weekly_series.days_to_add(first, until)
	return weekly_series.check_length([day for day in days if not _is_on_leave(leader, day)])


def _is_on_leave(leader, day: date) -> bool:
	"""Whether leave was entered for the day. Who is away until further notice plans no series."""
	return leader.status == "Active" and leader.is_away(day)


def _plan_again(first, day: date) -> str:
	session = frappe.new_doc("Mentoring Session")
	session.update(
		{
			"case": first.case,
			"led_by": first.led_by,
			**{field: first.get(field) for field in CARRIED_OVER},
			"starts_on": weekly_series.times_on(first, day)["starts_on"],
			"status": "Planned",
			"series": first.series,
			"series_date": day,
		}
	)
	session.flags.placed_by_code = True
	session.insert()
	return session.name
