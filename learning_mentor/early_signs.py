"""Early signs: pupils whom nobody has nominated, found in Education's own records, with the reasons in words.

A person nominates or dismisses; nothing happens by itself, and nobody is listed again within the dismissal
period.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import add_days, flt, getdate, today
from pypika.terms import Case

from learning_mentor import education_records
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import require_coordinator

FEWEST_DAYS = 5


def nightly() -> None:
	"""List the pupils whose records show signs tonight. Running it again lists nobody twice."""
	reasons: dict[str, list[str]] = {}
	for find in (_attendance_signs, _result_signs, _log_signs):
		for student, reason in find().items():
			reasons.setdefault(student, []).append(reason)
	for student in sorted(set(reasons) - _known_pupils()):
		_list(student, reasons[student])


def _known_pupils() -> set[str]:
	"""Pupils with an open nomination, case or sign, dismissed ones within their period, and disabled ones."""
	known: set[str] = set()
	for doctype in ("Mentoring Nomination", "Mentoring Case", "Mentoring Early Sign"):
		known.update(frappe.get_all(doctype, {"open_for": ["is", "set"]}, pluck="open_for", order_by="name"))
	dismissed = {"status": "Dismissed", "not_before": [">", today()]}
	known.update(frappe.get_all("Mentoring Early Sign", dismissed, pluck="student", order_by="name"))
	known.update(frappe.get_all("Student", {"enabled": 0}, pluck="name", order_by="name"))
	return known


def _list(student: str, reasons: list[str]) -> None:
	year = education_records.current_academic_year()
	frappe.get_doc(
		{
			"doctype": "Mentoring Early Sign",
			"student": student,
			"student_name": frappe.db.get_value("Student", student, "student_name"),
			"program": education_records.year_group(student, year),
			"found_on": today(),
			"reasons": "\n".join(reasons),
			"open_for": student,
		}
	).insert(ignore_permissions=True)  # listed by the nightly job


def _attendance_signs() -> dict[str, str]:
	settings = get_settings()
	last = _attendance(add_days(getdate(), -settings.early_days), getdate())
	before = _attendance(
		add_days(getdate(), -2 * settings.early_days), add_days(getdate(), -settings.early_days - 1)
	)
	signs = {}
	for student, percent in last.items():
		if percent < flt(settings.early_attendance):
			signs[student] = _("Attendance is {0}%, under {1}%.").format(percent, settings.early_attendance)
		elif before.get(student, percent) - percent >= flt(settings.early_attendance_fall):
			signs[student] = _("Attendance fell from {0}% to {1}%.").format(before[student], percent)
	return signs


def _attendance(first, last) -> dict[str, float]:
	"""Attendance per pupil with enough records between two dates, in percent."""
	record = frappe.qb.DocType("Student Attendance")
	present = Sum(Case().when(record.status == "Present", 1).else_(0))
	rows = (
		frappe.qb.from_(record)
		.select(record.student, Count("*"), present)
		.where((record.docstatus == 1) & (record.status != "Leave") & record.date[first:last])
		.groupby(record.student)
	).run()
	return {
		student: round(100 * flt(there) / days, 1) for student, days, there in rows if days >= FEWEST_DAYS
	}


def _result_signs() -> dict[str, str]:
	settings = get_settings()
	signs = {}
	for student, scores in _last_two_results().items():
		if len(scores) == 2 and scores[1] - scores[0] >= flt(settings.early_result_fall):
			signs[student] = _("Results fell from {0} to {1} of 100.").format(scores[1], scores[0])
	return signs


def _last_two_results() -> dict[str, list[float]]:
	"""The last two results of each pupil with a new one in the period, newest first, out of 100."""
	since = add_days(getdate(), -get_settings().early_days)
	recent = frappe.get_all(
		"Assessment Result",
		filters={"docstatus": 1, "creation": [">=", since]},
		pluck="student",
		distinct=True,
		order_by="student",
	)
	found: dict[str, list[float]] = {}
	if not recent:
		return found
	for row in frappe.get_all(
		"Assessment Result",
		filters={"docstatus": 1, "student": ["in", recent], "maximum_score": [">", 0]},
		fields=["student", "total_score", "maximum_score"],
		order_by="creation desc",
	):
		scores = found.setdefault(row.student, [])
		if len(scores) < 2:
			scores.append(round(100 * flt(row.total_score) / flt(row.maximum_score), 1))
	return found


def _log_signs() -> dict[str, str]:
	"""Pupils with many log entries; achievements are no sign. The entries' text is not copied."""
	settings = get_settings()
	if not settings.early_log_entries:
		return {}
	log = frappe.qb.DocType("Student Log")
	rows = (
		frappe.qb.from_(log)
		.select(log.student, Count("*"))
		.where((log.type != "Achievement") & (log.date >= add_days(getdate(), -settings.early_days)))
		.groupby(log.student)
	).run()
	return {
		student: _("{0} log entries in {1} days.").format(entries, settings.early_days)
		for student, entries in rows
		if entries >= settings.early_log_entries
	}


def dismiss(sign: str, reason: str) -> None:
	"""Take a pupil off the list with a reason. Coordinators only; MentoringError without a reason."""
	if not (reason or "").strip():
		frappe.throw(_("Why dismissed is missing: give a reason."), MentoringError)
	days = get_settings().early_dismissal_days
	_decide(
		sign, {"status": "Dismissed", "dismissal_reason": reason, "not_before": add_days(getdate(), days)}
	)


def nominate(sign: str, nomination: str) -> None:
	"""Note that a person has nominated the pupil. Coordinators only."""
	_decide(sign, {"status": "Nominated", "nomination": nomination})


def _decide(sign: str, values: dict) -> None:
	require_coordinator()
	doc = frappe.get_doc("Mentoring Early Sign", sign, for_update=True)
	if doc.status != "New":
		frappe.throw(_("This sign has been decided on already."), MentoringError)
	doc.update({**values, "open_for": None, "decided_by": frappe.session.user})
	doc.save(ignore_permissions=True)  # no role writes signs by hand; `require_coordinator` has checked
