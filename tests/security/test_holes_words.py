"""Holes found in what Frappe opens, each with a test.

Words that are searched for, or mailed, past the rights to their record.
"""

import frappe
import pytest

from learning_mentor.exceptions import MentoringError
from tests.security import policy
from tests.security.holes import CASE
from tests.security.lane import text_of


def test_the_global_search_finds_no_task_of_a_hidden_record(world, lane):
	"""Frappe looks through the words of tasks, and asks nobody's right to one."""
	search = "frappe.utils.global_search.search"
	task = frappe.db.get_value(
		"ToDo", {"reference_type": CASE, "reference_name": world.records[CASE, policy.OTHER]}
	)
	word = frappe.generate_hash(length=12)
	frappe.db.sql(
		"insert into __global_search (doctype, name, content) values ('ToDo', %s, %s)",
		(task, f"Description : {word}"),
	)
	frappe.db.commit()
	try:
		for actor, finds in ((policy.OTHER_MENTOR, True), (policy.MENTOR, False), (policy.GUARDIAN, False)):
			answer = lane(actor).ask(search, text=word, doctype="ToDo")
			assert (word in text_of(answer)) == finds, actor
	finally:
		frappe.db.delete("__global_search", {"name": task})
		frappe.db.commit()


def test_no_report_of_what_speaks_of_records_is_mailed_as_somebody_else(db):
	report = {
		"report_name": frappe.generate_hash(length=8),
		"ref_doctype": "ToDo",
		"report_type": "Report Builder",
	}
	report = frappe.get_doc({"doctype": "Report", **report, "is_standard": "No"}).insert()
	mailed = {
		"doctype": "Auto Email Report",
		"report": report.name,
		"email_to": "x@example.com",
		"format": "CSV",
	}
	with pytest.raises(MentoringError):
		frappe.get_doc({**mailed, "user": "Guest", "frequency": "Daily"}).insert()
	report.db_set("ref_doctype", "User")
	frappe.get_doc({**mailed, "user": "Guest", "frequency": "Daily"}).insert()
	for doctype in ("ToDo", CASE):
		report.reload()
		report.ref_doctype = doctype
		with pytest.raises(MentoringError):
			report.save()
