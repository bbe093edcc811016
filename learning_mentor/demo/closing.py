"""Closing a case as the school does it: with outcomes, words, and a look at the pupil some weeks later."""

from datetime import timedelta

import frappe

from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.data import address, read
from learning_mentor.demo.history import move_back
from learning_mentor.learning_mentor.doctype.mentoring_case import aftercare
from learning_mentor.learning_mentor.doctype.mentoring_case.closing import outcome_rows

CASE = "Mentoring Case"


def close(case: str, story: dict) -> None:
	"""Close the case of a story, some weeks ago, and record the follow-up that has come due since."""
	told, said = story["case"], dict(read("closings")[story["pupil"]])
	results, found = said.pop("results"), said.pop("found", None)
	with acting_as(address("coordinator")):
		doc = frappe.get_doc(CASE, case)
		rows = zip(outcome_rows(doc), results, strict=True)
		doc.update({"status": "Closed", "status_reason": told["status_reason"], "outcome": told["outcome"]})
		doc.update({**said, "outcomes": [{**row, "result": result} for row, result in rows]})
		doc.save()
	move_back(CASE, case, told["closed_weeks_ago"])
	_plan_again(case)
	if found:
		_record(case, story["mentor"], found)


def _plan_again(case: str) -> None:
	"""The follow-ups, counted from the day to which the closing was moved."""
	doc = frappe.get_doc(CASE, case)
	for row, planned in zip(doc.aftercare, aftercare.planned(doc), strict=True):
		row.db_set("due_date", planned["due_date"], update_modified=False)


def _record(case: str, mentor: str, found: dict) -> None:
	with acting_as(address(mentor)):
		aftercare.record(case, 1, found["result"], found["note"])
	row = frappe.get_doc(CASE, case).aftercare[0]
	row.db_set("done_on", row.due_date + timedelta(days=1), update_modified=False)
