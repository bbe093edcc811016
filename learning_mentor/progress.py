"""Progress towards targets: points over time against the straight line from baseline to goal.

The decision rule is the four-point rule of progress monitoring: four points in a row below the line call for
another strategy, four above it for a higher goal. It advises; people decide.
"""

from datetime import date

import frappe
from frappe.utils import flt, getdate

from learning_mentor.translatable import N_

POINTS_FOR_ADVICE = 4
CHANGE_STRATEGY = N_("Change the strategy")
RAISE_GOAL = N_("Raise the goal")
KEEP_GOING = N_("Keep going")
TOO_FEW_POINTS = N_("Too few points")


def take_from_session(session) -> None:
	"""Keep a point for each target that was measured in a held session.

	Saving again changes the points, and takes those back whose value is gone, as all of them are when the
	session was not held after all.
	"""
	measured = {}
	if session.status == "Held":
		measured = {
			row.target_number: flt(row.value) for row in session.targets if row.value not in (None, "")
		}
	_take_back(session, measured)
	for target_number, value in measured.items():
		_keep_point(session, target_number, value)


def _take_back(session, measured: dict[int, float]) -> None:
	for point in frappe.get_all(
		"Mentoring Progress Point",
		filters={"session": session.name},
		fields=["name", "target_number"],
		order_by="target_number asc",
	):
		if point.target_number not in measured:
			frappe.delete_doc(
				"Mentoring Progress Point",
				point.name,
				ignore_permissions=True,  # whoever may save the session takes its points along
			)


def _keep_point(session, target_number: int, value: float) -> None:
	known = {"session": session.name, "target_number": target_number}
	name = frappe.db.get_value("Mentoring Progress Point", known, "name", for_update=True)
	point = (
		frappe.get_doc("Mentoring Progress Point", name, for_update=True)
		if name
		else frappe.new_doc("Mentoring Progress Point")
	)
	point.update(
		{
			**known,
			"case": session.case,
			"plan": session.plan,
			"measured_on": getdate(session.starts_on),
			"value": value,
			"source": "Session",
		}
	)
	point.flags.placed_by_code = True
	point.flags.ignore_permissions = session.flags.ignore_permissions  # a group's mentor measures all members
	point.save()


def take_from_review(plan, rows: list) -> None:
	"""Keep a point for each row that a review has added to a plan."""
	for row in rows:
		point = frappe.get_doc(
			{
				"doctype": "Mentoring Progress Point",
				"case": plan.case,
				"plan": plan.name,
				"target_number": row.target_number,
				"measured_on": row.reviewed_on,
				"value": row.value,
				"source": "Review",
			}
		)
		point.flags.placed_by_code = True
		point.insert()


def line_value(target, started: date, day: date) -> float:
	"""Where the line from baseline to goal stands on a day; flat before its start and after its end."""
	due = getdate(target.due_date)
	if day >= due or due <= started:
		return flt(target.target_value)
	share = max(0, (day - started).days) / (due - started).days
	return flt(target.baseline) + share * (flt(target.target_value) - flt(target.baseline))


def advice(target, started: date, points: list[tuple[date, float]]) -> str:
	"""What the four-point rule says about points in order of time, whichever way the target goes.

	Points are compared with the line as the chart shows it, to two decimals.
	"""
	if len(points) < POINTS_FOR_ADVICE:
		return TOO_FEW_POINTS
	direction = 1 if flt(target.target_value) > flt(target.baseline) else -1
	ahead = [
		direction * round(value - line_value(target, started, day), 2)
		for day, value in points[-POINTS_FOR_ADVICE:]
	]
	if all(distance < 0 for distance in ahead):
		return CHANGE_STRATEGY
	return RAISE_GOAL if all(distance > 0 for distance in ahead) else KEEP_GOING


def targets_with_points(plan) -> list[dict]:
	"""Each target of a plan with its points, its line and the advice, for charts.

	``[{"number", "text", "status", "started", "due", "baseline", "goal", "points": [{"on", "value", "line"}],
	"advice"}]``.
	"""
	started = start_of(plan)
	points = points_of([plan.name]).get(plan.name, {})
	return [_target_with_points(row, started, points.get(row.idx, [])) for row in plan.targets]


def targets_in_force(case: str) -> list[dict]:
	"""As `targets_with_points`, for the plan of a case that is in force; empty without one."""
	in_force = {"case": case, "status": ["in", ("Active", "Under Review")]}
	plans = frappe.get_list(
		"Mentoring Action Plan", in_force, pluck="name", order_by="creation desc", limit=1
	)
	return targets_with_points(frappe.get_doc("Mentoring Action Plan", plans[0])) if plans else []


def _target_with_points(row, started: date, points: list[tuple[date, float]]) -> dict:
	return {
		"number": row.idx,
		"text": row.target_text,
		"status": row.status,
		"started": started,
		"due": row.due_date,
		"baseline": row.baseline,
		"goal": row.target_value,
		"points": [
			{"on": day, "value": value, "line": round(line_value(row, started, day), 2)}
			for day, value in points
		],
		"advice": advice(row, started, points),
	}


def start_of(plan) -> date:
	"""The day from which a plan's lines run: its agreement, else its approval, else its making."""
	return getdate(plan.agreed_on or plan.approved_on or plan.creation)


def points_of(plans: list[str]) -> dict[str, dict[int, list[tuple[date, float]]]]:
	"""Points in order of time, by plan and target number, in one query."""
	found: dict[str, dict[int, list]] = {}
	if not plans:
		return found
	for row in frappe.get_all(
		"Mentoring Progress Point",
		filters={"plan": ["in", plans]},
		fields=["plan", "target_number", "measured_on", "value"],
		order_by="measured_on asc, creation asc",
	):
		found.setdefault(row.plan, {}).setdefault(row.target_number, []).append(
			(getdate(row.measured_on), row.value)
		)
	return found
