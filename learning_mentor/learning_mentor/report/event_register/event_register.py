"""The register of an event, to print and take along: who comes, whom to call, and what to take care of."""

import frappe
from frappe import _

from learning_mentor.events import register as event_register
from learning_mentor.exceptions import MentoringError
from learning_mentor.report_columns import column


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns, and a row per pupil on the register of ``event``.

	Raises MentoringError without an event, PermissionError for whoever does not run it.
	"""
	event = (filters or {}).get("event")
	if not event:
		frappe.throw(_("Event is missing: choose the event whose register you need."), MentoringError)
	return columns(), [_row(row) for row in event_register.register_of(event)]


def _row(row: dict) -> dict:
	care = " / ".join(filter(None, (row.get("note"), row.get("what_to_do"))))
	photos = _("Yes") if row["photo_consent"] else _("No")
	texts = {field: row[field] or "" for field in ("emergency_contact", "emergency_phone")}
	return {**row, **texts, "status": _(row["status"]), "photos": photos, "care": care, "here": ""}


def columns() -> list[dict]:
	return [
		_column("student_name", _("Pupil"), 180),
		_column("program", _("Year group"), 100),
		_column("status", _("Status"), 100),
		_column("here", _("Here"), 70),
		_column("emergency_contact", _("In an emergency"), 160),
		_column("emergency_phone", _("Telephone"), 130),
		_column("photos", _("Photos"), 70),
		_column("care", _("Take care"), 260),
	]


def _column(fieldname: str, label: str, width: int) -> dict:
	return column(fieldname, "Data", label, width, align="left")
