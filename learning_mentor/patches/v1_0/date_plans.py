"""Plans have a field for the day on which they were written."""

import frappe


def execute() -> None:
	"""Take it from the row itself, for plans that have none."""
	frappe.db.sql(
		"update `tabMentoring Action Plan` set written_on = date(creation) where written_on is null"
	)
