"""Plans in force and when they are to be reviewed."""

import frappe
from frappe.query_builder.functions import Count, Max
from frappe.utils import add_days, cint, date_diff, getdate

from learning_mentor.figures.reach import (
	CASE,
	narrowed,
	number_of,
	readable,
)
from learning_mentor.translatable import N_

PLAN = "Mentoring Action Plan"
IN_FORCE = ("Active", "Under Review")
OVERDUE, SOON, LATER = N_("Overdue"), N_("Due soon"), N_("Later")
SOON_DAYS = 14


def due(**filters) -> list[dict]:
	"""Plans in force, the longest overdue first.

	``filters``: ``mentor``, ``program``, ``standing``, ``soon_days`` (default 14). Row: ``plan, case,
	student_name, program, mentor, mentor_name, status, review_date, days`` (until the review, negative:
	overdue), ``reviewed_on`` (the last review) and ``standing``: Overdue, Due soon or Later.
	"""
	rows = [_row(row, _soon(filters)) for row in _plans(filters).run(as_dict=True)]
	return [row for row in rows if filters.get("standing") in (None, "", row["standing"])]


def _soon(filters: dict) -> int:
	return cint(filters.get("soon_days")) or SOON_DAYS


def _plans(filters: dict):
	plan, case = frappe.qb.DocType(PLAN), frappe.qb.DocType(CASE)
	review = frappe.qb.DocType("Mentoring Plan Review")
	query = (
		frappe.qb.from_(plan)
		.join(case)
		.on(case.name == plan.case)
		.left_join(review)
		.on((review.parent == plan.name) & (review.parenttype == PLAN))
		.select(
			plan.name.as_("plan"),
			plan.case,
			plan.student_name,
			case.program,
			plan.mentor,
			plan.mentor_name,
			plan.status,
			plan.review_date,
			Max(review.reviewed_on).as_("reviewed_on"),
		)
		.where(plan.status.isin(IN_FORCE) & readable(PLAN))
		.groupby(plan.name)
		.orderby(plan.review_date, plan.name)
	)
	return narrowed(query, filters, {"mentor": plan.mentor, "program": case.program})


def _row(row: dict, soon: int) -> dict:
	row["days"] = date_diff(row["review_date"], getdate()) if row["review_date"] else None
	days = row["days"]
	row["standing"] = LATER if days is None or days > soon else OVERDUE if days < 0 else SOON
	return row


def counts(soon_days: int = SOON_DAYS) -> dict[str, int]:
	"""``{"in_force", "overdue", "due_soon"}`` of the plans that may be listed."""
	plan, today = frappe.qb.DocType(PLAN), getdate()
	overdue = plan.review_date < today
	soon = (plan.review_date >= today) & (plan.review_date <= add_days(today, soon_days))
	(row,) = (
		frappe.qb.from_(plan)
		.select(
			Count(plan.name).as_("in_force"),
			number_of(overdue).as_("overdue"),
			number_of(soon).as_("due_soon"),
		)
		.where(plan.status.isin(IN_FORCE) & readable(PLAN))
	).run(as_dict=True)
	return {figure: int(number or 0) for figure, number in row.items()}
