"""All consents in one list: who agreed to what, when, how, and who has taken it back."""

from collections import Counter

import frappe
from frappe import _

from learning_mentor.data_protection import consents
from learning_mentor.permissions import COORDINATOR, DATA_PROTECTION_OFFICER, SAFEGUARDING_LEAD
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import GREEN, GREY, ORANGE, RED, donut, figure

READERS = (COORDINATOR, SAFEGUARDING_LEAD, DATA_PROTECTION_OFFICER)
COLORS = {consents.GIVEN: GREEN, consents.REFUSED: ORANGE, consents.WITHDRAWN: RED, consents.ENDED: GREY}
INDICATORS = {
	consents.GIVEN: "Green",
	consents.REFUSED: "Orange",
	consents.WITHDRAWN: "Red",
	consents.ENDED: "Grey",
}


def execute(filters: frappe._dict | None = None) -> tuple:
	"""Columns, a row per consent (newest first), no message, a chart and a summary by status.

	``filters``: ``student``, ``kind``, ``status``. Raises PermissionError for other roles.
	"""
	frappe.only_for(READERS)
	filters = frappe._dict(filters or {})
	rows = consents.register(filters.student, filters.kind)
	rows = [row for row in rows if filters.status in (None, "", row["status"])]
	counts = Counter(row["status"] for row in rows)
	return columns(), rows, None, chart(counts), summary(counts)


def chart(counts: Counter) -> dict | None:
	return donut(_("Consents"), {status: counts[status] for status in COLORS}, COLORS)


def summary(counts: Counter) -> list[dict]:
	return [figure(_(status), counts[status], indicator=INDICATORS[status]) for status in COLORS]


def columns() -> list[dict]:
	return [
		column("student", "Data", _("Pupil's number"), 150),
		column("student_name", "Data", _("Pupil"), 170),
		choice("kind", _("Consent to"), 170),
		choice("party", _("By"), 90),
		column("person", "Data", _("Name"), 170),
		choice("status", _("Status"), 100),
		column("answered_on", "Date", _("Answered on"), 110),
		choice("how", _("How"), 110),
		column("withdrawn_on", "Date", _("Withdrawn on"), 110),
		choice("record_type", _("Record type"), 180),
		column("record", "Dynamic Link", _("Record"), 150, options="record_type"),
	]
