"""What is special in the risk assessment of a home visit: first visits, and who goes along."""

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.risk import (
	FIRST_VISIT,
	OUT_OF_HOURS,
	at_least,
	check_answers,
	is_out_of_hours,
	needs_approval,
	score,
)


def assess(visit) -> None:
	"""Set the points of each answer, their sum, the level, and whether the visit needs approval."""
	answers = {FIRST_VISIT: is_first(visit), OUT_OF_HOURS: is_out_of_hours(visit)}
	score(visit, answers)
	visit.needs_approval = int(
		needs_approval(visit) or answers[FIRST_VISIT] or (answers[OUT_OF_HOURS] and not visit.companion)
	)


def is_first(visit) -> bool:
	"""Whether nobody has been let in to this pupil's home at this address before."""
	made = {"student": visit.student, "status": "Completed", "address": visit.address}
	return not frappe.db.exists("Mentoring Home Visit", {**made, "name": ["!=", visit.name or ""]})


def check(visit) -> None:
	"""Raise MentoringError when the assessment is incomplete, or two visitors are needed and one goes."""
	check_answers(visit)
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
