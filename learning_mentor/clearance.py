"""Reminders before a mentor's clearance ends."""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import notify
from learning_mentor.job_marks import claim_once, still_to_do
from learning_mentor.mentor_standing import CLEARED
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR

REMIND_DAYS_BEFORE = (7, 30, 60)
PROFILE = "Mentor Profile"
STORED = ("next_check_due", "clearance_status")


def daily(day: date | None = None) -> None:
	"""Store each mentor's clearance for lists and reports, and remind before it ends.

	``day`` is today unless another one is given.
	"""
	day = getdate(day)
	profiles = [frappe.get_doc({"doctype": PROFILE, **row}) for row in _rows()]
	for profile in profiles:
		_store(profile, day)
	due = [(mark, profile) for profile in profiles if (mark := _reminder_due(profile, day))]
	for mark, profile in still_to_do((entry[0], entry) for entry in due):
		_remind(profile, mark)


def _rows() -> list[dict]:
	"""Profiles of those who work here, without their child tables: clearance is in the profile alone."""
	return frappe.get_all(PROFILE, filters={"status": ["!=", "Left"]}, fields=["*"], order_by="name asc")


def _store(profile, day: date) -> None:
	"""Store what a day, or a change of Settings, has made of status and due day."""
	before = {field: profile.get(field) for field in STORED}
	profile.set_clearance(day)
	changes = {field: profile.get(field) for field in STORED if profile.get(field) != before[field]}
	if changes:
		profile.db_set(changes, update_modified=False)


def _reminder_due(profile, day: date) -> str | None:
	"""The mark of the latest step before the due day, also when the job did not run on the day itself."""
	due = profile.next_check_due
	if not due or profile.clearance_status not in CLEARED:
		return None
	left = (due - day).days
	steps = [step for step in REMIND_DAYS_BEFORE if left <= step]
	return f"clearance {profile.name} {due} {steps[0]}" if steps else None


def _remind(profile, mark: str) -> None:
	if claim_once(mark):
		people = [profile.user, *notify.people_with(COORDINATOR, profile)]
		notify.tell(people, kinds.CLEARANCE_DUE, profile, frappe.format(profile.next_check_due, "Date"))
