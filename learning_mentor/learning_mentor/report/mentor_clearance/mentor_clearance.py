"""Who is cleared to work with pupils, until when, and whose training runs out."""

from collections import Counter
from datetime import date

import frappe
from frappe import _
from frappe.utils import date_diff, getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import GREEN, GREY, ORANGE, RED, donut, figure

STATUSES = ("Cleared", "Due Soon", "Lapsed", "Not Cleared")
COLORS = dict(zip(STATUSES, (GREEN, ORANGE, RED, GREY), strict=True))
INDICATORS = dict(zip(STATUSES, ("Green", "Orange", "Red", "Gray"), strict=True))


def execute(filters: frappe._dict | None = None) -> tuple:
	"""Columns, a row per mentor who has not left, no message, a chart and a summary by status.

	``filters``: ``on`` (the day looked at, default today), ``status`` of the clearance, ``employment``.
	Raises MentoringError for a day that is past.
	"""
	filters = frappe._dict(filters or {})
	day = _day(filters.on)
	rows = [_row(profile, day) for profile in _profiles(filters)]
	rows = [row for row in rows if filters.status in (None, "", row["clearance_status"])]
	rows.sort(key=lambda row: (STATUSES[::-1].index(row["clearance_status"]), row["mentor_name"]))
	counts = Counter(row["clearance_status"] for row in rows)
	return columns(), rows, None, _chart(counts), _summary(counts)


def _day(on: str | None) -> date:
	"""A profile keeps its latest check alone, which would seem to have held before it was made."""
	day = getdate(on)
	if day < getdate():
		frappe.throw(_("On: choose today or a later day. Earlier checks are not kept."), MentoringError)
	return day


def _profiles(filters: frappe._dict) -> list:
	of_employment = {"employment": filters.employment} if filters.employment else {}
	names = frappe.get_list(
		"Mentor Profile",
		filters={"status": ["!=", "Left"], **of_employment},
		pluck="name",
		order_by="mentor_name asc",
		limit_page_length=0,
	)
	return [frappe.get_cached_doc("Mentor Profile", name) for name in names]


def _row(profile, day: date) -> dict:
	due = profile.get_next_check_due()
	return {
		"name": profile.name,
		"mentor_name": profile.mentor_name,
		"employment": profile.employment,
		"clearance_type": profile.clearance_type,
		"clearance_issued_on": profile.clearance_issued_on,
		"update_service": profile.update_service,
		"last_status_check": profile.last_status_check,
		"next_check_due": due,
		"days_left": date_diff(due, day) if due else None,
		"clearance_status": profile.get_clearance_status(day),
		"training": _training(profile, day),
	}


def _training(profile, day: date) -> str:
	"""Training that has expired by the day, with its date."""
	expired = [row for row in profile.qualifications if row.expires_on and getdate(row.expires_on) < day]
	return ", ".join(f"{row.title} ({frappe.format(row.expires_on, 'Date')})" for row in expired)


def _chart(counts: Counter) -> dict | None:
	return donut(_("Mentors"), {status: counts[status] for status in STATUSES}, COLORS)


def _summary(counts: Counter) -> list[dict]:
	return [
		figure(_(status), counts[status], indicator=INDICATORS[status] if counts[status] else None)
		for status in STATUSES
	]


def columns() -> list[dict]:
	return [
		column("name", "Link", _("Mentor"), 130, options="Mentor Profile"),
		column("mentor_name", "Data", _("Name"), 170),
		choice("employment", _("Employment"), 130),
		choice("clearance_type", _("Check"), 250),
		column("clearance_issued_on", "Date", _("Issued on"), 110),
		column("update_service", "Check", _("Update Service"), 120),
		column("last_status_check", "Date", _("Last status check"), 140),
		column("next_check_due", "Date", _("Next check due"), 130),
		column("days_left", "Int", _("Days left"), 90),
		choice("clearance_status", _("Clearance"), 110),
		column("training", "Data", _("Training that has expired"), 260),
	]
