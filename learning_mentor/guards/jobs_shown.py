"""Jobs as Frappe shows them to System Managers: with all that they were given, such as a record of ours."""

import frappe
from frappe.core.doctype.rq_job.rq_job import RQJob

from learning_mentor.guards.error_log import OURS

GIVEN = ("arguments", "exc_info")


class JobWithoutRecords(RQJob):
	"""In the place of Frappe's controller: a record type without a table has no hooks for its rows."""

	def load_from_db(self) -> None:
		super().load_from_db()
		_without_ours(self)

	@staticmethod
	def get_list(*arguments, **more) -> list:
		"""Later versions give more arguments than Frappe's own method takes."""
		return [_without_ours(row) for row in frappe.call(RQJob.get_list, *arguments, **more)]


def _without_ours(job):
	if any(OURS.search(str(job.get(field) or "")) for field in GIVEN):
		job.update(dict.fromkeys(GIVEN))
	return job
