"""The risk assessment of a home visit: its questions, what the system answers itself, points and level."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, get_time

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.school_days import SATURDAY

LEVELS = ("Low", "Medium", "High")
COPIED = ("question", "points", "always_high", "answered_by")
FIRST_VISIT, OUT_OF_HOURS = "First visit", "Out of hours"


def assess(visit) -> None:
	"""Set the points of each answer, their sum, the level, and whether the visit needs approval."""
	answers = {FIRST_VISIT: is_first(visit), OUT_OF_HOURS: is_out_of_hours(visit)}
	for row in visit.risks:
		if row.answered_by in answers:
			row.answer = "Yes" if answers[row.answered_by] else "No"
		row.score = row.points if is_risk(row) else 0
	visit.risk_score = sum(row.score for row in visit.risks)
	visit.risk_level = _level(visit)
	visit.needs_approval = int(
		at_least(visit.risk_level, get_settings().approval_from)
		or answers[FIRST_VISIT]
		or (answers[OUT_OF_HOURS] and not visit.companion)
	)


def is_risk(row) -> bool:
	"""What is not known is taken for a risk."""
	return row.answer in ("Yes", "Not Known")


def _level(visit) -> str:
	settings = get_settings()
	if any(is_risk(row) and row.always_high for row in visit.risks):
		return "High"
	if visit.risk_score >= settings.risk_high_from:
		return "High"
	return "Medium" if visit.risk_score >= settings.risk_medium_from else "Low"


def at_least(level: str, threshold: str) -> bool:
	return LEVELS.index(level) >= LEVELS.index(threshold)


def take_questions(visit, rows_before: list) -> None:
	"""The questions of Settings when the visit is planned; later just answers and measures are taken."""
	given = {row.question: row for row in visit.risks}
	asked = [row.as_dict() for row in rows_before] if rows_before else blank_questions()
	visit.set("risks", [])
	for question in asked:
		row = visit.append("risks", question)
		if answer := given.get(question["question"]):
			row.update({"answer": answer.answer, "control_measure": answer.control_measure})


def blank_questions() -> list[dict]:
	return [{field: row.get(field) for field in COPIED} for row in get_settings().risk_questions]


def is_first(visit) -> bool:
	"""Whether nobody has been let in to this pupil's home at this address before."""
	made = {"student": visit.student, "status": "Completed", "address": visit.address}
	return not frappe.db.exists("Mentoring Home Visit", {**made, "name": ["!=", visit.name or ""]})


def is_out_of_hours(visit) -> bool:
	"""Whether any of the visit is at a weekend or outside the working hours of Settings."""
	starts_on, ends_on = get_datetime(visit.starts_on), get_datetime(visit.ends_on)
	settings = get_settings()
	opens, closes = get_time(settings.visit_hours_from), get_time(settings.visit_hours_to)
	return (
		starts_on.weekday() >= SATURDAY
		or starts_on.time() < opens
		or ends_on.time() > closes
		or ends_on - starts_on >= timedelta(days=1)
	)


def check(visit) -> None:
	"""Raise MentoringError when the assessment is incomplete, or two visitors are needed and one goes."""
	if not visit.risks:
		frappe.throw(
			_("Risk assessment is empty: an admin adds its questions in Mentoring Settings."), MentoringError
		)
	for row in visit.risks:
		if not row.answer:
			frappe.throw(_("Risk assessment, row {0}: Answer is missing.").format(row.idx), MentoringError)
		if row.answer == "Yes" and row.answered_by == "Mentor" and not (row.control_measure or "").strip():
			frappe.throw(
				_("Risk assessment, row {0}: say under What is done about it how the risk is met.").format(
					row.idx
				),
				MentoringError,
			)
	if visit.companion:
		return
	if is_first(visit):
		frappe.throw(_("Companion is missing: a first visit is never made alone."), MentoringError)
	if at_least(visit.risk_level, get_settings().companion_from):
		frappe.throw(
			_("Companion is missing: with risk {0} two visitors go, or you meet in another place.").format(
				_(visit.risk_level)
			),
			MentoringError,
		)
