"""Time with pupils: sessions and home visits, planned and held, summed up in groups.

Minutes count for each pupil. ``staff_minutes`` count the adults' time: a group's meeting once, shared out
over those who were there, and a visit once for each of its two visitors.
"""

from datetime import date

import frappe
from frappe.query_builder.functions import Coalesce, Count, Sum
from frappe.utils import now_datetime
from pypika import Case
from pypika.terms import LiteralValue, ValueWrapper

from learning_mentor.figures.reach import CASE, SESSION, TimestampDiff, days_of, main_need, readable, within

VISIT = "Mentoring Home Visit"
HOME_VISIT = "Home visit"
MENTOR, NEED, YEAR_GROUP, SETTING, PUPIL = "mentor", "need", "program", "setting", "case"
FIGURES = ("planned", "planned_minutes", "held", "missed", "cancelled", "minutes", "minutes_in_lessons")
STAFF_MINUTES = "staff_minutes"
MINUTE = LiteralValue("MINUTE")


def totals(groups: tuple[str, ...], filters: dict, staff: bool = False) -> list[dict]:
	"""A row per combination of ``groups`` (`MENTOR`, `NEED`, `YEAR_GROUP`, `SETTING`, `PUPIL`), in one query.

	``filters``: ``from_date``, ``to_date``, ``mentor`` (who led), ``need`` (main need of the case),
	``program``, ``setting``. Row: the groups (empty: not known), ``pupils`` and `FIGURES`: planned are all
	that were due by now and not cancelled, held or not; with ``staff`` also ``staff_minutes``. Time is in
	whole minutes.
	"""
	spent = _spent(filters, staff).as_("spent")
	query = frappe.qb.from_(spent).select(Count(spent.student).distinct().as_("pupils"))
	columns = {MENTOR: spent.mentor, SETTING: spent.setting, PUPIL: spent.case}
	if NEED in groups or filters.get("need"):
		need = main_need().as_("main_need")
		query = query.left_join(need).on(need.case == spent.case)
		columns[NEED] = need.need
	if YEAR_GROUP in groups or filters.get("program"):
		case = frappe.qb.DocType(CASE)
		query = query.join(case).on(case.name == spent.case)
		columns[YEAR_GROUP] = case.program
	for group in (NEED, YEAR_GROUP, SETTING):
		if filters.get(group):
			query = query.where(columns[group] == filters[group])
	for figure in (*FIGURES, *([STAFF_MINUTES] if staff else [])):
		query = query.select(Sum(spent[figure]).as_(figure))
	for group in groups:
		name = Coalesce(columns[group], "")
		query = query.select(name.as_(group)).groupby(name)
	return [_whole(row) for row in query.run(as_dict=True) if row.pupils]


def _whole(row: dict) -> dict:
	for figure in FIGURES:
		row[figure] = round(float(row[figure] or 0))
	if STAFF_MINUTES in row:
		row[STAFF_MINUTES] = float(row[STAFF_MINUTES] or 0)
	return row


def _spent(filters: dict, staff: bool):
	"""Query of sums by case, leader and setting: few rows to join, however many sessions there are."""
	days = days_of(filters)
	if filters.get(SETTING) == HOME_VISIT:
		return _visits(filters, days, staff)
	if filters.get(SETTING):
		return _sessions(filters, days, staff)
	return _sessions(filters, days, staff).union_all(_visits(filters, days, staff))


def _sessions(filters: dict, days: tuple[date, date], staff: bool):
	session = frappe.qb.DocType(SESSION)
	query = (
		frappe.qb.from_(session)
		.select(
			session.case.as_("case"),
			session.student.as_("student"),
			session.led_by.as_("mentor"),
			session.session_type.as_("setting"),
		)
		.select(*_counts(session, session.duration, session.duration, "Held", "Missed"))
		.select(Sum(session.minutes_in_lessons).as_("minutes_in_lessons"))
		.where(within(session.starts_on, days))
		.where(readable(SESSION))
		.groupby(session.case, session.student, session.led_by, session.session_type)
	)
	if filters.get(MENTOR):
		query = query.where(session.led_by == filters[MENTOR])
	if not staff:
		return query
	size = _sizes(days).as_("size")
	share = session.duration / Coalesce(size.number, 1)
	query = query.left_join(size).on(size.group_session == session.group_session)
	return query.select(Sum(Case().when(session.status == "Held", share).else_(0)).as_(STAFF_MINUTES))


def _sizes(days: tuple[date, date]):
	"""How many were at each group's meeting. Other mentors' pupils count too, or a meeting would cost
	double.
	"""
	session = frappe.qb.DocType(SESSION)
	return (
		frappe.qb.from_(session)
		.select(session.group_session, Count(session.name).as_("number"))
		.where((session.group_session > "") & (session.status == "Held"))
		.where(within(session.starts_on, days))
		.groupby(session.group_session)
	)


def _visits(filters: dict, days: tuple[date, date], staff: bool):
	visit = frappe.qb.DocType(VISIT)
	planned = TimestampDiff(MINUTE, visit.starts_on, visit.ends_on)
	spent = Coalesce(TimestampDiff(MINUTE, visit.checked_in_on, visit.checked_out_on), planned)
	query = (
		frappe.qb.from_(visit)
		.select(
			visit.case.as_("case"),
			visit.student.as_("student"),
			visit.visitor.as_("mentor"),
			ValueWrapper(HOME_VISIT).as_("setting"),
		)
		.select(*_counts(visit, planned, spent, "Completed", "No Access"))
		.select(ValueWrapper(0).as_("minutes_in_lessons"))
		.where(within(visit.starts_on, days))
		.where(readable(VISIT))
		.groupby(visit.case, visit.student, visit.visitor)
	)
	if filters.get(MENTOR):
		query = query.where(visit.visitor == filters[MENTOR])
	if not staff:
		return query
	of_all = spent * Case().when(visit.companion > "", 2).else_(1)
	return query.select(Sum(Case().when(visit.status == "Completed", of_all).else_(0)).as_(STAFF_MINUTES))


def _counts(record, planned, spent, held: str, missed: str) -> list:
	"""The columns that both kinds have, in the order of `FIGURES` but for the last."""
	status = record.status
	kept = status.isin((held, missed)) | ((status != "Cancelled") & (record.starts_on <= now_datetime()))
	return [
		Sum(Case().when(kept, 1).else_(0)).as_("planned"),
		Sum(Case().when(kept, planned).else_(0)).as_("planned_minutes"),
		Sum(Case().when(status == held, 1).else_(0)).as_("held"),
		Sum(Case().when(status == missed, 1).else_(0)).as_("missed"),
		Sum(Case().when(status == "Cancelled", 1).else_(0)).as_("cancelled"),
		Sum(Case().when(status == held, spent).else_(0)).as_("minutes"),
	]
