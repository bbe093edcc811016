"""Reports in the background: asked for and made in this process, and held up in the worker's."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.database import get_db

from learning_mentor.background_reports import asking, making
from learning_mentor.guards import totals

CHRONOLOGY, CLEARANCE, TOTALS = "Case Chronology", "Mentor Clearance", "Mentoring Totals"


def asked(report: str, **filters) -> dict:
	"""What the desk asks, of the method that it asks."""
	return totals.run_report(report_name=report, filters=frappe.as_json(filters))


def made(report: str, **filters) -> str:
	"""A run that the worker has done, in this process."""
	run = asking.start(report, filters)["run"]
	making.make(run)
	return run


def state(run: str) -> str:
	return asking.state(run)["state"]


def forget_runs() -> None:
	"""Redis rolls nothing back."""
	if found := frappe.cache.keys(f"{frappe.conf.db_name}|user:*:mentoring_report_*"):
		frappe.cache.delete(*found)


def name_on_note(user: str) -> None:
	"""As a reader of a safeguarding note, in its table alone."""
	values = {"parent": "SN-1", "parenttype": "Mentoring Safeguarding Note", "parentfield": "readers"}
	frappe.get_doc({"doctype": "Mentoring Safeguarding Reader", "reader": user, **values}).db_insert()


@contextmanager
def nobody_reads(table: str) -> Iterator[None]:
	"""Whoever reads the table has to wait, as behind a report that takes hours."""
	database = get_db(user=frappe.conf.db_name, password=frappe.conf.db_password)
	database.sql(f"lock tables `tab{table}` write")
	try:
		yield
	finally:
		database.close()
