"""A mentor's morning on one page, in a number of queries that does not grow with the caseload."""

from datetime import datetime

import frappe
from frappe.query_builder import Order
from frappe.query_builder.functions import Max
from frappe.utils import add_days, getdate, now_datetime

from learning_mentor import own_tasks, progress
from learning_mentor.api.shapes.casework import Caseload
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import mentor_keys
from learning_mentor.plans import IN_FORCE
from learning_mentor.school_days import WEEKDAYS

LOG_WITHIN = 7  # days that a planned session stays on the page while nobody has logged it
SESSION_COLUMNS = (
	"name",
	"case",
	"student_name",
	"session_type",
	"starts_on",
	"duration",
	"status",
	"place",
	"group_session",
)
GROUP_COLUMNS = ("name", "theme", "weekday", "start_time", "duration", "from_date", "to_date")


def my_caseload() -> Caseload:
	"""The open cases that the session user holds or covers, and what today asks for.

	``cases``: ``name, student_name, program, mode, status, last_seen, days_since, not_seen, absent, plan,
	review_date, review_due, advice`` each; ``sessions``: today's, and planned ones of the last week that
	nobody has logged; ``groups``: open ones as ``name, theme, weekday, start_time, duration, is_today,
	members: [{case, student_name}]``; ``tasks``: open ToDos that are due; ``messages``: guardians' answers of
	the last week; ``handovers`` that await the user. Empty for whoever holds or covers no profile.
	"""
	keys = sorted(mentor_keys())
	cases = _open_cases(keys)
	names = [case.name for case in cases]
	plans = _plans_in_force(names)
	_add_last_seen(cases)
	_add_absences(cases)
	_add_plans(cases, plans)
	return {
		"cases": cases,
		"sessions": _sessions_to_do(keys),
		"groups": _groups(keys),
		"tasks": own_tasks.due(keys),
		"messages": _answers_of_guardians(keys),
		"handovers": _handovers(keys),
	}


def _open_cases(keys: list[str]) -> list[frappe._dict]:
	if not keys:
		return []
	return frappe.get_all(
		"Mentoring Case",
		filters={"mentor": ["in", keys], "status": ["!=", "Closed"]},
		fields=["name", "student", "student_name", "program", "mode", "status", "opened_on"],
		order_by="student_name asc",
	)


def _add_last_seen(cases: list[frappe._dict]) -> None:
	"""By sessions held and drop-ins visited."""
	seen = _last_seen([case.name for case in cases]) if cases else {}
	limit = get_settings().not_seen_days
	for case in cases:
		last = seen.get(case.name)
		case.last_seen = getdate(last) if last else None
		case.days_since = (getdate() - getdate(last or case.opened_on)).days
		case.not_seen = case.days_since > limit and case.status == "Open"


def _last_seen(cases: list[str]) -> dict[str, datetime | None]:
	"""Case and moment, in one query."""
	case = frappe.qb.DocType("Mentoring Case")
	rows = (
		frappe.qb.from_(case)
		.select(case.name, _last_session_of(case), _last_drop_in_of(case))
		.where(case.name.isin(cases))
	).run()
	return {name: max(filter(None, moments), default=None) for name, *moments in rows}


def _last_session_of(case):
	"""The newest alone, by the index of the case's sessions: a maximum would read all of them."""
	session = frappe.qb.DocType("Mentoring Session")
	return (
		frappe.qb.from_(session)
		.select(session.starts_on)
		.where((session.case == case.name) & (session.status == "Held"))
		.orderby(session.starts_on, order=Order.desc)
		.limit(1)
	).as_("session")


def _last_drop_in_of(case):
	registration, event = (
		frappe.qb.DocType("Mentoring Event Registration"),
		frappe.qb.DocType("Mentoring Event"),
	)
	return (
		frappe.qb.from_(registration)
		.join(event)
		.on(event.name == registration.event)
		.select(Max(registration.starts_on))
		.where(registration.student == case.student)
		.where((registration.status == "Attended") & (event.kind == "Drop-in"))
	).as_("drop_in")


def _add_absences(cases: list[frappe._dict]) -> None:
	"""Marks pupils whom Student Attendance has as absent since yesterday."""
	students = [case.student for case in cases]
	absent = set(
		students
		and frappe.get_all(
			"Student Attendance",
			filters={
				"student": ["in", students],
				"docstatus": 1,
				"status": "Absent",
				"date": [">=", add_days(getdate(), -1)],
			},
			pluck="student",
			order_by="date asc",
		)
	)
	for case in cases:
		case.absent = case.student in absent


def _plans_in_force(cases: list[str]) -> dict[str, dict]:
	if not cases:
		return {}
	plans = frappe.get_all(
		"Mentoring Action Plan",
		filters={"case": ["in", cases], "status": ["in", IN_FORCE]},
		fields=["name", "case", "status", "review_date", "agreed_on", "approved_on", "creation"],
		order_by="creation asc",
	)
	return {plan.case: plan for plan in plans}


def _add_plans(cases: list[frappe._dict], plans: dict[str, frappe._dict]) -> None:
	names = [plan.name for plan in plans.values()]
	points = progress.points_of(names)
	targets = _targets_of(names)
	for case in cases:
		plan = plans.get(case.name)
		case.plan = plan.name if plan else None
		case.review_date = plan.review_date if plan else None
		case.review_due = bool(plan and plan.review_date and getdate(plan.review_date) <= getdate())
		case.advice = _advice(plan, targets.get(plan.name, []), points.get(plan.name, {})) if plan else []


def _targets_of(plans: list[str]) -> dict[str, list[dict]]:
	found: dict[str, list[dict]] = {}
	if not plans:
		return found
	for row in frappe.get_all(
		"Mentoring Plan Target",
		filters={"parenttype": "Mentoring Action Plan", "parent": ["in", plans]},
		fields=["parent", "idx", "due_date", "baseline", "target_value"],
		order_by="idx asc",
	):
		found.setdefault(row.parent, []).append(row)
	return found


def _advice(plan: dict, targets: list[frappe._dict], points: dict) -> list[str]:
	started = progress.start_of(plan)
	advised = {progress.advice(row, started, points.get(row.idx, [])) for row in targets}
	return sorted(advised & {progress.CHANGE_STRATEGY, progress.RAISE_GOAL})


def _sessions_to_do(keys: list[str]) -> list[frappe._dict]:
	"""Today's sessions, held or not, and earlier ones that still wait to be logged."""
	if not keys:
		return []
	session, room = frappe.qb.DocType("Mentoring Session"), frappe.qb.DocType("Room")
	first_day = add_days(getdate(), -LOG_WITHIN)
	of_today = session.starts_on >= f"{getdate()} 00:00:00"
	return (
		frappe.qb.from_(session)
		.left_join(room)
		.on(room.name == session.room)
		.select(*[session[column] for column in SESSION_COLUMNS], room.room_name)
		.where(session.mentor.isin(keys) & (session.status != "Cancelled"))
		.where(session.starts_on.between(f"{first_day} 00:00:00", f"{getdate()} 23:59:59"))
		.where((session.status == "Planned") | of_today)
		.orderby(session.starts_on)
	).run(as_dict=True)


def _groups(keys: list[str]) -> list[frappe._dict]:
	"""Open groups with their members, in one query."""
	if not keys:
		return []
	group, row = frappe.qb.DocType("Mentoring Group"), frappe.qb.DocType("Mentoring Group Member")
	rows = (
		frappe.qb.from_(group)
		.left_join(row)
		.on((row.parent == group.name) & (row.parenttype == "Mentoring Group") & (row.status == "Member"))
		.select(*[group[column] for column in GROUP_COLUMNS], row.case, row.student_name)
		.where(group.mentor.isin(keys) & (group.status == "Open"))
		.orderby(group.theme, group.name, row.idx)
	).run(as_dict=True)
	groups: dict[str, dict] = {}
	for found in rows:
		member = {"case": found.pop("case"), "student_name": found.pop("student_name")}
		listed = groups.setdefault(found.name, {**found, "is_today": _is_today(found), "members": []})
		if member["case"]:
			listed["members"].append(member)
	return list(groups.values())


def _is_today(group: frappe._dict) -> bool:
	if group.from_date and getdate(group.from_date) > getdate():
		return False
	if group.to_date and getdate(group.to_date) < getdate():
		return False
	return group.weekday == WEEKDAYS[getdate().weekday()]


def _answers_of_guardians(keys: list[str]) -> list[dict]:
	"""What guardians answered to plans in the last week."""
	if not keys:
		return []
	plan, row = frappe.qb.DocType("Mentoring Action Plan"), frappe.qb.DocType("Mentoring Plan Decision")
	return (
		frappe.qb.from_(row)
		.join(plan)
		.on(row.parent == plan.name)
		.select(plan.name, plan.student_name, row.decision, row.decided_on, row.comment)
		.where(plan.mentor.isin(keys) & row.decision.isin(("Guardian agreed", "Change asked for")))
		.where(row.decided_on >= add_days(now_datetime(), -7))
		.orderby(row.decided_on)
	).run(as_dict=True)


def _handovers(keys: list[str]) -> list[dict]:
	if not keys:
		return []
	return frappe.get_all(
		"Mentoring Handover",
		filters={"to_mentor": ["in", keys], "status": ["in", ("Offered", "Question Asked")]},
		fields=["name", "mentor_name", "status", "creation"],
		order_by="creation asc",
	)
