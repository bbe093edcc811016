"""Groups: formed by the coordinator, led and logged by their mentor, one of them closed with its outcomes."""

import random
from datetime import date, timedelta

import frappe
from frappe.utils import getdate

from learning_mentor import sessions
from learning_mentor.demo import school_year
from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.daily_work import date_session_back
from learning_mentor.demo.data import address, read
from learning_mentor.demo.diary import days_absent, moment, school_days
from learning_mentor.demo.history import date_back
from learning_mentor.demo.masters import need_of
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert
from learning_mentor.plans import plan_in_force
from learning_mentor.school_days import WEEKDAYS

GROUP = "Mentoring Group"


def add_groups(register: Register) -> None:
	for row in read("groups"):
		if register.has(f"met {row['key']}"):
			continue
		name = _form(register, row)
		register.put(f"mentoring group {row['key']}", GROUP, name)
		_meet(register, row, name)
		if row.get("outcomes"):
			_close(register, row, name)
		register.mark(f"met {row['key']}")
		frappe.db.commit()


def _dates(row: dict) -> tuple[date, date]:
	first, last = (school_year.weeks_ago(weeks) for weeks in row["weeks"])
	return first, last


def _form(register: Register, row: dict) -> str:
	first, last = _dates(row)
	with acting_as(address("coordinator")):
		name = insert(
			GROUP,
			{
				"theme": row["theme"],
				"need": need_of(row["need"]),
				"mentor": register.get(f"mentor {row['mentor']}"),
				"places": row["places"],
				"weekday": WEEKDAYS[row["weekday"]],
				"start_time": row["at"],
				"duration": row["minutes"],
				"from_date": first,
				"to_date": last if row.get("outcomes") else None,
				"room": register.get(f"room {row['room']}"),
				"members": [{"case": register.get(f"case {pupil}")} for pupil in row["members"]],
			},
		)
	date_back(GROUP, name, moment(first - timedelta(days=2), "15:10"))
	for case, joined in _joined(name, first).items():
		member = {"parent": name, "case": case}
		frappe.db.set_value("Mentoring Group Member", member, "joined_on", joined, update_modified=False)
	return name


def _joined(group: str, first: date) -> dict[str, date]:
	"""From when on each member comes: once the plan is agreed, or without one the case is open."""
	days = {}
	for row in frappe.get_doc(GROUP, group).members:
		plan = plan_in_force(row.case)
		agreed = plan and frappe.db.get_value("Mentoring Action Plan", plan, "agreed_on")
		opened = frappe.db.get_value("Mentoring Case", row.case, "opened_on")
		days[row.case] = max(first, getdate(agreed or opened))
	return days


def _meet(register: Register, row: dict, group: str) -> None:
	rows = frappe.get_doc(GROUP, group).members
	joined = {member.case: member.joined_on for member in rows if member.status == "Member"}
	members = [pupil for pupil in row["members"] if register.get(f"case {pupil}") in joined]
	absent = {pupil: days_absent(register.get(f"pupil {pupil}")) for pupil in members}
	days = [day for day in school_days(*_dates(row)) if day.weekday() == row["weekday"]]
	for day, meeting in zip(days, row["meetings"], strict=False):
		pupils = [pupil for pupil in members if joined[register.get(f"case {pupil}")] <= day]
		attendance = [_attendance(register, pupil, meeting, day in absent[pupil], day) for pupil in pupils]
		start = moment(day, row["at"])
		with acting_as(address(row["mentor"])):
			logged = sessions.log_group(group, str(start), attendance)
		for pupil, name in zip(pupils, logged, strict=True):
			register.put(f"group session {row['key']} {pupil} {day}", "Mentoring Session", name)
			date_session_back(name, start + timedelta(minutes=row["minutes"] + 10))


def _attendance(register: Register, pupil: str, meeting: dict, absent: bool, day: date) -> dict:
	case = register.get(f"case {pupil}")
	if absent:
		return {"case": case, "status": "Missed", "not_held_reason": "Absent"}
	chance = random.Random(f"{pupil} in a group on {day}")
	before = chance.randint(2, 4)
	return {
		"case": case,
		"mood_before": before,
		"mood_after": min(5, before + chance.randint(0, 1)),
		"pupil_said": meeting["said"].get(pupil),
		"next_steps": meeting["next"],
	}


def _close(register: Register, row: dict, group: str) -> None:
	"""The mentor closes it on the day of its last meeting."""
	_first, last = _dates(row)
	outcomes = {register.get(f"case {pupil}"): outcome for pupil, outcome in row["outcomes"].items()}
	with acting_as(address(row["mentor"])):
		doc = frappe.get_doc(GROUP, group)
		doc.status = "Closed"
		for member in doc.members:
			member.outcome = outcomes[member.case]
		doc.save()
	frappe.db.set_value(GROUP, group, {"closed_on": last, "modified": moment(last, "15:30")})
