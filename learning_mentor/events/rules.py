"""Which pupils may come to which events, and until when they may be registered."""

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from learning_mentor import education_records
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import scope

TAKES_PUPILS = ("Open", "Full")
STAFF = "Staff"


def obstacle(event, student: str) -> str | None:
	"""Why the event is not for this pupil, in words; None where they may come.

	An event by invitation is for whoever is registered: only staff do that.
	"""
	if not education_records.is_enabled(student):
		return _("The pupil is not at the school any more.")
	if event.school and scope.is_on() and event.school != scope.school_of(student):
		return _("This event is for another school's pupils.")
	if event.open_to == "Year Groups" and not _is_in_year_groups(event, student):
		return _("This event is for other year groups.")
	if event.open_to == "Caseload" and not _is_in_caseload(event, student):
		return _("This event is for pupils whose mentor is among its staff.")
	return None


def _is_in_year_groups(event, student: str) -> bool:
	program = education_records.year_group(student, education_records.current_academic_year())
	return program in {row.program for row in event.programs}


def _is_in_caseload(event, student: str) -> bool:
	mentor = frappe.db.get_value("Mentoring Case", {"open_for": student}, "mentor")
	return bool(mentor) and mentor in {row.mentor for row in event.staff}


def check_takes(event, student: str, actor: str) -> None:
	"""Raise MentoringError when the pupil cannot be registered now by staff, guardian or pupil."""
	if event.status not in TAKES_PUPILS and not (actor == STAFF and event.status == "Running"):
		frappe.throw(_("Event {0} takes no registrations now.").format(event.name), MentoringError)
	last = get_datetime(event.ends_on if actor == STAFF else event.starts_on)
	if last < now_datetime():
		frappe.throw(_("Event {0} is over: it takes no registrations.").format(event.name), MentoringError)
	if problem := obstacle(event, student):
		frappe.throw(problem, MentoringError)


def check_attendance(event) -> None:
	"""Raise MentoringError when attendance cannot be noted: before the day, or of a cancelled event."""
	if event.status not in (*TAKES_PUPILS, "Running", "Done"):
		frappe.throw(
			_("Event {0} does not take place: nobody attends it.").format(event.name), MentoringError
		)
	if getdate(event.starts_on) > getdate():
		frappe.throw(_("Attendance is noted on the day of the event, not before."), MentoringError)
