"""Reviews of a plan in force: rows that are added, never rewritten, and carry each target's progress."""

import frappe
from frappe import _
from frappe.utils import flt, getdate, today

from learning_mentor.exceptions import LockedTextError, MentoringError

SETTLED = ("Achieved", "Dropped")
ROW_FIELDS = ("reviewed_on", "target_number", "value", "target_status", "next_step", "comment", "reviewed_by")
PROGRESS_FIELDS = ("current_value", "progress", "status")


def apply(plan) -> None:
	"""Take new review rows into the targets; refuse changes to old ones and rows outside a review."""
	_restore_progress(plan)
	new_rows = _new_rows(plan)
	if new_rows and plan.status_before() != "Under Review":
		frappe.throw(_("Reviews: start a review before adding to it."), MentoringError)
	for row in new_rows:
		_apply_row(plan, row)
	plan.flags.new_reviews = new_rows


def _restore_progress(plan) -> None:
	"""Progress comes from reviews alone."""
	before = plan.get_doc_before_save()
	stored = {row.name: row for row in before.targets} if before and before.docstatus == 1 else {}
	for row in plan.targets:
		if row.name in stored:
			row.update({field: stored[row.name].get(field) for field in PROGRESS_FIELDS})
		else:
			row.update({"current_value": row.baseline, "progress": 0, "status": "Not Started"})


def _new_rows(plan) -> list:
	before = plan.get_doc_before_save()
	kept = {row.name: _values(row) for row in before.reviews} if before else {}
	present = {row.name: _values(row) for row in plan.reviews if row.name in kept}
	if present != kept:
		frappe.throw(_("Reviews: what was recorded stays. Add a new row instead."), LockedTextError)
	return [row for row in plan.reviews if row.name not in kept]


def _values(row) -> tuple:
	return tuple(str(getdate(row.get(f)) if f == "reviewed_on" else row.get(f) or "") for f in ROW_FIELDS)


def _apply_row(plan, row) -> None:
	targets = {target.idx: target for target in plan.targets}
	target = targets.get(row.target_number)
	if not target:
		frappe.throw(
			_("Reviews, row {0}: the plan has no target {1}.").format(row.idx, row.target_number),
			MentoringError,
		)
	if getdate(row.reviewed_on) > getdate():
		frappe.throw(_("Reviews, row {0}: Date is in the future.").format(row.idx), MentoringError)
	row.reviewed_by = frappe.session.user
	target.current_value = flt(row.value)
	target.progress = progress(target)
	target.status = row.target_status


def progress(target) -> float:
	"""Share of the way from baseline to goal, 0-100."""
	way = flt(target.target_value) - flt(target.baseline)
	done = flt(target.current_value) - flt(target.baseline)
	return flt(max(0.0, min(100.0, 100 * done / way)), 1)


def take_decision(plan, before: str) -> None:
	"""Carry out a move of a plan in force. Raises MentoringError when a review is incomplete."""
	if plan.status == "Under Review":
		plan.review_started_on = today()
		plan.record("Review started")
	elif plan.status == "Cancelled":
		_cancel(plan)
	elif before == "Under Review":
		_check_each_target_reviewed(plan)
		if plan.status == "Completed":
			plan.record("Completed")
		else:
			plan.set_next_review()
			plan.record("Review finished")
	else:
		frappe.throw(_("Start a review first: a plan in force changes through its reviews."), MentoringError)


def _cancel(plan) -> None:
	if not (plan.decision_comment or "").strip():
		frappe.throw(_("Comment on the decision is missing: say why the plan is cancelled."), MentoringError)
	plan.record("Cancelled")


def _check_each_target_reviewed(plan) -> None:
	started = getdate(plan.review_started_on)
	reviewed = {row.target_number for row in plan.reviews if getdate(row.reviewed_on) >= started}
	settled = {row.idx for row in plan.targets if row.status in SETTLED}
	missing = [str(row.idx) for row in plan.targets if row.idx not in reviewed | settled]
	if missing:
		frappe.throw(_("Reviews: add a row for target {0}.").format(", ".join(missing)), MentoringError)
