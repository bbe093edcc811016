"""Reminders before a mentor's clearance ends."""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import notify
from learning_mentor.job_marks import claim_once
from learning_mentor.learning_mentor.doctype.mentor_profile.mentor_profile import CLEARED
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR

REMIND_DAYS_BEFORE = (7, 30, 60)
STORED = ("next_check_due", "clearance_status")


def daily(day: date | None = None) -> None:
	"""Store each mentor's clearance for lists and reports, and remind before it ends.

	``day`` is today unless another one is given.
	"""
	day = getdate(day)
	for name in frappe.get_all(
		"Mentor Profile", filters={"status": ["!=", "Left"]}, pluck="name", order_by="name asc"
	):
		profile = frappe.get_doc("Mentor Profile", name)
		_store(profile, day)
		_remind(profile, day)


def _store(profile, day: date) -> None:
	"""Store what a day, or a change of Settings, has made of status and due day."""
	before = {field: profile.get(field) for field in STORED}
	profile.set_clearance(day)
	changes = {field: profile.get(field) for field in STORED if profile.get(field) != before[field]}
	if changes:
		profile.db_set(changes, update_modified=False)


def _remind(profile, day: date) -> None:
	"""One reminder per step before the due day, also when the job did not run on the day itself."""
	due = profile.next_check_due
	if not due or profile.clearance_status not in CLEARED:
		return
	left = (due - day).days
	steps = [step for step in REMIND_DAYS_BEFORE if left <= step]
	if steps and claim_once(f"clearance {profile.name} {due} {steps[0]}"):
		people = [profile.user, *notify.people_with(COORDINATOR)]
		notify.tell(people, kinds.CLEARANCE_DUE, profile, frappe.format(due, "Date"))
