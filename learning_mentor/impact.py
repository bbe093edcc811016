"""Whether mentoring helps one pupil: check-ins over time, and Education's attendance and results around it.

Before, during and after are told by the days on which the case was opened and closed.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_months, flt, getdate

from learning_mentor.translatable import N_

MONTHS_AROUND = 6
ABOUT = ("scale", "target_text", "answered_as")
BEFORE, DURING, AFTER = N_("Before"), N_("During"), N_("After")
BETTER, WORSE, SAME = N_("Better"), N_("Worse"), N_("The same")


def of_case(case: str) -> dict:
	"""``{"check_ins", "attendance", "results"}`` of a case: see the functions of this module.

	Raises PermissionError for whoever may not read the case.
	"""
	row = readable_case(case)
	return {
		"check_ins": check_in_trends(row.name),
		"attendance": attendance_by_month(row),
		"results": results_of(row),
	}


def readable_case(case: str) -> dict:
	"""What is needed of a case, read as a list is: a form's charts need none of its tables.

	Raises PermissionError for whoever may not read the case.
	"""
	rows = frappe.get_list(
		"Mentoring Case",
		filters={"name": case},
		fields=["name", "student", "opened_on", "closed_on"],
		order_by="name asc",
		limit=1,
	)
	if not rows:
		frappe.throw(_("You may not read this case."), frappe.PermissionError)
	return rows[0]


def check_in_trends(case: str) -> list[dict]:
	"""Scored check-ins by scale, target and who answered, in order of time.

	``[{"scale", "target_text", "answered_as", "points": [{"on": date, "score"}], "baseline", "latest",
	"change", "verdict"}]``: the scores in points of the scale, ``change`` from the first to the latest,
	``verdict`` what that means on this scale (Better, Worse, The same), None after a single check-in.
	"""
	trends: dict[tuple, dict] = {}
	for row in _scored(case):
		key = (row.scale, row.plan, row.target_number, row.answered_as)
		trend = trends.setdefault(key, {**{field: row[field] for field in ABOUT}, "points": []})
		trend["points"].append({"on": row.answered_on, "score": row.score})
		trend["verdict"] = _verdict(trend["points"], row.higher_is_better)
	for trend in trends.values():
		scores = [point["score"] for point in trend["points"]]
		trend.update(baseline=scores[0], latest=scores[-1], change=flt(scores[-1] - scores[0], 2))
	return list(trends.values())


def _scored(case: str) -> list[dict]:
	check_in, scale = frappe.qb.DocType("Mentoring Check-in"), frappe.qb.DocType("Mentoring Scale")
	return (
		frappe.qb.from_(check_in)
		.join(scale)
		.on(scale.name == check_in.scale)
		.select(*(check_in[field] for field in (*ABOUT, "plan", "target_number", "answered_on", "score")))
		.select(scale.higher_is_better)
		.where((check_in.case == case) & (check_in.status == "Answered") & (check_in.has_score == 1))
		.orderby(check_in.answered_on)
		.orderby(check_in.creation)
	).run(as_dict=True)


def _verdict(points: list[dict], upwards: int) -> str | None:
	if len(points) < 2:
		return None
	first, latest = points[0]["score"], points[-1]["score"]
	if first == latest:
		return SAME
	return BETTER if (latest > first) == bool(upwards) else WORSE


def attendance_by_month(case) -> list[dict]:
	"""Attendance of each month, from six months before the case to six months after it.

	``[{"month": "2026-11", "percent": 0-100, "days": recorded, "phase": Before, During or After}]``.
	As in `education_records.attendance` a day counts once, and days on leave do not. A month is During when
	any of its days is.
	"""
	recorded: dict[str, set] = {}
	present: dict[str, set] = {}
	for day, status in _attendance(case.student, *days_shown(case)):
		month = f"{day:%Y-%m}"
		if status != "Leave":
			recorded.setdefault(month, set()).add(day)
		if status == "Present":
			present.setdefault(month, set()).add(day)
	return [_month(case, month, days, present.get(month, set())) for month, days in sorted(recorded.items())]


def days_shown(case) -> tuple[date, date]:
	"""First and last day that is read of a pupil: six months around the case, and no more for its mentor."""
	first = add_months(getdate(case.opened_on), -MONTHS_AROUND).replace(day=1)
	last = min(getdate(), add_months(getdate(case.closed_on), MONTHS_AROUND)) if case.closed_on else getdate()
	return first, last


def _attendance(student: str, first: date, last: date) -> list[tuple]:
	record = frappe.qb.DocType("Student Attendance")
	return (
		frappe.qb.from_(record)
		.select(record.date, record.status)
		.where((record.student == student) & (record.docstatus == 1) & record.date[first:last])
		.groupby(record.date, record.status)
	).run()


def _month(case, month: str, days: set, present: set) -> dict:
	phases = {phase_of(case, day) for day in days}
	return {
		"month": month,
		"percent": round(100 * len(present) / len(days), 1),
		"days": len(days),
		"phase": DURING if DURING in phases else max(phases),
	}


def phase_of(case, day) -> str:
	"""Before, During or After the case, its first and last day included in During."""
	day = getdate(day)
	if day < getdate(case.opened_on):
		return BEFORE
	return AFTER if case.closed_on and day > getdate(case.closed_on) else DURING


def results_of(case) -> list[dict]:
	"""The pupil's results of the same months in order of time.

	``[{"on": date, "course", "percent": 0-100, "phase"}]``.
	"""
	first, last = days_shown(case)
	rows = frappe.get_all(
		"Assessment Result",
		filters={
			"student": case.student,
			"docstatus": 1,
			"maximum_score": [">", 0],
			"creation": ["between", [f"{first} 00:00:00", f"{last} 23:59:59"]],
		},
		fields=["creation", "course", "total_score", "maximum_score"],
		order_by="creation asc",
	)
	return [
		{
			"on": getdate(row.creation),
			"course": row.course,
			"percent": round(100 * flt(row.total_score) / flt(row.maximum_score), 1),
			"phase": phase_of(case, row.creation),
		}
		for row in rows
	]
