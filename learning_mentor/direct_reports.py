"""Reports on mentoring are run when they are asked for, with the eyes of whoever asks.

Frappe marks a report that once took 15 seconds as prepared: from then on its results are made in the
background and kept, also for somebody whose rights have ended meanwhile. `guards.writes` refuses such
results, so the mark would leave the report without any.
"""

import frappe

from learning_mentor.permissions import PARENTS, RULES


def keep_direct() -> list[str]:
	"""Each minute: take the mark from reports on our records. Returns the names of those that had it."""
	marked = {"prepared_report": 1, "ref_doctype": ["in", [*RULES, *PARENTS]]}
	names = frappe.get_all("Report", marked, pluck="name", order_by="name")
	for name in names:
		frappe.db.set_value("Report", name, "prepared_report", 0, update_modified=False)
	return names
