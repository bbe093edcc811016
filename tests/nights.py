"""What a job of each night does, in the test's transaction: without the commit after each record."""

from datetime import date

from frappe.utils import getdate


def remind(job, day: date | None = None) -> list:
	"""Remind of what is due on ``day`` (default: today), as ``job.remind`` does. Returns what was new."""
	return [row for row in job.due(getdate(day)) if job.remind_of(row)]
