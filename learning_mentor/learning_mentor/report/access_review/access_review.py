"""Who can read pupils on this site, and by which right; for admins, coordinators and the officer."""

from collections import Counter

import frappe
from frappe import _

from learning_mentor.data_protection import access_review
from learning_mentor.permissions import COORDINATOR, DATA_PROTECTION_OFFICER, scope
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import BLUE, RED, bars, figure, warning

READERS = ("System Manager", COORDINATOR, DATA_PROTECTION_OFFICER)


def execute(filters: frappe._dict | None = None) -> tuple:
	"""Columns, rows by role or (``filters.show`` "People") by person, a note, a chart and a summary.

	``filters``: ``show``, ``record_type``, ``warnings`` (just rows with one). Raises PermissionError.
	"""
	frappe.only_for(READERS)
	filters = frappe._dict(filters or {})
	people = filters.show == "People"
	group = "full_name" if people else "role"
	rows = access_review.by_person() if people else access_review.by_role()
	rows = [row for row in rows if _suits(row, filters)]
	return (person_columns() if people else role_columns()), rows, _note(), chart(rows, group), summary(rows)


def _note() -> str | None:
	if not scope.is_on():
		return None
	return _(
		"Schools are kept apart: who reads by role reads what is of the schools that they have a User"
		" Permission for, and nothing without one."
	)


def _suits(row: dict, filters) -> bool:
	if filters.record_type and row["record_type"] != filters.record_type:
		return False
	return bool(row["warning"]) or not filters.warnings


def chart(rows: list[dict], group: str) -> dict | None:
	"""Ways to read of each role or person, those with a warning apart."""
	ways = Counter(row[group] for row in rows)
	warned = Counter(row[group] for row in rows if row["warning"])
	names = [name for name, _ways in ways.most_common()]
	series = {
		_("As it should be"): [ways[name] - warned[name] for name in names],
		_("With a warning"): [warned[name] for name in names],
	}
	return bars([_(name) for name in names], series, [BLUE, RED], stacked=True)


def summary(rows: list[dict]) -> list[dict]:
	return [
		figure(_("Record types"), len({row["record_type"] for row in rows})),
		figure(_("Ways to read"), len(rows)),
		warning(_("Warnings"), sum(bool(row["warning"]) for row in rows)),
	]


def role_columns() -> list[dict]:
	return [
		choice("record_type", _("Record type"), 200),
		choice("role", _("Role"), 170),
		column("people", "Int", _("People"), 80),
		column("rights", "Data", _("Rights"), 230),
		column("source", "Data", _("Permissions"), 140),
		column("narrowed_by", "Data", _("Narrowed by"), 250),
		column("warning", "Data", _("Warning"), 420),
	]


def person_columns() -> list[dict]:
	return [
		column("full_name", "Data", _("Person"), 170),
		column("user", "Data", _("User"), 210),
		choice("user_type", _("Kind of account"), 120),
		choice("record_type", _("Record type"), 200),
		column("because", "Data", _("Because of"), 260),
		column("warning", "Data", _("Warning"), 420),
	]
