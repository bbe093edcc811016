"""Logging and planning sessions: one pupil, a whole group, or weekly until a day."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, get_time, getdate, now_datetime

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_session.mentoring_session import target_texts
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import is_coordinator, mentor_keys
from learning_mentor.plans import plan_in_force
from learning_mentor.school_days import weekly_dates

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
LONGEST_SERIES = 60


def defaults_for(case: str) -> dict:
	"""What the quick form starts with: the pupil's last session, and the targets of the plan in force.

	``{"case", "session_type", "duration", "in_lesson", "room", "place", "planned": name or None,
	"targets": {number: text}}``. Raises PermissionError for a case that the session user may not write.
	"""
	frappe.get_doc("Mentoring Case", case).check_permission("write")
	last = _last_session(case)
	values = {field: last.get(field) for field in CARRIED_OVER} if last else {}
	return {
		"case": case,
		"session_type": "One-to-one",
		"duration": get_settings().session_minutes,
		**{field: value for field, value in values.items() if value},
		"planned": _planned_today(case),
		"targets": target_texts(plan_in_force(case)),
	}


def _last_session(case: str) -> dict | None:
	rows = frappe.get_all(
		"Mentoring Session",
		filters={"case": case, "status": "Held"},
		fields=list(CARRIED_OVER),
		order_by="starts_on desc",
		limit=1,
	)
	return rows[0] if rows else None


def _planned_today(case: str) -> str | None:
	"""Today's planned session, which a quick log completes instead of adding another."""
	day = getdate()
	return frappe.db.get_value(
		"Mentoring Session",
		{"case": case, "status": "Planned", "starts_on": ["between", [f"{day} 00:00:00", f"{day} 23:59:59"]]},
		"name",
		order_by="starts_on asc",
	)


def log(case: str, values: dict) -> str:
	"""Log a session of a case, as held unless ``values`` say otherwise. Returns its name.

	``values`` may hold the fields of `LOGGED` and `CARRIED_OVER`, and ``starts_on``, default: now less the
	duration. Today's planned session is completed where there is one.
	"""
	planned = _planned_today(case)
	session = frappe.get_doc("Mentoring Session", planned) if planned else frappe.new_doc("Mentoring Session")
	if not planned:
		session.update({"case": case, "starts_on": _started(values)})
	known = (*LOGGED, *CARRIED_OVER)
	session.update({"status": "Held", **{field: values[field] for field in known if field in values}})
	if planned and get_datetime(session.starts_on) > now_datetime():
		session.starts_on = _started(values)
	session.save()
	return session.name


def _started(values: dict) -> datetime:
	if values.get("starts_on"):
		return get_datetime(values["starts_on"])
	minutes = cint(values.get("duration")) or get_settings().session_minutes
	return frappe.utils.add_to_date(now_datetime(), minutes=-minutes)


def log_group(group: str, starts_on: str, attendance: list[dict], duration: int | None = None) -> list[str]:
	"""Log one meeting of a group: a session for each member, all or none. Returns their names.

	``attendance`` is ``[{"case", "status": Held or Missed, and fields of LOGGED}]``; logging the same meeting
	again changes its sessions. Raises PermissionError for a group that is not the session user's.
	"""
	doc = frappe.get_doc("Mentoring Group", group)
	_check_leads(doc)
	members = {row.case for row in doc.members if row.status == "Member"}
	if unknown := {row.get("case") for row in attendance} - members:
		frappe.throw(
			_("Not a member of this group: {0}.").format(", ".join(sorted(map(str, unknown)))), MentoringError
		)
	key = f"{doc.name} {get_datetime(starts_on)}"
	return [_log_member(doc, key, starts_on, duration, row) for row in attendance]


def _check_leads(group) -> None:
	group.check_permission("write")
	if group.mentor not in mentor_keys() and not is_coordinator():
		frappe.throw(_("Only the mentor of this group may log it."), frappe.PermissionError)


def _log_member(group, key: str, starts_on: str, duration: int | None, row: dict) -> str:
	known = {"case": row["case"], "group_session": key}
	name = frappe.db.get_value("Mentoring Session", known, "name")
	session = frappe.get_doc("Mentoring Session", name) if name else frappe.new_doc("Mentoring Session")
	session.update(
		{
			**known,
			"mentoring_group": group.name,
			"session_type": "Group",
			"led_by": group.mentor,
			"starts_on": starts_on,
			"duration": duration or group.duration,
			"room": group.room,
			"in_lesson": group.in_lesson,
			"status": "Held",
			**{field: row[field] for field in LOGGED if field in row},
		}
	)
	session.flags.ignore_permissions = True  # `_check_leads`: a group's mentor logs also others' pupils in it
	session.save()
	return session.name


def repeat_weekly(session: str, until: str) -> list[str]:
	"""Plan the session again each week until a day, leaving out days without school. Returns what was added.

	Asking again adds nothing twice; a later day extends the series.
	"""
	first = frappe.get_doc("Mentoring Session", session)
	first.check_permission("write")
	frappe.db.get_value("Mentoring Case", first.case, "name", for_update=True)
	series = first.series or first.name
	if not first.series:
		first.db_set({"series": series, "series_date": getdate(first.starts_on)})
	there = set(
		frappe.get_all("Mentoring Session", {"series": series}, pluck="series_date", order_by="series_date")
	)
	days = [day for day in weekly_dates(getdate(first.starts_on), until) if day not in there]
	if len(days) > LONGEST_SERIES:
		frappe.throw(
			_("Until: at most {0} sessions can be planned at once.").format(LONGEST_SERIES), MentoringError
		)
	return [_plan_again(first, series, day) for day in days]


def _plan_again(first, series: str, day) -> str:
	time = get_time(first.starts_on)
	session = frappe.new_doc("Mentoring Session")
	session.update(
		{
			"case": first.case,
			"led_by": first.led_by,
			**{field: first.get(field) for field in CARRIED_OVER},
			"starts_on": datetime.combine(day, time),
			"status": "Planned",
			"series": series,
			"series_date": day,
		}
	)
	session.insert()
	return session.name


def delivery(plans: list[str]) -> dict[str, dict]:
	"""Planned and delivered sessions and minutes per plan, and the cost where Settings give a rate.

	``{plan: {"planned_sessions", "planned_minutes", "held_sessions", "held_minutes", "cost"}}``,
	with whole minutes, and the cost in the school's currency or None.
	Planned counts what was planned and not cancelled, held or not.
	"""
	rate = get_settings().cost_per_hour
	found: dict[str, dict] = {}
	if not plans:
		return found
	for row in frappe.get_all(
		"Mentoring Session",
		filters={"plan": ["in", plans], "status": ["!=", "Cancelled"]},
		fields=["plan", "status", "duration"],
		order_by="starts_on asc",
	):
		totals = found.setdefault(row.plan, dict.fromkeys(TOTALS, 0))
		totals["planned_sessions"] += 1
		totals["planned_minutes"] += cint(row.duration)
		if row.status == "Held":
			totals["held_sessions"] += 1
			totals["held_minutes"] += cint(row.duration)
	for totals in found.values():
		totals["cost"] = round(rate * totals["held_minutes"] / 60, 2) if rate else None
	return found


TOTALS = ("planned_sessions", "planned_minutes", "held_sessions", "held_minutes")
