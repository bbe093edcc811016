"""Reminders before a mentor's clearance ends."""

from datetime import date
from typing import NamedTuple

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from learning_mentor import notify
from learning_mentor.job_marks import claim_once, still_to_do
from learning_mentor.mentor_standing import CLEARED
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR
from learning_mentor.scheduled import each_alone

REMIND_DAYS_BEFORE = (7, 30, 60)
PROFILE = "Mentor Profile"
STORED = ("next_check_due", "clearance_status")


class Due(NamedTuple):
	"""A reminder that nobody has given."""

	mark: str
	profile: Document


def daily(day: date | None = None) -> None:
	"""Store each mentor's clearance for lists and reports, and remind before it ends.

	``day`` is today unless another one is given.
	"""
	day = getdate(day)
	each_alone(not_as_stored(day), lambda name: store(name, day), "Clearance of {0}")
	each_alone(due(day), remind_of, "Reminder of the clearance of {0.profile.name}")


def not_as_stored(day: date) -> list[str]:
	"""Profiles of whose status and due day the day, or a change of Settings, has made something else."""
	return [profile.name for profile in _profiles() if _changes(profile, day)]


def store(name: str, day: date) -> bool:
	"""Store it, in the caller's transaction; read anew under a lock, since somebody may be renewing it."""
	profile = frappe.get_doc(PROFILE, name, for_update=True)
	if changes := _changes(profile, day):
		profile.db_set(changes, update_modified=False)
	return bool(changes)


def _changes(profile, day: date) -> dict:
	before = {field: profile.get(field) for field in STORED}
	profile.set_clearance(day)
	return {field: profile.get(field) for field in STORED if profile.get(field) != before[field]}


def _profiles() -> list[Document]:
	"""Those of who works here, without their child tables: clearance is in the profile alone."""
	rows = frappe.get_all(PROFILE, filters={"status": ["!=", "Left"]}, fields=["*"], order_by="name asc")
	return [frappe.get_doc({"doctype": PROFILE, **row}) for row in rows]


def due(day: date) -> list[Due]:
	"""The latest step before each due day, also when the job did not run on the day itself."""
	steps = [Due(mark, profile) for profile in _profiles() if (mark := _step(profile, day))]
	return list(still_to_do((each.mark, each) for each in steps))


def _step(profile, day: date) -> str | None:
	profile.set_clearance(day)
	due_on = profile.next_check_due
	if not due_on or profile.clearance_status not in CLEARED:
		return None
	left = (due_on - day).days
	steps = [step for step in REMIND_DAYS_BEFORE if left <= step]
	return f"clearance {profile.name} {due_on} {steps[0]}" if steps else None


def remind_of(reminder: Due) -> bool:
	"""Remind of one, in the caller's transaction. Returns whether nobody had."""
	if not claim_once(reminder.mark):
		return False
	profile = reminder.profile
	people = [profile.user, *notify.people_with(COORDINATOR, profile)]
	notify.tell(people, kinds.CLEARANCE_DUE, profile, frappe.format(profile.next_check_due, "Date"))
	return True
