"""The way of nominations to a decision and to a first meeting, and how long each step takes."""

from datetime import date

import frappe
from frappe.query_builder.functions import Avg, Count, Max, Min
from frappe.utils import getdate
from pypika import Case

from learning_mentor.figures.reach import (
	CASE,
	SESSION,
	YEAR_GROUP,
	DateDiff,
	chosen,
	days_of,
	narrowed,
	number_columns,
	percent,
	readable,
	rounded,
	whole_numbers,
	within,
)

NOMINATION = "Mentoring Nomination"
SOURCE, URGENCY = "Source", "Urgency"
GROUPS = {SOURCE: "source", URGENCY: "urgency", YEAR_GROUP: "program"}
TO_DECIDE = ("Submitted", "Under Review")
STAGES = {
	"to_decide": TO_DECIDE,
	"waiting_list": ("Waiting List",),
	"accepted": ("Accepted",),
	"declined": ("Declined",),
	"withdrawn": ("Withdrawn",),
}


def by(group: str = SOURCE, **filters) -> list[dict]:
	"""A row per source, urgency or year group of what was submitted in the days, most nominations first.

	``filters``: ``from_date``, ``to_date``, ``source``, ``urgency``, ``program``. Row: ``group``,
	``nominated``, a number for each of `STAGES` (where they are now), ``met`` (accepted pupils who have had a
	session), ``accepted_percent`` of those decided; in calendar days, means with one decimal:
	``days_to_decision``, ``longest_to_decision``, ``longest_undecided`` (until today) and
	``days_to_first_session`` after acceptance.
	"""
	nomination = frappe.qb.DocType(NOMINATION)
	name = chosen(group, {each: nomination[fieldname] for each, fieldname in GROUPS.items()})
	rows = _query(nomination, filters).select(name.as_("group")).groupby(name).run(as_dict=True)
	return sorted(map(_finished, rows), key=lambda row: (-row["nominated"], row["group"]))


def total(**filters) -> dict:
	"""All of them in one row, without ``group``."""
	return _finished(_query(frappe.qb.DocType(NOMINATION), filters).run(as_dict=True)[0])


def _query(nomination, filters: dict):
	days = days_of(filters)
	met = _first_sessions(days).as_("met")
	decided = nomination.status.isin((*STAGES["accepted"], *STAGES["declined"]))
	undecided = nomination.status.isin((*TO_DECIDE, *STAGES["waiting_list"]))
	waiting = DateDiff(getdate(), nomination.submitted_on)
	to_decision = DateDiff(nomination.decided_on, nomination.submitted_on)
	query = (
		frappe.qb.from_(nomination)
		.left_join(met)
		.on(met.nomination == nomination.name)
		.select(
			Count(nomination.name).as_("nominated"),
			*number_columns(STAGES, nomination.status),
			Count(met.nomination).as_("met"),
			Avg(Case().when(decided, to_decision)).as_("days_to_decision"),
			Max(Case().when(decided, to_decision)).as_("longest_to_decision"),
			Max(Case().when(undecided, waiting)).as_("longest_undecided"),
			Avg(DateDiff(met.first_on, nomination.decided_on)).as_("days_to_first_session"),
		)
		.where((nomination.status != "Draft") & readable(NOMINATION))
		.where(within(nomination.submitted_on, days))
	)
	return narrowed(query, filters, {fieldname: nomination[fieldname] for fieldname in GROUPS.values()})


def _first_sessions(days: tuple[date, date]):
	"""Query ``nomination, first_on`` of the cases that came of nominations in these days."""
	case, session, nomination = (frappe.qb.DocType(name) for name in (CASE, SESSION, NOMINATION))
	return (
		frappe.qb.from_(nomination)
		.join(case)
		.on(case.nomination == nomination.name)
		.join(session)
		.on((session.case == case.name) & (session.status == "Held"))
		.select(case.nomination.as_("nomination"), Min(session.starts_on).as_("first_on"))
		.where(within(nomination.submitted_on, days))
		.where(readable(CASE))
		.groupby(case.nomination)
	)


def _finished(row: dict) -> dict:
	whole_numbers(row, ("nominated", *STAGES, "met"))
	for mean in ("days_to_decision", "days_to_first_session"):
		row[mean] = rounded(row[mean])
	row["accepted_percent"] = percent(row["accepted"], row["accepted"] + row["declined"])
	return row
