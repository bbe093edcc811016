"""Selecting pupils: what the panel sees beside a nomination, and what follows from its decision."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from learning_mentor import education_records
from learning_mentor.exceptions import AlreadyOpenError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import require_coordinator, scope
from learning_mentor.workflow import move_to

TO_DECIDE = ("Submitted", "Under Review", "Waiting List")


def record_snapshot(nomination) -> None:
	"""Keep the pupil's attendance and recent results as they are now, for the panel alone."""
	student = nomination.student
	attendance = education_records.attendance(student, get_settings().snapshot_days)
	record = fill_snapshot(
		_selection_record(nomination), nomination, attendance, education_records.recent_assessments(student)
	)
	record.save(ignore_permissions=True)  # whoever nominates may not read the panel's record


def new_snapshot(nomination, attendance: dict, assessments: list[dict]):
	"""The unsaved record of a nomination that has none yet."""
	record = frappe.new_doc("Mentoring Selection Record", nomination=nomination.name)
	return fill_snapshot(record, nomination, attendance, assessments)


def fill_snapshot(record, nomination, attendance: dict, assessments: list[dict]):
	record.update(
		{
			"student": nomination.student,
			"student_name": nomination.student_name,
			"taken_on": now_datetime(),
			"attendance_from": attendance["from_date"],
			"attendance_to": attendance["to_date"],
			"attendance_days": attendance["days"],
			"attendance_percent": attendance["percent"],
		}
	)
	record.set("assessments", assessments)
	return record


def _selection_record(nomination):
	name = selection_record_of(nomination.name)
	if name:
		return frappe.get_doc("Mentoring Selection Record", name)
	return frappe.new_doc("Mentoring Selection Record", nomination=nomination.name)


def selection_record_of(nomination: str) -> str | None:
	return frappe.db.get_value("Mentoring Selection Record", {"nomination": nomination}, "name")


def accept(nomination: str, mentor: str) -> str:
	"""Accept a nomination and open the pupil's case with a mentor, both or neither. Returns the case's name.

	Raises AlreadyOpenError when it has been accepted meanwhile, MentorUnavailableError with the reason when
	the mentor cannot take the case, PermissionError unless the session user is a coordinator.
	"""
	doc = _lock_for_decision(nomination)
	scope.require("Mentor Profile", mentor)
	frappe.db.set_value(
		"Mentoring Selection Record", selection_record_of(nomination), "mentor", mentor, update_modified=False
	)
	_decide(doc, "Accepted")
	return frappe.db.get_value("Mentoring Case", {"nomination": nomination}, "name")


def put_on_waiting_list(nomination: str, reason: str | None = None) -> None:
	"""Keep a nomination for later; one that waits already takes the new reason, if any.

	Raises PermissionError unless the session user is a coordinator.
	"""
	doc = _lock_for_decision(nomination)
	doc.decision_reason = reason or doc.decision_reason
	if doc.status == "Waiting List":
		doc.save()
	else:
		_decide(doc, "Waiting List")


def decline(nomination: str, reason: str) -> None:
	"""Decline a nomination with a reason for whoever nominated (MentoringError without one)."""
	doc = _lock_for_decision(nomination)
	doc.decision_reason = reason
	_decide(doc, "Declined")


def _lock_for_decision(nomination: str):
	"""The nomination, locked until the transaction ends, if the session user may still decide on it."""
	require_coordinator()
	scope.require("Mentoring Nomination", nomination)
	doc = frappe.get_doc("Mentoring Nomination", nomination, for_update=True)
	if doc.status == "Accepted":
		frappe.throw(
			_("Nomination {0} has been accepted already: case {1}.").format(nomination, _case_of(nomination)),
			AlreadyOpenError,
		)
	if doc.status not in TO_DECIDE:
		frappe.throw(
			_("Nomination {0} cannot be decided on: its status is {1}.").format(nomination, _(doc.status)),
			MentoringError,
		)
	return doc


def _case_of(nomination: str) -> str | None:
	"""The case of an accepted nomination, read as committed: it may be younger than this transaction."""
	return frappe.db.get_value("Mentoring Case", {"nomination": nomination}, "name", for_update=True)


def _decide(doc, status: str) -> None:
	if doc.status == "Submitted":
		move_to(doc, "Under Review")
		doc.reload()
	move_to(doc, status)


def open_case(nomination) -> str:
	"""Open the case of an accepted nomination with the mentor whom the panel chose. Returns its name."""
	mentor = frappe.db.get_value("Mentoring Selection Record", selection_record_of(nomination.name), "mentor")
	if not mentor:
		frappe.throw(
			_("Mentor chosen is missing: choose a mentor in the selection record or on the selection board."),
			MentoringError,
		)
	case = frappe.new_doc("Mentoring Case")
	case.update(
		{
			"student": nomination.student,
			"academic_year": nomination.academic_year,
			"nomination": nomination.name,
			"mentor": mentor,
		}
	)
	for row in nomination.needs:
		case.append(
			"needs",
			{"need": row.need, "severity": row.severity, "evidence": row.evidence, "points": row.points},
		)
	case.insert()
	return case.name
