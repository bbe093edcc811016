"""Whom events reach."""

import frappe
from frappe.query_builder.functions import Count
from pypika import Case

from learning_mentor.figures.reach import (
	CASE,
	YEAR_GROUP,
	chosen,
	days_of,
	narrowed,
	number_columns,
	percent,
	readable,
	whole_numbers,
	within,
)

EVENT, REGISTRATION = "Mentoring Event", "Mentoring Event Registration"
KIND, SINGLE = "Kind", "Event"
STAGES = {
	"asked": ("Asked",),
	"waiting": ("Waiting",),
	"registered": ("Registered",),
	"attended": ("Attended",),
	"absent": ("Absent",),
	"cancelled": ("Cancelled",),
}


def by(group: str = KIND, **filters) -> list[dict]:
	"""A row per kind, event or year group of the events that begin in the days, most attended first.

	``filters``: ``from_date``, ``to_date``, ``kind``, ``program``. Row: ``group``, ``events``, registrations
	in each of `STAGES`, ``pupils`` who came (each once), ``mentored`` of them with a case,
	``attended_percent`` of those whose attendance was taken. Counted are registrations that the user may
	list.
	"""
	event, entry = frappe.qb.DocType(EVENT), frappe.qb.DocType(REGISTRATION)
	columns = {KIND: event.kind, SINGLE: event.name, YEAR_GROUP: entry.program}
	name = chosen(group, columns)
	query = _query(event, entry, filters).select(name.as_("group")).groupby(name)
	if group == SINGLE:
		query = query.select(event.event_title, event.starts_on, event.capacity)
		query = query.groupby(event.event_title, event.starts_on, event.capacity)
	rows = query.run(as_dict=True)
	return sorted(map(_finished, rows), key=lambda row: (-row["attended"], row["group"]))


def total(**filters) -> dict:
	"""All of them in one row, without ``group``."""
	query = _query(frappe.qb.DocType(EVENT), frappe.qb.DocType(REGISTRATION), filters)
	return _finished(query.run(as_dict=True)[0])


def _query(event, entry, filters: dict):
	mentored = _mentored().as_("mentored")
	came = entry.status == "Attended"
	query = (
		frappe.qb.from_(entry)
		.join(event)
		.on(event.name == entry.event)
		.left_join(mentored)
		.on(mentored.student == entry.student)
		.select(
			Count(event.name).distinct().as_("events"),
			*number_columns(STAGES, entry.status),
			Count(Case().when(came, entry.student)).distinct().as_("pupils"),
			Count(Case().when(came, mentored.student)).distinct().as_("mentored"),
		)
		.where(within(event.starts_on, days_of(filters)))
		.where((event.status != "Cancelled") & readable(REGISTRATION))
	)
	return narrowed(query, filters, {"kind": event.kind, "program": entry.program})


def _mentored():
	"""Pupils with a case that the user may list."""
	case = frappe.qb.DocType(CASE)
	return frappe.qb.from_(case).select(case.student).where(readable(CASE)).groupby(case.student)


def _finished(row: dict) -> dict:
	whole_numbers(row, ("events", *STAGES, "pupils", "mentored"))
	row["attended_percent"] = percent(row["attended"], row["attended"] + row["absent"])
	return row
