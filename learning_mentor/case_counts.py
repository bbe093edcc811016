"""How many cases mentors hold."""

import frappe
from frappe.query_builder.functions import Count


def open_case_count(mentor: str, lock: bool = False) -> int:
	"""Cases of a mentor that are not closed. ``lock`` reads them locked, to decide on a place."""
	case = frappe.qb.DocType("Mentoring Case")
	query = frappe.qb.from_(case).select(case.name).where((case.mentor == mentor) & (case.status != "Closed"))
	if lock:
		query = query.for_update()
	return len(query.run())


def open_case_counts() -> dict[str, int]:
	"""Open cases per mentor profile, in one query."""
	case = frappe.qb.DocType("Mentoring Case")
	rows = (
		frappe.qb.from_(case)
		.select(case.mentor, Count(case.name))
		.where(case.status != "Closed")
		.groupby(case.mentor)
	).run()
	return dict(rows)
