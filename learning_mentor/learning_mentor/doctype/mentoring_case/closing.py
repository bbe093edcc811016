"""What is said of a case at its end: outcomes, words, the change in check-ins. Without it no case closes."""

import frappe
from frappe import _
from frappe.utils import cstr

from learning_mentor import impact
from learning_mentor.exceptions import LockedTextError, MentoringError

AIM, TARGET = "Aim", "Target"
CAME_INTO_FORCE = ("Active", "Under Review", "Completed")
SAID = (
	"outcome",
	"status_reason",
	"success",
	"success_note",
	"next_support",
	"pupil_words",
	"guardian_words",
	"words_missing_reason",
)


def apply(case) -> None:
	"""Keep outcomes in step with aims and targets; close just what is complete; lock what is closed.

	Raises MentoringError that lists what is missing, LockedTextError for a change after closing.
	"""
	was_closed = bool(before := case.get_doc_before_save()) and before.status == "Closed"
	if was_closed and case.status == "Closed":
		check_lock(case, before)
		keep_details(case, before)
		return
	if case.status == "Closed" or case.outcomes:
		take_details(case)
	if case.status == "Closed":
		check_complete(case)


def take_details(case) -> None:
	"""The rows are those of the case; results and remarks are the caller's."""
	given = {row.source: row for row in case.outcomes}
	case.set("outcomes", [])
	for about in outcome_rows(case):
		row = case.append("outcomes", about)
		if answer := given.get(row.source):
			row.update({"result": answer.result, "remark": answer.remark})
	case.first_reason = first_reason(case)
	case.set("check_in_changes", check_in_changes(case.name))


def outcome_rows(case) -> list[dict]:
	"""``[{"about", "source", "text"}]`` of the aims that were not set aside and the targets not dropped."""
	aims = [
		{"about": AIM, "source": row.name, "text": row.aim} for row in case.aims if row.status != "Set Aside"
	]
	return aims + _target_rows(case.name)


def _target_rows(case: str) -> list[dict]:
	plan, target = frappe.qb.DocType("Mentoring Action Plan"), frappe.qb.DocType("Mentoring Plan Target")
	rows = (
		frappe.qb.from_(target)
		.join(plan)
		.on((target.parent == plan.name) & (target.parenttype == "Mentoring Action Plan"))
		.select(target.name, target.target_text)
		.where((plan.case == case) & plan.status.isin(CAME_INTO_FORCE) & (target.status != "Dropped"))
		.orderby(plan.creation)
		.orderby(target.idx)
	).run(as_dict=True)
	return [{"about": TARGET, "source": row.name, "text": row.target_text} for row in rows]


def first_reason(case) -> str:
	"""The needs that the case was opened with, the strongest first."""
	needs = sorted(case.needs, key=lambda row: -(row.severity or 0))
	return ", ".join(row.need for row in needs)


def check_in_changes(case: str) -> list[dict]:
	"""First and last score of each kind of check-in that was answered at least twice."""
	return [
		{
			**{field: trend[field] for field in impact.ABOUT},
			"first_on": trend["points"][0]["on"],
			"first_score": trend["baseline"],
			"last_on": trend["points"][-1]["on"],
			"last_score": trend["latest"],
			"score_change": trend["change"],
			"verdict": trend["verdict"],
		}
		for trend in impact.check_in_trends(case)
		if len(trend["points"]) > 1
	]


def check_complete(case) -> None:
	if missing := _missing(case):
		frappe.throw(
			_("The case cannot be closed yet. Fill in under Closing: {0}.").format("; ".join(missing)),
			MentoringError,
		)


def _missing(case) -> list[str]:
	"""What is not there yet, in words that name the field."""
	missing = [
		_("the result of outcome {0} ({1})").format(row.idx, _(row.about).lower())
		for row in case.outcomes
		if not row.result
	]
	for fieldname in ("success", "next_support"):
		if not cstr(case.get(fieldname)).strip():
			missing.append(_(case.meta.get_label(fieldname)))
	if not cstr(case.words_missing_reason).strip():
		missing += [
			_(case.meta.get_label(fieldname))
			for fieldname in ("pupil_words", "guardian_words")
			if not cstr(case.get(fieldname)).strip()
		]
	return missing


def check_lock(case, before) -> None:
	if _said(case) != _said(before):
		frappe.throw(
			_("What was said at the closing of this case is locked: reopen the case to change it."),
			LockedTextError,
		)


def _said(case) -> list:
	rows = [(row.source, cstr(row.result), cstr(row.remark)) for row in case.outcomes]
	return [cstr(case.get(field)) for field in SAID] + rows


def keep_details(case, before) -> None:
	"""Rows and texts that only the closing sets stay as they were."""
	case.first_reason = before.first_reason
	for fieldname in ("outcomes", "check_in_changes"):
		case.set(fieldname, [row.as_dict() for row in before.get(fieldname)])
