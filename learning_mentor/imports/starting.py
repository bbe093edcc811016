"""What coordinators do with an import: check it, start it, stop it. And what is left of it after a while."""

import frappe
from frappe import _
from frappe.utils import add_days, now_datetime, time_diff_in_seconds

from learning_mentor import long_jobs
from learning_mentor.exceptions import MentoringError
from learning_mentor.imports.jobs import IMPORT
from learning_mentor.permissions import require_coordinator

AT_WORK = ("Checking", "Importing")
SILENT_AFTER = 15 * 60  # seconds without progress after which a job counts as dead
KEPT_DAYS = 14


def check(name: str) -> None:
	"""Check every row in the background; nothing is written."""
	_start(_locked(name), "Checking")


def start(name: str, only_good_rows: bool = False) -> None:
	"""Import in the background. MentoringError unless the check was clean, or good rows alone are wanted."""
	importing = _locked(name)
	if importing.state not in ("Checked", "Stopped", "Cancelled", "Failed", "Imported"):
		frappe.throw(_("Check the file first."), MentoringError)
	if importing.bad_rows and not only_good_rows:
		frappe.throw(
			_("Bad rows: {0}. Mend the file and check it again, or import the good rows alone.").format(
				importing.bad_rows
			),
			MentoringError,
		)
	importing.only_good_rows = int(only_good_rows)
	_start(importing, "Importing")


def cancel(name: str) -> None:
	"""Stop after the rows that are being written now. What is imported stays."""
	importing = _locked(name, at_work=True)
	frappe.db.set_value(IMPORT, importing.name, "cancel_asked", 1)


def _locked(name: str, at_work: bool = False):
	"""The import, locked. PermissionError for whoever is no coordinator; MentoringError while a job runs."""
	require_coordinator()
	importing = frappe.get_doc(IMPORT, name, for_update=True)
	importing.check_permission("write")
	silent = time_diff_in_seconds(now_datetime(), importing.modified)
	if not at_work and importing.state in AT_WORK and silent < SILENT_AFTER:
		frappe.throw(_("This import is being worked on: wait, or cancel it."), MentoringError)
	return importing


def _start(importing, state: str) -> None:
	importing.flags.from_job = True
	importing.update({"state": state, "cancel_asked": 0, "done_rows": 0, "message": None})
	importing.save()
	long_jobs.ask_for(IMPORT, importing.name)


def tidy() -> None:
	"""Daily: delete the files of imports, and what was said of their rows, two weeks after a change."""
	old = {"modified": ["<", add_days(now_datetime(), -KEPT_DAYS)], "source_file": ["is", "set"]}
	for name in frappe.get_all(IMPORT, old, pluck="name", order_by="name"):
		own = {"attached_to_doctype": IMPORT, "attached_to_name": name}
		for file in frappe.get_all("File", own, pluck="name", order_by="name"):
			frappe.delete_doc("File", file, ignore_permissions=True, delete_permanently=True)  # by the system
		frappe.db.delete("Mentoring Import Problem", {"parenttype": IMPORT, "parent": name})
		frappe.db.set_value(IMPORT, name, "source_file", None, update_modified=False)
