"""How many cases mentors hold, and how many places they have."""

import frappe
from frappe.query_builder.functions import Count
from pypika import Case

from learning_mentor.figures.reach import (
	CASE,
	days_of,
	number_of,
	percent,
	readable,
	within,
)
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.translatable import N_

PROFILE = "Mentor Profile"
FULL, FREE, OVER, AWAY = N_("Full"), N_("Places free"), N_("Over the limit"), N_("Away")


def by_mentor(**filters) -> list[dict]:
	"""Mentors who have not left and whom the user may list, by name.

	``filters``: ``employment``, ``phase`` (primary_phase, secondary_phase, college_phase), ``standing``. Row:
	``mentor, mentor_name, employment, status, open`` (paused ones included), ``paused``, ``limit``, ``free``,
	``load`` (percent of the limit) and ``standing``: Away, Over the limit, Full or Places free.
	"""
	rows = [_row(row) for row in _mentors(filters).run(as_dict=True)]
	return [row for row in rows if filters.get("standing") in (None, "", row["standing"])]


def _mentors(filters: dict):
	profile, case = frappe.qb.DocType(PROFILE), frappe.qb.DocType(CASE)
	query = (
		frappe.qb.from_(profile)
		.left_join(case)
		.on((case.mentor == profile.name) & (case.status != "Closed"))
		.select(
			profile.name.as_("mentor"),
			profile.mentor_name,
			profile.employment,
			profile.status,
			profile.caseload_limit.as_("limit"),
			Count(case.name).as_("open"),
			Count(Case().when(case.status == "Paused", case.name)).as_("paused"),
		)
		.where((profile.status != "Left") & readable(PROFILE))
		.groupby(profile.name)
		.orderby(profile.mentor_name, profile.name)
	)
	if filters.get("employment"):
		query = query.where(profile.employment == filters["employment"])
	if filters.get("phase") in ("primary_phase", "secondary_phase", "college_phase"):
		query = query.where(profile[filters["phase"]] == 1)
	return query


def _row(row: dict) -> dict:
	row["limit"] = row["limit"] or get_settings().default_caseload_limit
	away = row["status"] == "On Leave"
	row["free"] = 0 if away else max(0, row["limit"] - row["open"])
	row["load"] = percent(row["open"], row["limit"])
	over = row["open"] > row["limit"]
	row["standing"] = AWAY if away else OVER if over else FREE if row["free"] else FULL
	return row


def cases(**filters) -> dict:
	"""``{"open", "paused", "pupils", "opened", "closed", "outcomes": {outcome: number}}`` of what may be
	listed.

	The last three are of ``from_date`` to ``to_date``; ``pupils`` had an open case on any of those days.
	"""
	case = frappe.qb.DocType(CASE)
	days = first, until = days_of(filters)
	opened = within(case.opened_on, days)
	closed = within(case.closed_on, days)
	during = (case.opened_on < until) & (case.closed_on.isnull() | (case.closed_on >= first))
	query = frappe.qb.from_(case).where(readable(CASE))
	(row,) = query.select(
		number_of(case.status != "Closed").as_("open"),
		number_of(case.status == "Paused").as_("paused"),
		Count(Case().when(during, case.student)).distinct().as_("pupils"),
		number_of(opened).as_("opened"),
		number_of(closed).as_("closed"),
	).run(as_dict=True)
	outcomes = query.select(case.outcome, Count(case.name)).where(closed).groupby(case.outcome).run()
	return {**{figure: int(number or 0) for figure, number in row.items()}, "outcomes": dict(outcomes)}
