"""What guardians see and do. Each function starts from the session user and returns what may be shown."""

import frappe
from frappe import _
from frappe.utils import strip_html

from learning_mentor import guardians
from learning_mentor.data_protection.read_log import note
from learning_mentor.exceptions import MentoringError
from learning_mentor.workflow import move_to

AWAITS_GUARDIAN = "Pending Guardian Agreement"
SHOWN = (AWAITS_GUARDIAN, "Active", "Under Review", "Completed")
AGREED = ("Guardian agreed", "Agreement recorded")
LONGEST_NAME = 140
LONGEST_COMMENT = 2000


def my_children() -> list[dict]:
	"""The session guardian's children, each with the plans that may be shown, newest first.

	``[{"student": id, "first_name", "plans": [plan]}]`` with ``plan`` as
	``{"name", "status", "version_number", "review_date", "agreed_on"}``.
	Raises PermissionError when the session user is no guardian.
	"""
	children = guardians.children_of(require_guardian())
	plans = _plans_of([child.name for child in children])
	return [
		{"student": child.name, "first_name": child.first_name, "plans": plans.get(child.name, [])}
		for child in children
	]


def require_guardian() -> str:
	guardian = guardians.session_guardian()
	if not guardian:
		frappe.throw(
			_("This page is for guardians. If you are one, ask the school to invite you."),
			frappe.PermissionError,
		)
	return guardian


def _plans_of(students: list[str]) -> dict[str, list]:
	if not students:
		return {}
	plans: dict[str, list] = {}
	for plan in frappe.get_all(
		"Mentoring Action Plan",
		filters={"student": ["in", students], "status": ["in", SHOWN]},
		fields=["name", "student", "status", "version_number", "review_date", "agreed_on"],
		order_by="creation desc",
	):
		plans.setdefault(plan.pop("student"), []).append(plan)
	return plans


def get_plan(name: str) -> dict:
	"""A plan in plain words, for a guardian of its pupil.

	Returns ``name, first_name, mentor_name, status, awaits_answer, version_number, review_date, summary,
	targets, answers``. Raises DoesNotExistError alike for plans missing, foreign or not yet to be shown.
	"""
	plan, child = _shown_plan(name)
	note(plan, "Portal")
	return in_plain_words(plan, child.first_name)


def in_plain_words(plan, first_name: str) -> dict:
	"""What a family reads of a plan, on the page and on paper: see `get_plan`. The caller has checked who
	asks.
	"""
	return {
		"name": plan.name,
		"first_name": first_name,
		"mentor_name": plan.mentor_name,
		"status": plan.status,
		"awaits_answer": plan.status == AWAITS_GUARDIAN,
		"version_number": plan.version_number,
		"review_date": plan.review_date,
		"summary": plan.summary,
		"targets": [_target(row) for row in plan.targets],
		"answers": _answers(plan),
	}


def _shown_plan(name: str, lock: bool = False):
	"""The plan and the child it is about; hidden and missing plans answer alike."""
	guardian = require_guardian()
	children = {child.name: child for child in guardians.children_of(guardian)}
	student = frappe.db.get_value("Mentoring Action Plan", {"name": name, "status": ["in", SHOWN]}, "student")
	if student not in children:
		frappe.throw(_("There is no such plan."), frappe.DoesNotExistError)
	return frappe.get_doc("Mentoring Action Plan", name, for_update=lock), children[student]


def _target(row) -> dict:
	strategy = frappe.get_cached_doc("Mentoring Strategy", row.strategy)
	return {
		"text": row.plain_words or row.target_text,
		"how": strategy.plain_words or strategy.description,
		"setting": row.setting,
		"who": row.responsible,
		"due_date": row.due_date,
		"progress": row.progress,
		"status": row.status,
	}


def _answers(plan) -> list[dict]:
	"""What families answered, and when the school approved; never a word between staff."""
	shown = ("Approved", "Guardian agreed", "Agreement recorded", "Change asked for")
	return [
		{
			"decision": row.decision,
			"on": row.decided_on,
			"by": None if row.decision == "Approved" else row.decided_by_name,
			"comment": row.comment if row.decision in ("Guardian agreed", "Change asked for") else None,
		}
		for row in plan.decisions
		if row.decision in shown
	]


def agree(name: str, typed_name: str, comment: str | None = None) -> None:
	"""Agree to a plan by typing one's name: it becomes active. MentoringError when it awaits no answer."""
	typed_name = plain(typed_name, LONGEST_NAME)
	if not typed_name:
		frappe.throw(_("Your name is missing: type it to agree."), MentoringError)
	_answer(name, "Active", typed_name=typed_name, comment=plain(comment, LONGEST_COMMENT))


def ask_for_change(name: str, comment: str) -> None:
	"""Send a plan back to the school with a comment. Raises MentoringError when it awaits no answer."""
	comment = plain(comment, LONGEST_COMMENT)
	if not comment:
		frappe.throw(_("Your comment is missing: say what should change."), MentoringError)
	_answer(name, "Returned", comment=comment)


def _answer(name: str, status: str, **answer) -> None:
	plan, _child = _shown_plan(name, lock=True)
	if plan.status != AWAITS_GUARDIAN:
		frappe.throw(_("This plan awaits no answer: it has been answered already."), MentoringError)
	guardian = guardians.session_guardian()
	plan.flags.ignore_permissions = True  # guardians have no desk rights; `_shown_plan` has checked theirs
	plan.flags.guardian_answer = frappe._dict(
		guardian=guardian, guardian_name=frappe.db.get_value("Guardian", guardian, "guardian_name"), **answer
	)
	move_to(plan, status)


def plain(text: str | None, longest: int) -> str:
	"""What somebody typed, without markup. Raises MentoringError for more than ``longest`` characters."""
	text = strip_html(text or "").strip()
	if len(text) > longest:
		frappe.throw(_("Your text is too long: {0} characters at most.").format(longest), MentoringError)
	return text
