"""Moving what has just been done into the past, so that the demo shows months of work.

The moves themselves are real and happen now; afterwards the dates that they left are moved, never a status.
"""

from datetime import datetime, timedelta

import frappe
from frappe.utils import get_datetime, getdate

from learning_mentor.demo import school_year

# Dates that lie ahead when they are set: they move with what set them, and with nothing else
PLANNED = ("triage_by", "due_date", "review_date")

# What Frappe notes about a document: record type -> the field that names the document
TRACES = {
	"Version": "docname",
	"Comment": "reference_name",
	"ToDo": "reference_name",
	"Notification Log": "document_name",
	"Mentoring Notice": "record",
}


def move_back(doctype: str, name: str, weeks: int, planned: tuple[str, ...] = ()) -> None:
	"""Move all dates of today in a document ``weeks`` of school back, and ``planned`` ones set with them."""
	if not weeks:
		return
	by = getdate() - school_year.weeks_ago(weeks)
	doc = frappe.get_doc(doctype, name)
	for row in (doc, *doc.get_all_children()):
		if changes := _moved(row, by, planned):
			frappe.db.set_value(row.doctype, row.name, changes, update_modified=False)
	_move_traces(name, datetime.now() - by)
	doc.clear_cache()


def date_back(doctype: str, name: str, moment: datetime, dates: dict | None = None) -> None:
	"""Let a document, and what was noted about it today, have been written at a moment, with these dates."""
	stamps = {"creation": moment, "modified": moment}
	frappe.db.set_value(doctype, name, {**stamps, **(dates or {})}, update_modified=False)
	for table in frappe.get_meta(doctype).get_table_fields():
		frappe.db.set_value(table.options, {"parent": name}, stamps, update_modified=False)
	_move_traces(name, moment)


def _moved(row, by: timedelta, planned: tuple[str, ...]) -> dict:
	fields = {field.fieldname: field.fieldtype for field in row.meta.fields}
	fields.update(creation="Datetime", modified="Datetime")
	return {
		field: _minus(row.get(field), fieldtype, by)
		for field, fieldtype in fields.items()
		if fieldtype in ("Date", "Datetime") and row.get(field) and _was_just_set(row, field, planned)
	}


def _was_just_set(row, field: str, planned: tuple[str, ...]) -> bool:
	if field in PLANNED:
		is_new_row = not row.get("parent") or getdate(row.creation) == getdate()
		return field in planned and is_new_row
	return getdate(row.get(field)) == getdate()


def _minus(value, fieldtype: str, by: timedelta):
	return getdate(value) - by if fieldtype == "Date" else get_datetime(value) - by


def _move_traces(name: str, moment: datetime) -> None:
	midnight = datetime.combine(getdate(), datetime.min.time())
	for doctype, names in TRACES.items():
		table = frappe.qb.DocType(doctype)
		(
			frappe.qb.update(table)
			.set(table.creation, moment)
			.set(table.modified, moment)
			.where((table[names] == name) & (table.creation >= midnight))
		).run()
