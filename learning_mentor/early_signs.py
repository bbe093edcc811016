"""Early signs: pupils whom nobody has nominated, found in Education's own records, with the reasons in words.

A person nominates or dismisses; nothing happens by itself, and nobody is listed again within the dismissal
period.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Count, Max, Sum
from frappe.utils import add_days, flt, getdate, today
from pypika.terms import Case

from learning_mentor import education_records
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import require_coordinator, scope
from learning_mentor.scheduled import each_alone

FEWEST_DAYS = 5


def nightly() -> None:
	"""List the pupils whose records show signs tonight. Running it again lists nobody twice."""
	each_alone(found(), list_pupil, "An early sign")


def found() -> list[tuple[str, list[str]]]:
	"""Pupils to be listed, each with the reasons in words."""
	reasons: dict[str, list[str]] = {}
	for find in (_attendance_signs, _result_signs, _log_signs):
		for student, reason in find().items():
			reasons.setdefault(student, []).append(reason)
	return [(student, reasons[student]) for student in sorted(set(reasons) - _known_pupils())]


def _known_pupils() -> set[str]:
	"""Pupils with an open nomination, case or sign, dismissed ones within their period, and disabled ones."""
	known: set[str] = set()
	for doctype in ("Mentoring Nomination", "Mentoring Case", "Mentoring Early Sign"):
		known.update(_plucked(doctype, "open_for", {"open_for": ["is", "set"]}))
	dismissed = {"status": "Dismissed", "not_before": [">", today()]}
	known.update(_plucked("Mentoring Early Sign", "student", dismissed))
	known.update(_plucked("Student", "name", {"enabled": 0}))
	return known


def _plucked(doctype: str, field: str, filters: dict) -> list[str]:
	return frappe.get_all(doctype, filters=filters, pluck=field, order_by="name")


def list_pupil(sign: tuple[str, list[str]]) -> bool:
	"""List one of those `found`, in the caller's transaction."""
	student, reasons = sign
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
	return True


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
		elif _fell(before.get(student), percent, settings.early_attendance_fall):
			signs[student] = _("Attendance fell from {0}% to {1}%.").format(before[student], percent)
	return signs


def _fell(before: float | None, now: float, threshold: float) -> bool:
	"""Whether a share fell as far as Settings allow. A threshold of 0 turns the sign off."""
	return before is not None and flt(threshold) > 0 and round(before - now, 1) >= flt(threshold)


def _attendance(first, last) -> dict[str, float]:
	"""Share of days present, in percent, of each pupil with enough days between two dates.

	Counted as in `education_records.attendance`: present in any lesson of a day is present.
	"""
	record = frappe.qb.DocType("Student Attendance")
	day = (
		frappe.qb.from_(record)
		.select(record.student, Max(Case().when(record.status == "Present", 1).else_(0)).as_("present"))
		.where((record.docstatus == 1) & (record.status != "Leave") & record.date[first:last])
		.groupby(record.student, record.date)
	)
	rows = frappe.qb.from_(day).select(day.student, Count("*"), Sum(day.present)).groupby(day.student).run()
	return {
		student: round(100 * flt(there) / days, 1) for student, days, there in rows if days >= FEWEST_DAYS
	}


def _result_signs() -> dict[str, str]:
	"""Pupils whose last result of a course lies far under the one before it; of several the greatest fall."""
	settings = get_settings()
	falls: dict[str, tuple[float, float]] = {}
	for (student, _course), scores in _last_two_results().items():
		if len(scores) < 2 or not _fell(scores[1], scores[0], settings.early_result_fall):
			continue
		now, before = falls.get(student, (0, 0))
		if scores[1] - scores[0] > before - now:
			falls[student] = (scores[0], scores[1])
	return {
		student: _("Results fell from {0} to {1} of 100.").format(before, now)
		for student, (now, before) in falls.items()
	}


def _last_two_results() -> dict[tuple[str, str], list[float]]:
	"""The last two results by pupil and course, newest first, out of 100, of courses with a new one."""
	since = add_days(getdate(), -get_settings().early_days)
	new = {(row.student, row.course) for row in _results({"creation": [">=", since]})}
	found: dict[tuple[str, str], list[float]] = {key: [] for key in new}
	if not new:
		return found
	students = sorted({student for student, _course in new})
	for row in _results({"student": ["in", students]}):
		scores = found.get((row.student, row.course), [])
		if len(scores) < 2:
			scores.append(round(100 * flt(row.total_score) / flt(row.maximum_score), 1))
	return found


def _results(filters: dict) -> list[frappe._dict]:
	return frappe.get_all(
		"Assessment Result",
		filters={"docstatus": 1, "maximum_score": [">", 0], **filters},
		fields=["student", "course", "total_score", "maximum_score"],
		order_by="creation desc, name desc",
	)


def _log_signs() -> dict[str, str]:
	"""Pupils with many log entries; achievements are no sign. The entries' text is not copied."""
	settings = get_settings()
	if not settings.early_log_entries:
		return {}
	log = frappe.qb.DocType("Student Log")
	kind = Coalesce(log.type, "")
	rows = (
		frappe.qb.from_(log)
		.select(log.student, Count("*"))
		.where((kind != "Achievement") & (log.date >= add_days(getdate(), -settings.early_days)))
		.groupby(log.student)
	).run()
	return {
		student: _("{0} log entries in {1} days.").format(entries, settings.early_days)
		for student, entries in rows
		if entries >= settings.early_log_entries
	}


def dismiss(sign: str, reason: str) -> None:
	"""Take a pupil off the list with a reason. Coordinators only; MentoringError without a reason."""
	require_coordinator()
	scope.require("Mentoring Early Sign", sign)
	if not (reason or "").strip():
		frappe.throw(_("Why dismissed is missing: give a reason."), MentoringError)
	days = get_settings().early_dismissal_days
	_decide(
		sign, {"status": "Dismissed", "dismissal_reason": reason, "not_before": add_days(getdate(), days)}
	)


def note_nomination(nomination) -> None:
	"""Close the open sign of a pupil whom somebody has just nominated, whoever it was."""
	sign = frappe.db.get_value("Mentoring Early Sign", {"open_for": nomination.student}, "name")
	if sign:
		_decide(sign, {"status": "Nominated", "nomination": nomination.name})


def _decide(sign: str, values: dict) -> None:
	doc = frappe.get_doc("Mentoring Early Sign", sign, for_update=True)
	if doc.status != "New":
		frappe.throw(_("This sign has been decided on already."), MentoringError)
	doc.update({**values, "open_for": None, "decided_by": frappe.session.user})
	doc.save(ignore_permissions=True)  # no role writes signs by hand: the callers have checked the right
