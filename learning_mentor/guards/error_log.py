"""What Frappe keeps of an error: with it the values of all variables, which of ours are pupils' records.

System Managers without a role of ours read the Error Log. Where it went wrong stays, and in which words.
"""

import re

import frappe

from learning_mentor.guards import readers

OURS = re.compile("learning_mentor|" + "|".join(re.escape(doctype) for doctype in readers.OURS))
FRAME = '  File "'
LAST_WORDS = re.compile(r"[A-Za-z_][\w.]*(?:Error|Exception|Warning|Exit|Interrupt)\b")


def keep_values_out(doc, method: str | None = None) -> None:
	"""Hook ``before_insert`` of Error Log. Later versions keep beside the error what the request sent."""
	if not OURS.search(f"{doc.error} {doc.get('metadata')}"):
		return
	doc.error = without_values(doc.error or "")
	if doc.get("metadata"):
		doc.metadata = None


def keep_job_values_out(doc, method: str | None = None) -> None:
	"""Hook ``on_change`` of Scheduled Job Log: Frappe writes there how a job has failed, in later versions
	with the values.
	"""
	if not OURS.search(doc.details or ""):
		return
	told = without_values(doc.details)
	if told != doc.details:
		frappe.db.set_value(doc.doctype, doc.name, "details", told, update_modified=False)
		doc.details = told


def without_values(traceback: str) -> str:
	"""The frames of a traceback, each with its line of code, and the error; any other text as it is."""
	if FRAME not in traceback:
		return traceback
	kept, is_code = [], False
	for line in traceback.split("\n"):
		if is_code or line.startswith(("Traceback", FRAME)) or LAST_WORDS.match(line):
			kept.append(line)
		is_code = line.startswith(FRAME)
	return "\n".join(kept)
