"""Frappe's Access Log keeps a report that was printed as a whole, and names no record type that it is about.

Such a line is for whoever printed it. So are the filters of a report of ours, which may name a pupil.
"""

import frappe

from learning_mentor.guards.readers import OURS, in_sql, reported

LOG = "Access Log"
QUOTING = f"""
	(ifnull(`tab{LOG}`.`page`, '') != '' and ifnull(`tab{LOG}`.`export_from`, '') = '')
	or (ifnull(`tab{LOG}`.`filters`, '') != '' and ifnull(`tab{LOG}`.`report_name`, '') in (
		select `tabReport`.`name` from `tabReport` where `tabReport`.`ref_doctype` in ({in_sql(OURS)})))
"""


def condition(user: str) -> str:
	"""SQL condition on the rows of the log that the user may list."""
	return f"(`tab{LOG}`.`user` = {frappe.db.escape(user)} or not ({QUOTING}))"


def may_read(line, user: str) -> bool:
	if line.user == user:
		return True
	if line.page and not line.export_from:
		return False
	return not (line.filters and reported(line.report_name))
