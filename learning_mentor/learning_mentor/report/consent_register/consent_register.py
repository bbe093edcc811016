"""All consents in one list: who agreed to what, when, how, and who has taken it back."""

import frappe
from frappe import _

from learning_mentor.data_protection import consents
from learning_mentor.permissions import COORDINATOR, DATA_PROTECTION_OFFICER, SAFEGUARDING_LEAD
from learning_mentor.report_columns import column

READERS = (COORDINATOR, SAFEGUARDING_LEAD, DATA_PROTECTION_OFFICER)


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per consent (newest first) and a summary.

	``filters``: ``student``, ``kind``, ``status``. Raises PermissionError for other roles.
	"""
	frappe.only_for(READERS)
	filters = frappe._dict(filters or {})
	rows = consents.register(filters.student, filters.kind)
	rows = [row for row in rows if filters.status in (None, "", row["status"])]
	return columns(), rows, None, None, summary(rows)


def summary(rows: list[dict]) -> list[dict]:
	statuses = (consents.GIVEN, consents.REFUSED, consents.WITHDRAWN)
	colors = dict(zip(statuses, ("Green", "Orange", "Red"), strict=True))
	return [
		{
			"label": _(status),
			"value": sum(row["status"] == status for row in rows),
			"datatype": "Int",
			"indicator": colors[status],
		}
		for status in statuses
	]


def columns() -> list[dict]:
	return [
		column("student", "Data", _("Pupil's number"), 150),
		column("student_name", "Data", _("Pupil"), 170),
		column("kind", "Data", _("Consent to"), 170),
		column("party", "Data", _("By"), 90),
		column("person", "Data", _("Name"), 170),
		column("status", "Data", _("Status"), 100),
		column("answered_on", "Date", _("Answered on"), 110),
		column("how", "Data", _("How"), 110),
		column("withdrawn_on", "Date", _("Withdrawn on"), 110),
		column("record_type", "Data", _("Record type"), 180),
		column("record", "Dynamic Link", _("Record"), 150, options="record_type"),
	]
