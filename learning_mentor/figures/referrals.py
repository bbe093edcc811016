"""How long agencies take to answer referrals, to decide and to begin."""

import frappe
from frappe.query_builder.functions import Avg, Count, Max, Min, Sum
from frappe.utils import getdate
from pypika import Case

from learning_mentor.figures.reach import (
	DateDiff,
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

REFERRAL, AGENCY = "Mentoring Referral", "Support Agency"
DECISIONS = ("Accepted", "Declined")
UNDECIDED = ("Sent", "Acknowledged", "More Information")
STAGES = {"open": UNDECIDED, "accepted": ("Accepted", "In Progress"), "declined": ("Declined",)}


def by_agency(**filters) -> list[dict]:
	"""A row per agency of the referrals sent in the days, by the agency's name.

	``filters``: ``from_date``, ``to_date``, ``agency``, ``agency_type``, ``urgency``. Row: ``agency,
	agency_type``, ``sent``, ``open`` (not decided), ``accepted``, ``declined``, ``closed``, ``late`` (not
	decided, and the day to decide by is past), ``chasers`` sent, ``longest_open`` and means with one decimal
	``days_to_answer``, ``days_to_decision``, ``days_to_start``, all in calendar days after sending.
	"""
	query, agency = _query(filters)
	query = query.select(agency.name.as_("agency"), agency.agency_type)
	query = query.groupby(agency.name, agency.agency_type).orderby(agency.name)
	return [_finished(row) for row in query.run(as_dict=True)]


def total(**filters) -> dict:
	"""All of them in one row."""
	query, _agency = _query(filters)
	return _finished(query.run(as_dict=True)[0])


def _query(filters: dict) -> tuple:
	referral, agency = frappe.qb.DocType(REFERRAL), frappe.qb.DocType(AGENCY)
	answers = _answers().as_("answers")
	undecided = referral.status.isin(UNDECIDED)
	query = (
		frappe.qb.from_(referral)
		.join(agency)
		.on(agency.name == referral.agency)
		.left_join(answers)
		.on(answers.parent == referral.name)
		.select(
			Count(referral.name).as_("sent"),
			*number_columns(STAGES, referral.status),
			number_of(referral.status == "Closed").as_("closed"),
			number_of(undecided & (referral.decide_by < getdate())).as_("late"),
			Sum(referral.chasers).as_("chasers"),
			Max(Case().when(undecided, DateDiff(getdate(), referral.sent_on))).as_("longest_open"),
			Avg(DateDiff(answers.answered_on, referral.sent_on)).as_("days_to_answer"),
			Avg(DateDiff(answers.decided_on, referral.sent_on)).as_("days_to_decision"),
			Avg(DateDiff(answers.started_on, referral.sent_on)).as_("days_to_start"),
		)
		.where(within(referral.sent_on, days_of(filters)) & readable(REFERRAL))
	)
	columns = {"agency": agency.name, "agency_type": agency.agency_type, "urgency": referral.urgency}
	return narrowed(query, filters, columns), agency


def _answers():
	"""The first answer, decision and start of each referral."""
	reply = frappe.qb.DocType("Mentoring Referral Reply")
	return (
		frappe.qb.from_(reply)
		.select(
			reply.parent,
			Min(reply.arrived_on).as_("answered_on"),
			Min(Case().when(reply.kind.isin(DECISIONS), reply.arrived_on)).as_("decided_on"),
			Min(Case().when(reply.kind == "In Progress", reply.arrived_on)).as_("started_on"),
		)
		.where(reply.parenttype == REFERRAL)
		.groupby(reply.parent)
	)


def _finished(row: dict) -> dict:
	whole_numbers(row, ("sent", *STAGES, "closed", "late", "chasers"))
	for mean in ("days_to_answer", "days_to_decision", "days_to_start"):
		row[mean] = rounded(row[mean])
	row["late_percent"] = percent(row["late"], row["sent"])
	return row
