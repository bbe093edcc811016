"""Needs and strategies of the site: those that the stories name, or near ones where these were renamed."""

import frappe

FIRST = "name asc"


def need_of(row: dict) -> str | None:
	"""The need that a row of a story names, else one of its category, else any."""
	return (
		frappe.db.exists("Mentoring Need", row["need"])
		or _first("Mentoring Need", category=row["category"])
		or _first("Mentoring Need")
	)


def strategy_of(row: dict, need: str | None) -> str | None:
	"""The strategy that a target of a story names, else one for the need, else any."""
	rows = {"need": need, "parenttype": "Mentoring Strategy"}
	for_need = frappe.get_all("Mentoring Strategy Need", rows, pluck="parent", order_by="parent asc")
	return (
		frappe.db.exists("Mentoring Strategy", row["strategy"])
		or _first("Mentoring Strategy", name=["in", for_need or [""]])
		or _first("Mentoring Strategy")
	)


def _first(doctype: str, **filters) -> str | None:
	return frappe.db.get_value(doctype, {"disabled": 0, **filters}, "name", order_by=FIRST)
