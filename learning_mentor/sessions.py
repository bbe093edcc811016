"""Logging sessions: of one pupil, or of a whole group at once."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, get_datetime, getdate, now_datetime

from learning_mentor.api.shapes.casework import Delivery, SessionDefaults
from learning_mentor.exceptions import MentoringError
from learning_mentor.guards.values import check as check_values
from learning_mentor.learning_mentor.doctype.mentoring_session.mentoring_session import leader_for
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import is_coordinator, mentor_keys
from learning_mentor.plans import plan_in_force, target_texts
from learning_mentor.unique import locked_or_new, wait_for_creators

CARRIED_OVER = ("session_type", "duration", "in_lesson", "room", "place")
LOGGED = (
	"status",
	"not_held_reason",
	"mood_before",
	"mood_after",
	"pupil_said",
	"next_steps",
	"targets",
)
ATTENDED = ("Held", "Missed")
HELD_ALONE = {"status": "Held", "group_session": ["is", "not set"]}


def defaults_for(case: str, session: str | None = None) -> SessionDefaults:
	"""What the quick form starts with: the session to log, else the pupil's last one, and the plan's targets.

	``{"case", "student_name", "session_type", "duration", "in_lesson", "room", "place", "starts_on",
	"session": name or None, "targets": {number: text}}``. Without ``session`` it is today's planned one.
	Raises PermissionError for a case that the session user may not write.
	"""
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("write")
	session = session or _planned_on(case)
	like = _read_session({"case": case, "name": session} if session else {"case": case, **HELD_ALONE})
	values = frappe._dict(
		case=case,
		student_name=doc.student_name,
		session_type="One-to-one",
		duration=get_settings().session_minutes,
		session=session,
		targets=target_texts(plan_in_force(case)),
	)
	values.update({field: like[field] for field in CARRIED_OVER if like.get(field)})
	values.starts_on = _start_shown(like.get("starts_on") if session else None, values)
	return values


def _start_shown(planned: datetime | None, values: dict) -> datetime:
	"""The planned start, unless it lies ahead: then the session has just ended."""
	started = get_datetime(planned) if planned else None
	return started if started and started <= now_datetime() else _just_ended(values.get("duration"))


def _read_session(filters: dict) -> dict:
	"""The latest such session; an empty dict where there is none."""
	rows = frappe.get_all(
		"Mentoring Session",
		filters=filters,
		fields=["starts_on", *CARRIED_OVER],
		order_by="starts_on desc",
		limit=1,
	)
	return rows[0] if rows else {}


def _planned_on(case: str, moment: datetime | None = None, lock: bool = False) -> str | None:
	"""The first session planned for the day (default: today), which a log completes instead of adding one.

	``lock`` reads what others have committed since this transaction began.
	"""
	day = getdate(moment)
	return frappe.db.get_value(
		"Mentoring Session",
		{"case": case, "status": "Planned", "starts_on": ["between", [f"{day} 00:00:00", f"{day} 23:59:59"]]},
		"name",
		order_by="starts_on asc",
		for_update=lock,
	)


def log(case: str, values: dict) -> str:
	"""Log a session of a case, as held unless ``values`` say otherwise. Returns its name.

	``values`` may hold the fields of `LOGGED` and `CARRIED_OVER`, and ``starts_on``, default: now less the
	duration. Completes the session named by ``session``, else the one that started at ``starts_on``, else
	the one planned for that day; just without any it adds one. So sending the same log again adds nothing.
	Raises PermissionError for a case that the session user may not write.
	"""
	frappe.get_doc("Mentoring Case", case).check_permission("write")
	if not frappe.has_permission("Mentoring Session", "create"):
		raise frappe.PermissionError
	session = _session_to_log(case, values)
	known = (*LOGGED, *CARRIED_OVER)
	session.update({"status": "Held", **{field: values[field] for field in known if field in values}})
	check_values(session)
	_set_start(session, values.get("starts_on"))
	if session.led_by == session.mentor:
		session.led_by = None  # whoever covers for the mentor today leads it instead
	session.flags.ignore_permissions = True  # checked above: a second tap reads no new row
	session.save()
	return session.name


def _session_to_log(case: str, values: dict):
	frappe.db.get_value("Mentoring Case", case, "name", for_update=True)  # a second tap waits for the first
	starts_on = _moment(values.get("starts_on"))
	name = values.get("session") or _known_session(case, starts_on)
	if not name:
		session = frappe.new_doc("Mentoring Session")
		session.case = case
		return session
	session = frappe.get_doc("Mentoring Session", name, for_update=True)
	if session.case != case:
		frappe.throw(_("Session: choose a session of this case."), MentoringError)
	return session


def _known_session(case: str, starts_on: datetime | None) -> str | None:
	"""The one that started then, else the one planned for that day; as others have committed them."""
	if not (_started_at(case, starts_on) or _planned_on(case, starts_on)):
		wait_for_creators("Mentoring Session")
	return _started_at(case, starts_on, lock=True) or _planned_on(case, starts_on, lock=True)


def _started_at(case: str, starts_on: datetime | None, lock: bool = False) -> str | None:
	known = {"case": case, "starts_on": starts_on, "status": ["!=", "Cancelled"]}
	return frappe.db.get_value("Mentoring Session", known, "name", for_update=lock) if starts_on else None


def _set_start(session, starts_on: str | None) -> None:
	"""A cancelled session keeps its planned time; one held before its time has just ended."""
	if session.status == "Cancelled" and not session.is_new():
		return
	is_early = (
		session.status == "Held" and (get_datetime(session.starts_on) or now_datetime()) > now_datetime()
	)
	if starts_on:
		session.starts_on = _moment(starts_on)
	elif session.is_new() or is_early:
		session.starts_on = _just_ended(session.duration)


def _just_ended(duration: int | None) -> datetime:
	"""The start of a session that ends now."""
	minutes = cint(duration) or get_settings().session_minutes
	return add_to_date(now_datetime(), minutes=-minutes).replace(microsecond=0)


def _moment(text: str | datetime | None) -> datetime | None:
	try:
		return get_datetime(text) if text else None
	except (TypeError, ValueError, OverflowError):
		frappe.throw(_("Start: enter a date and a time, as 2026-11-24 10:30."), MentoringError)


def log_group(group: str, starts_on: str, attendance: list[dict], duration: int | None = None) -> list[str]:
	"""Log one meeting of a group: a session for each member, all or none. Returns their names.

	``attendance`` is ``[{"case", "status": Held or Missed, and fields of LOGGED}]``; logging the same meeting
	again changes its sessions. Raises PermissionError for a group that is not the session user's.
	"""
	doc = frappe.get_doc("Mentoring Group", group, for_update=True)  # the same meeting sent twice at once
	_check_leads(doc)
	_check_attendance(doc, attendance)
	start = _moment(starts_on)
	if not start:
		frappe.throw(_("Start is missing: enter when the group met."), frappe.MandatoryError)
	return [_log_member(doc, start, duration, row) for row in attendance]


def _check_attendance(group, attendance: list[dict]) -> None:
	members = {row.case for row in group.members if row.status == "Member"}
	if unknown := {row.get("case") for row in attendance} - members:
		frappe.throw(
			_("Not a member of this group: {0}.").format(", ".join(sorted(map(str, unknown)))), MentoringError
		)
	for row in attendance:
		if row.get("status", "Held") not in ATTENDED:
			frappe.throw(_("Status of {0}: choose Held or Missed.").format(row["case"]), MentoringError)


def _check_leads(group) -> None:
	group.check_permission("write")
	if group.mentor not in mentor_keys() and not is_coordinator():
		frappe.throw(_("Only the mentor of this group may log it."), frappe.PermissionError)


def _log_member(group, start: datetime, duration: int | None, row: dict) -> str:
	known = {"case": row["case"], "group_session": f"{group.name} {start}"}
	session = locked_or_new("Mentoring Session", known)
	session.update(
		{
			**known,
			"mentoring_group": group.name,
			"session_type": "Group",
			"led_by": leader_for(group.mentor),
			"starts_on": start,
			"duration": duration or group.duration,
			"room": group.room,
			"in_lesson": group.in_lesson,
			"status": "Held",
			**{field: row[field] for field in LOGGED if field in row},
		}
	)
	session.flags.placed_by_code = True
	session.flags.ignore_permissions = True  # `_check_leads`: a group's mentor logs also others' pupils in it
	session.save()
	return session.name


def give_planned_sessions(case: str, mentor: str, new_mentor: str) -> None:
	"""A case has another mentor, who from now on leads what was planned with the former one."""
	session = frappe.qb.DocType("Mentoring Session")
	(
		frappe.qb.update(session)
		.set(session.led_by, new_mentor)
		.where((session.case == case) & (session.status == "Planned") & (session.led_by == mentor))
	).run()


def delivery(plans: list[str]) -> dict[str, Delivery]:
	"""Planned and delivered sessions and minutes per plan, and the cost where Settings give a rate.

	``{plan: {"planned_sessions", "planned_minutes", "held_sessions", "held_minutes", "cost"}}``,
	with whole minutes, and the cost in the school's currency or None.
	Planned counts what was planned and not cancelled, held or not.
	"""
	rate = get_settings().cost_per_hour
	found: dict[str, Delivery] = {}
	if not plans:
		return found
	for row in frappe.get_all(
		"Mentoring Session",
		filters={"plan": ["in", plans], "status": ["!=", "Cancelled"]},
		fields=["plan", "status", "duration"],
		order_by="starts_on asc",
	):
		totals = found.setdefault(row.plan, _nothing_delivered())
		totals["planned_sessions"] += 1
		totals["planned_minutes"] += cint(row.duration)
		if row.status == "Held":
			totals["held_sessions"] += 1
			totals["held_minutes"] += cint(row.duration)
	for totals in found.values():
		totals["cost"] = round(rate * totals["held_minutes"] / 60, 2) if rate else None
	return found


def _nothing_delivered() -> Delivery:
	return Delivery(planned_sessions=0, planned_minutes=0, held_sessions=0, held_minutes=0, cost=None)
