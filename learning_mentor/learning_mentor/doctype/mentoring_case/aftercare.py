"""After closing: somebody looks twice how the pupil is doing, and what they find is kept on the closed case.

The source of the two dates is practice guidance for learning mentors: one follow-up in each of the next two
half-terms.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, cstr, getdate

from learning_mentor import follow_ups, notify
from learning_mentor.exceptions import MentoringError
from learning_mentor.job_marks import claim_once, not_done
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices import kinds
from learning_mentor.scheduled import each_alone
from learning_mentor.school_days import nearest_school_day

CASE, ROWS = "Mentoring Case", "Mentoring Aftercare"
LEFT = "Left the school"
FOUND = ("done_on", "done_by", "result", "note")
RESULTS = ("Doing well", "Some worries", "Needs mentoring again")


def apply(case) -> None:
	"""Plan follow-ups of a case that closes, on school days; what was found stays as it was recorded."""
	keep_found(case)
	was_closed, is_closed = case.value_before("status") == "Closed", case.status == "Closed"
	if was_closed and not is_closed:
		case.set("aftercare", [row.as_dict() for row in case.aftercare if row.done_on])
	if is_closed and not was_closed and not ahead(case) and case.outcome != LEFT:
		case.extend("aftercare", planned(case))
	for row in ahead(case):
		row.due_date = nearest_school_day(row.due_date) if row.due_date else None
	if is_closed:
		follow_ups.check_rows_people(case, ahead(case), _("Follow-ups after closing"))


def ahead(case) -> list:
	return [row for row in case.aftercare if not row.done_on]


def keep_found(case) -> None:
	"""Rows with a finding are not changed or taken away; just `record` adds a finding."""
	if case.flags.recording_aftercare:
		return
	before = case.get_doc_before_save()
	recorded = {row.name: row for row in before.aftercare if row.done_on} if before else {}
	others = [row for row in case.aftercare if row.name not in recorded]
	for row in others:
		row.update(dict.fromkeys(FOUND))
	case.set("aftercare", [row.as_dict() for row in (*recorded.values(), *others)])


def planned(case) -> list[dict]:
	"""The follow-ups of Settings, by the mentor, on the first school day after so many weeks.

	By whoever closes the case where its mentor may not see it any more.
	"""
	settings = get_settings()
	user = notify.user_of(case.mentor)
	if not frappe.has_permission(CASE, "read", doc=case, user=user):
		user = frappe.session.user
	weeks = (settings.first_follow_up_weeks, settings.second_follow_up_weeks)
	return [
		{"due_date": nearest_school_day(add_days(getdate(case.closed_on), 7 * each)), "responsible": user}
		for each in weeks
	]


def record(case: str, number: int, result: str, note: str | None = None) -> None:
	"""Say how the pupil is doing: the one thing that a closed case takes without being reopened.

	``number`` is the row's place in the table. Raises PermissionError for others' cases, MentoringError when
	the case is not closed or the row has been recorded.
	"""
	doc = frappe.get_doc(CASE, case, for_update=True)
	doc.check_permission("write")
	row = next((row for row in doc.aftercare if row.idx == number), None)
	if doc.status != "Closed" or not row:
		frappe.throw(_("There is no such follow-up: choose one of a closed case."), MentoringError)
	if row.done_on:
		frappe.throw(_("This follow-up has been recorded already."), MentoringError)
	if result not in RESULTS:
		frappe.throw(_("How is it going: choose one of the answers."), MentoringError)
	row.update(
		{"done_on": getdate(), "done_by": frappe.session.user, "result": result, "note": cstr(note).strip()}
	)
	doc.flags.recording_aftercare = True
	doc.save()


def remind(day: date | None = None) -> None:
	"""Remind of each follow-up that is due by ``day`` (default: today), once."""
	each_alone(due(getdate(day)), remind_of, "Follow-up of case {0.parent}")


def due(day: date) -> list[frappe._dict]:
	"""Rows of closed cases of which nobody has been reminded: ``name, parent, responsible, due_date``."""
	row, case = frappe.qb.DocType(ROWS), frappe.qb.DocType(CASE)
	query = (
		frappe.qb.from_(row)
		.join(case)
		.on((row.parent == case.name) & (row.parenttype == CASE))
		.select(row.name, row.parent, row.responsible, row.due_date)
		.where((case.status == "Closed") & (row.due_date <= day) & row.done_on.isnull())
	)
	return not_done(query, "case follow-up ", row.parent, " ", row.name, order=("due_date", "name"))


def remind_of(row: frappe._dict) -> bool:
	"""Remind of one, in the caller's transaction. Returns whether nobody had."""
	if not claim_once(f"case follow-up {row.parent} {row.name}"):
		return False
	doc = frappe.get_doc(CASE, row.parent)
	notify.tell(follow_ups.whom_to_remind(doc, row.responsible), kinds.AFTERCARE_DUE, doc)
	return True
