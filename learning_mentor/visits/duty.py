"""Visits under way: what visitors and duty contact see of them, and the taps that keep people safe."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime, getdate, now_datetime

from learning_mentor.api.shapes.outreach import Extended, StoodDown, Tapped, VisitToday
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import (
	is_coordinator,
	makes_visit,
	mentor_keys,
	require_staff,
	takes_part_in_visit,
	visits_of,
)
from learning_mentor.workflow import move_to

VISIT = "Mentoring Home Visit"
SHOWN = (
	"name",
	"status",
	"starts_on",
	"ends_on",
	"address",
	"visitor",
	"visitor_name",
	"visitor_phone",
	"companion",
	"companion_name",
	"duty_contact_name",
	"duty_phone",
	"duty_contact",
	"risk_level",
	"checked_in_on",
	"stood_down_on",
)


def my_visits() -> list[VisitToday]:
	"""Today's visits of the session user, and any that are still under way; nothing in them about a pupil.

	Each has the fields ``SHOWN``, with ``is_visitor``, ``is_duty`` and ``is_late``. Raises PermissionError
	for guests and for users of the website.
	"""
	require_staff()
	user, today = frappe.session.user, getdate()
	rows = frappe.get_all(VISIT, **visits_of(user), fields=list(SHOWN), order_by="starts_on asc, name asc")
	shown = [row for row in rows if row.status == "Under Way" or getdate(row.starts_on) == today]
	for row in shown:
		row.is_visitor = row.companion == user or row.visitor in mentor_keys(user)
		row.is_duty = row.duty_contact == user
		row.is_late = row.status == "Under Way" and get_datetime(row.ends_on) < now_datetime()
	return shown


def _visit(name: str):
	"""A visit that the session user takes part in, locked; hidden and missing ones answer alike."""
	require_staff()
	if not takes_part_in_visit(frappe._dict(name=name)):
		frappe.throw(_("You have no such visit under way."), frappe.PermissionError)
	visit = frappe.get_doc(VISIT, name, for_update=True)
	visit.flags.ignore_permissions = True  # companion and duty contact have no right to the case
	return visit


def check_in(name: str) -> Tapped:
	"""Say that the visit begins. A second tap changes nothing. Returns ``{"status", "at"}``."""
	visit = _visit(name)
	if visit.status == "Approved":
		_require_visitor(visit)
		move_to(visit, "Under Way")
	return {"status": visit.status, "at": visit.checked_in_on}


def check_out(name: str, no_access_reason: str | None = None) -> Tapped:
	"""Say that the visitors are safe; with a reason, that nobody let them in. Returns ``{"status", "at"}``.

	A second tap changes nothing. The duty contact may do it for visitors who call in.
	"""
	ended = frappe.db.get_value(VISIT, name, ["status", "checked_out_by", "checked_out_on"], as_dict=True)
	if ended and ended.checked_out_by == frappe.session.user:
		return {"status": ended.status, "at": ended.checked_out_on}
	visit = _visit(name)
	_require_under_way(visit)
	reason = cstr(no_access_reason).strip()
	visit.status_reason = reason or visit.status_reason
	move_to(visit, "No Access" if reason else "Completed")
	return {"status": visit.status, "at": visit.checked_out_on}


def extend(name: str, minutes: int) -> Extended:
	"""Expect the visitors 5 to 120 minutes later; an alarm that was stood down watches again.

	Returns ``{"ends_on"}``.
	"""
	visit = _visit(name)
	_require_under_way(visit)
	if not 5 <= cint(minutes) <= 120:
		frappe.throw(_("Minutes: choose from 5 to 120."), MentoringError)
	base = max(get_datetime(visit.ends_on), now_datetime().replace(second=0, microsecond=0))
	values = {
		"ends_on": base + timedelta(minutes=cint(minutes)),
		"stood_down_on": None,
		"stood_down_by": None,
		"stood_down_reason": None,
	}
	_note(visit, values, _("Expected end moved by {0} minutes").format(cint(minutes)))
	return {"ends_on": values["ends_on"]}


def stand_down(name: str, reason: str) -> StoodDown:
	"""Stop the alarm of a visit that is not checked out yet. Returns ``{"stood_down_on"}``.

	For the duty contact and coordinators. Raises MentoringError without a reason or a visit under way.
	"""
	visit = _visit(name)
	_require_under_way(visit)
	if frappe.session.user != visit.duty_contact and not is_coordinator():
		frappe.throw(
			_("Only the duty contact or a coordinator stands an alarm down."), frappe.PermissionError
		)
	if not cstr(reason).strip():
		frappe.throw(_("Reason is missing: say how you know that the visitors are safe."), MentoringError)
	values = {
		"stood_down_on": now_datetime(),
		"stood_down_by": frappe.session.user,
		"stood_down_reason": cstr(reason).strip()[:500],
	}
	_note(visit, values, _("Alarm stood down"))
	return {"stood_down_on": values["stood_down_on"]}


def _note(visit, values: dict, text: str) -> None:
	"""Write the times of a visit under way, and who did it into its history."""
	visit.db_set(values, notify=True)
	visit.add_comment("Info", text)


def _require_visitor(visit) -> None:
	if not makes_visit(visit):
		frappe.throw(_("Only the visitors check in."), frappe.PermissionError)


def _require_under_way(visit) -> None:
	if visit.status != "Under Way":
		frappe.throw(_("This visit is not under way: check in first."), MentoringError)
