"""What became of home visits."""

import frappe
from frappe.query_builder.functions import Avg, Count
from pypika import Case

from learning_mentor.figures.reach import (
	CASE,
	YEAR_GROUP,
	DateDiff,
	TimestampDiff,
	chosen,
	days_of,
	narrowed,
	number_columns,
	number_of,
	percent,
	readable,
	rounded,
	whole_numbers,
	within,
)
from learning_mentor.figures.time_spent import MINUTE, VISIT

PURPOSE, MENTOR = "Purpose", "Mentor"
STAGES = {
	"ahead": ("Planned", "Approved", "Under Way"),
	"completed": ("Completed",),
	"no_access": ("No Access",),
	"cancelled": ("Cancelled",),
}
WRITE_UP_DAYS = 1


def by(group: str = PURPOSE, **filters) -> list[dict]:
	"""A row per purpose, visitor or year group of the visits that begin in the days, most visits first.

	``filters``: ``from_date``, ``to_date``, ``purpose``, ``mentor`` (the visitor), ``program``. Row:
	``group``, ``visits``, ``pupils``, a number for each of `STAGES`, ``made_percent`` (completed, of those
	that were not cancelled and have ended), ``minutes`` (mean of completed ones), ``written_in_time``
	(percent of completed ones written up by the next day), ``advised`` (with ideas for home) and
	``followed_up`` (with tasks agreed).
	"""
	visit, case = frappe.qb.DocType(VISIT), frappe.qb.DocType(CASE)
	columns = {PURPOSE: visit.purpose, MENTOR: visit.visitor_name, YEAR_GROUP: case.program}
	name = chosen(group, columns)
	rows = _query(visit, case, filters).select(name.as_("group")).groupby(name).run(as_dict=True)
	return sorted(map(_finished, rows), key=lambda row: (-row["visits"], row["group"]))


def total(**filters) -> dict:
	"""All of them in one row, without ``group``."""
	query = _query(frappe.qb.DocType(VISIT), frappe.qb.DocType(CASE), filters)
	return _finished(query.run(as_dict=True)[0])


def _query(visit, case, filters: dict):
	made = visit.status == "Completed"
	minutes = TimestampDiff(MINUTE, visit.checked_in_on, visit.checked_out_on)
	in_time = made & (DateDiff(visit.written_up_on, visit.starts_on) <= WRITE_UP_DAYS)
	advice, tasks = _parents("Mentoring Visit Advice"), _parents("Mentoring Follow-up")
	query = (
		frappe.qb.from_(visit)
		.join(case)
		.on(case.name == visit.case)
		.left_join(advice)
		.on(advice.parent == visit.name)
		.left_join(tasks)
		.on(tasks.parent == visit.name)
		.select(
			Count(visit.name).as_("visits"),
			Count(visit.student).distinct().as_("pupils"),
			*number_columns(STAGES, visit.status),
			Avg(Case().when(made, minutes)).as_("minutes"),
			number_of(in_time).as_("in_time"),
			Count(advice.parent).as_("advised"),
			Count(tasks.parent).as_("followed_up"),
		)
		.where(within(visit.starts_on, days_of(filters)) & readable(VISIT))
	)
	columns = {"purpose": visit.purpose, "mentor": visit.visitor, "program": case.program}
	return narrowed(query, filters, columns)


def _parents(table: str):
	"""Visits that have a row in one of their tables."""
	row = frappe.qb.DocType(table)
	return (frappe.qb.from_(row).select(row.parent).where(row.parenttype == VISIT).groupby(row.parent)).as_(
		frappe.scrub(table).replace("-", "_")
	)


def _finished(row: dict) -> dict:
	whole_numbers(row, ("visits", "pupils", *STAGES, "in_time", "advised", "followed_up"))
	row["made_percent"] = percent(row["completed"], row["completed"] + row["no_access"])
	row["written_in_time"] = percent(row.pop("in_time"), row["completed"])
	row["minutes"] = rounded(row["minutes"])
	return row
