"""The text of an action plan: what counts as its content, when it is locked, and when it is complete."""

import frappe
from frappe import _
from frappe.utils import cstr, flt, getdate

from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings

OPEN_TO_CHANGE = (None, "Draft", "Returned")
TARGET_TEXTS = (
	"need",
	"target_text",
	"plain_words",
	"strategy",
	"setting",
	"responsible",
	"measure",
	"due_date",
)
TARGET_NUMBERS = ("baseline", "target_value")


def has_changed(plan) -> bool:
	before = plan.get_doc_before_save()
	return bool(before) and _content(plan) != _content(before)


def check_lock(plan) -> None:
	"""Raise LockedTextError when text that was sent, approved or agreed differs from what is stored."""
	if plan.status_before() not in OPEN_TO_CHANGE and has_changed(plan):
		frappe.throw(
			_("This plan is locked while it is {0}. To change it: return it, or cancel and amend it.").format(
				_(plan.status_before())
			),
			LockedTextError,
		)


def _content(plan) -> list:
	return [cstr(plan.summary).strip()] + [_target(row) for row in plan.targets]


def _target(row) -> tuple:
	texts = tuple(cstr(row.get(field)).strip() for field in TARGET_TEXTS)
	return texts + tuple(flt(row.get(field)) for field in TARGET_NUMBERS)


def check_targets(plan) -> None:
	"""Raise MentoringError when targets are missing, too many, or cannot be measured."""
	if plan.status_before() not in OPEN_TO_CHANGE:
		return
	if not plan.targets:
		frappe.throw(_("Targets is empty: add at least one target."), MentoringError)
	limit = get_settings().max_targets
	if len(plan.targets) > limit:
		frappe.throw(
			_("Targets: {0} are too many, the limit is {1}. Keep those that matter most.").format(
				len(plan.targets), limit
			),
			MentoringError,
		)
	for row in plan.targets:
		if flt(row.baseline) == flt(row.target_value):
			frappe.throw(
				_("Targets, row {0}: Goal equals Baseline, so progress cannot be seen.").format(row.idx),
				MentoringError,
			)


def check_complete(plan) -> None:
	"""Raise MentoringError when the plan is not ready to be approved."""
	for row in plan.targets:
		if getdate(row.due_date) < getdate():
			frappe.throw(_("Targets, row {0}: Due is in the past.").format(row.idx), MentoringError)
