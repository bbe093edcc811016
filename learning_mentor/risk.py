"""Risk assessments of visits and events: the school's questions, their points, and the level they make."""

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


def score(doc, answers: dict[str, bool]) -> None:
	"""Set the points of each answer, their sum and the level of ``doc.risks``.

	``answers`` are those that the system gives itself, by what `answered_by` names them.
	"""
	for row in doc.risks:
		if row.answered_by in answers:
			row.answer = "Yes" if answers[row.answered_by] else "No"
		row.score = row.points if is_risk(row) else 0
	doc.risk_score = sum(row.score for row in doc.risks)
	doc.risk_level = _level(doc)


def is_risk(row) -> bool:
	"""What is not known is taken for a risk."""
	return row.answer in ("Yes", "Not Known")


def _level(doc) -> str:
	settings = get_settings()
	if any(is_risk(row) and row.always_high for row in doc.risks):
		return "High"
	if doc.risk_score >= settings.risk_high_from:
		return "High"
	return "Medium" if doc.risk_score >= settings.risk_medium_from else "Low"


def at_least(level: str, threshold: str) -> bool:
	return LEVELS.index(level) >= LEVELS.index(threshold)


def needs_approval(doc) -> bool:
	"""Whether the level alone asks for a coordinator's approval."""
	return at_least(doc.risk_level, get_settings().approval_from)


def take_questions(doc, rows_before: list, table: str = "risk_questions") -> None:
	"""The questions of Settings when the record is new; later just answers and measures are taken."""
	given = {row.question: row for row in doc.risks}
	asked = [row.as_dict() for row in rows_before] if rows_before else blank_questions(table)
	doc.set("risks", [])
	for question in asked:
		row = doc.append("risks", question)
		if answer := given.get(question["question"]):
			row.update({"answer": answer.answer, "control_measure": answer.control_measure})


def blank_questions(table: str = "risk_questions") -> list[dict]:
	return [{field: row.get(field) for field in COPIED} for row in get_settings().get(table)]


def is_out_of_hours(doc) -> bool:
	"""Whether any of the time from start to end is at a weekend or outside the working hours of Settings."""
	starts_on, ends_on = get_datetime(doc.starts_on), get_datetime(doc.ends_on)
	settings = get_settings()
	opens, closes = get_time(settings.visit_hours_from), get_time(settings.visit_hours_to)
	return (
		starts_on.weekday() >= SATURDAY
		or starts_on.time() < opens
		or ends_on.time() > closes
		or ends_on - starts_on >= timedelta(days=1)
	)


def check_answers(doc) -> None:
	"""Raise MentoringError when there are no questions, one is not answered, or a risk is not met."""
	if not doc.risks:
		frappe.throw(
			_("Risk assessment is empty: an admin adds its questions in Mentoring Settings."), MentoringError
		)
	for row in doc.risks:
		if not row.answer:
			frappe.throw(_("Risk assessment, row {0}: Answer is missing.").format(row.idx), MentoringError)
		if row.answer == "Yes" and row.answered_by == "Mentor" and not (row.control_measure or "").strip():
			frappe.throw(
				_("Risk assessment, row {0}: say under What is done about it how the risk is met.").format(
					row.idx
				),
				MentoringError,
			)
