"""A year group on its way to the next school: who is ready, what is late, who has no plan yet.

Rows come from lists that ask for the reader's rights: a mentor finds their own pupils, a coordinator all.
"""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import checklist
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import BLUE, GREEN, ORANGE, RED, donut, figure, warning
from learning_mentor.translatable import N_

PLAN, CASE, STEP = "Mentoring Transition Plan", "Mentoring Case", "Mentoring Transition Step"
LATE, NO_PLAN, ON_THE_WAY, READY = N_("Late"), N_("No plan"), N_("On the way"), N_("Ready")
COLORS = {LATE: RED, NO_PLAN: ORANGE, ON_THE_WAY: BLUE, READY: GREEN}
GONE_OUT = ("Shared", "Received", "Settled")
OF_PLAN = (
	"name",
	"case",
	"student_name",
	"program",
	"mentor_name",
	"tier",
	"to_school",
	"transfer_date",
	"status",
)


def execute(filters: frappe._dict | None = None) -> tuple:
	"""Columns, rows, no message, chart and summary of the plans and open cases that the user may list.

	``filters``: ``academic_year``, ``program``, ``readiness``. Raises PermissionError for whoever may not
	read transition plans.
	"""
	frappe.has_permission(PLAN, "read", throw=True)
	filters = frappe._dict(filters or {})
	rows = with_plan(filters) + without_plan(filters)
	counts = Counter(row["readiness"] for row in rows)
	shown = [row for row in rows if filters.readiness in (None, "", row["readiness"])]
	return columns(), shown, None, chart(counts), summary(rows, counts)


def cohort(filters: dict) -> dict:
	return {field: filters[field] for field in ("academic_year", "program") if filters.get(field)}


def with_plan(filters: dict) -> list[dict]:
	plans = frappe.get_list(
		PLAN,
		filters=cohort(filters),
		fields=[*OF_PLAN, "may_share"],
		order_by="transfer_date asc, student_name asc",
		limit_page_length=0,
	)
	steps = steps_of([plan.name for plan in plans])
	return [_row(plan, steps.get(plan.name, [])) for plan in plans]


def steps_of(plans: list[str]) -> dict[str, list]:
	"""Steps of plans that the reader may see, by plan, in one query."""
	found: dict[str, list] = {}
	if plans:
		for row in frappe.get_all(
			STEP,
			filters={"parenttype": PLAN, "parent": ["in", plans]},
			fields=["parent", "step", "due_date", "done"],
			order_by="due_date asc, idx asc",
		):
			found.setdefault(row.parent, []).append(row)
	return found


def _row(plan: frappe._dict, steps: list) -> dict:
	is_over = plan.status == "Settled"
	late = [] if is_over else checklist.late_steps(steps, getdate())
	ahead = None if is_over else checklist.next_step(steps)
	return {
		**plan,
		"readiness": _readiness(plan.status, late),
		"done": f"{sum(bool(row.done) for row in steps)} / {len(steps)}",
		"late": len(late),
		"next_step": ahead and ahead.step,
		"next_due": ahead and ahead.due_date,
		"may_share": plan.may_share if plan.status not in GONE_OUT else None,
	}


def _readiness(status: str, late: list) -> str:
	if late:
		return LATE
	return READY if status in GONE_OUT else ON_THE_WAY


def without_plan(filters: dict) -> list[dict]:
	"""Pupils of the cohort with an open case and no transition plan."""
	cases = frappe.get_list(
		CASE,
		filters={**cohort(filters), "status": ["!=", "Closed"]},
		fields=["name", "student_name", "program", "mentor_name"],
		order_by="student_name asc",
		limit_page_length=0,
	)
	planned = frappe.get_all(
		PLAN, filters={"case": ["in", [case.name for case in cases] or [""]]}, pluck="case", order_by="name"
	)
	return [
		{
			"case": case.name,
			"student_name": case.student_name,
			"program": case.program,
			"mentor_name": case.mentor_name,
			"readiness": NO_PLAN,
			"late": 0,
		}
		for case in cases
		if case.name not in planned
	]


def columns() -> list[dict]:
	return [
		column("student_name", "Data", _("Pupil"), 150),
		column("program", "Link", _("Year group"), 90, options="Program"),
		choice("readiness", _("How it stands"), 110),
		column("late", "Int", _("Late steps"), 90),
		column("done", "Data", _("Steps done"), 95),
		column("next_step", "Data", _("Next step"), 240),
		column("next_due", "Date", _("Due"), 100),
		column("to_school", "Data", _("To school"), 150),
		column("transfer_date", "Date", _("First day"), 100),
		choice("tier", _("Support"), 90),
		choice("status", _("Status"), 90),
		column("may_share", "Data", _("What may be shared"), 220),
		column("mentor_name", "Data", _("Mentor"), 130),
		column("name", "Link", _("Plan"), 140, options=PLAN),
		column("case", "Link", _("Case"), 130, options=CASE),
	]


def chart(counts: Counter) -> dict | None:
	return donut(_("Pupils"), {each: counts[each] for each in COLORS}, COLORS)


def summary(rows: list[dict], counts: Counter) -> list[dict]:
	tiers = Counter(row.get("tier") for row in rows)
	return [
		figure(_("Pupils"), len(rows)),
		figure(_("Ready"), counts[READY], indicator="Green"),
		warning(_("No plan yet"), counts[NO_PLAN], "Orange"),
		warning(_("Late steps"), sum(row["late"] for row in rows)),
		figure(_("Enhanced support"), tiers["Enhanced"]),
	]
