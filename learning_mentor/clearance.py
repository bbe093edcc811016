"""Reminders before a mentor's clearance ends."""

import frappe
from frappe import _
from frappe.utils import date_diff, today

from learning_mentor import notify
from learning_mentor.job_marks import claim_once
from learning_mentor.permissions import COORDINATOR

REMIND_DAYS_BEFORE = (7, 30, 60)


def daily() -> None:
	"""Store each mentor's clearance of today for lists and reports, and remind before it ends."""
	for name in frappe.get_all(
		"Mentor Profile", filters={"status": ["!=", "Left"]}, pluck="name", order_by="name asc"
	):
		profile = frappe.get_doc("Mentor Profile", name)
		_store_status(profile)
		_remind(profile)


def _store_status(profile) -> None:
	status = profile.get_clearance_status()
	if status != profile.clearance_status:
		profile.db_set("clearance_status", status, update_modified=False)


def _remind(profile) -> None:
	"""One reminder per step before the due day, also when the job did not run on the day itself."""
	due = profile.get_next_check_due()
	if not due or profile.get_clearance_status() not in ("Cleared", "Due Soon"):
		return
	left = date_diff(due, today())
	steps = [step for step in REMIND_DAYS_BEFORE if left <= step]
	if steps and claim_once(f"clearance {profile.name} {due} {steps[0]}"):
		subject = _("A clearance check is due on {0}: {1}").format(frappe.format(due, "Date"), profile.name)
		notify.tell([profile.user], subject, profile)
		notify.tell_role(COORDINATOR, subject, profile)
