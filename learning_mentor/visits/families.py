"""A home visit as its family meets it: told, asked whether the time suits, shown the advice afterwards."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from learning_mentor import education_records, guardians, notify, strategies
from learning_mentor.api.shapes.families import VisitOfFamily
from learning_mentor.data_protection.read_log import note
from learning_mentor.exceptions import MentoringError
from learning_mentor.notices import kinds
from learning_mentor.portal import LONGEST_COMMENT, plain, require_guardian

VISIT_AWAITS_GUARDIAN = kinds.VISIT_AWAITS_GUARDIAN.email_template
AHEAD, AFTERWARDS = "Approved", "Completed"
VISIT = "Mentoring Home Visit"
ANSWER = ("answer", "answered_on", "comment")


def is_announced(visit) -> bool:
	"""Whether the family may know of the visit before: not of a welfare or absence check."""
	return not frappe.get_cached_value("Mentoring Visit Purpose", visit.purpose, "unannounced")


def keep_answers(visit) -> None:
	"""Guardians are the pupil's own; what they answered stays, until the visit has another time."""
	own = {row.name: row.guardian_name for row in education_records.guardians_of(visit.student)}
	before = visit.get_doc_before_save()
	given = {row.guardian: row for row in before.guardians} if before else {}
	moved = before and get_datetime(before.starts_on) != get_datetime(visit.starts_on)
	for row in visit.guardians:
		if row.guardian not in own:
			frappe.throw(
				_("Guardians, row {0}: choose one of the pupil's guardians.").format(row.idx), MentoringError
			)
		row.guardian_name = own[row.guardian]
		answer = None if moved else given.get(row.guardian)
		row.update({field: answer.get(field) if answer else None for field in ANSWER})
		row.answer = row.answer or "Asked"
	_take_answer(visit)


def _take_answer(visit) -> None:
	if answer := visit.flags.guardian_answer:
		for row in visit.guardians:
			if row.guardian == answer.guardian:
				row.update(
					{"answer": answer.answer, "comment": answer.comment, "answered_on": now_datetime()}
				)


def check_told(visit) -> None:
	"""Raise MentoringError when the family neither has been told nor can be asked on the portal."""
	if visit.family_told or not is_announced(visit) or _portal_users(visit):
		return
	frappe.throw(
		_("The family has been told: tick this once they know. No guardian has a portal account to ask."),
		MentoringError,
	)


def _portal_users(visit) -> list[str]:
	invited = {row.guardian for row in visit.guardians}
	rows = education_records.guardians_of(visit.student)
	return [row.user for row in rows if row.user and row.name in invited]


def tell(visit) -> None:
	"""Mail the guardians when a visit that they may know of is approved; the mail names nothing of it."""
	if visit.has_moved_to(AHEAD) and is_announced(visit):
		notify.mail(_portal_users(visit), VISIT_AWAITS_GUARDIAN, {"link": frappe.utils.get_url("/mentoring")})
	if answer := visit.flags.guardian_answer:
		users = [notify.user_of(visit.visitor), visit.owner]
		notices = {"Confirmed": kinds.VISIT_CONFIRMED, "Another Time": kinds.VISIT_OTHER_TIME}
		notify.tell(users, notices[answer.answer], visit)


def of_children(children: list[str], guardian: str) -> dict[str, list]:
	"""Student -> visits that a guardian may see: those ahead, and those that left advice, newest first.

	Each ``{"name", "starts_on", "is_ahead", "answer"}``.
	"""
	if not children:
		return {}
	visit, row = frappe.qb.DocType(VISIT), frappe.qb.DocType("Mentoring Visit Guardian")
	rows = (
		frappe.qb.from_(visit)
		.join(row)
		.on((row.parent == visit.name) & (row.parenttype == VISIT))
		.select(visit.name, visit.student, visit.starts_on, visit.status, visit.purpose, row.answer)
		.where(visit.student.isin(children) & (row.guardian == guardian))
		.where(visit.status.isin((AHEAD, AFTERWARDS)))
		.orderby(visit.starts_on, order=frappe.qb.desc)
	).run(as_dict=True)
	seen: dict[str, list] = {}
	advised = _with_advice([each.name for each in rows if each.status == AFTERWARDS])
	for each in rows:
		if each.name in advised or (each.status == AHEAD and is_announced(each)):
			entry = {
				"name": each.name,
				"starts_on": each.starts_on,
				"is_ahead": each.status == AHEAD,
				"answer": each.answer,
			}
			seen.setdefault(each.student, []).append(entry)
	return seen


def _is_shown(visit) -> bool:
	if visit.status == AHEAD:
		return is_announced(visit)
	return bool(_with_advice([visit.name]))


def _with_advice(visits: list[str]) -> set[str]:
	"""Those of the visits that left advice for the family."""
	rows = {"parent": ["in", visits], "parenttype": VISIT}
	return set(visits and frappe.get_all("Mentoring Visit Advice", rows, pluck="parent", order_by="parent"))


def get_visit(name: str) -> VisitOfFamily:
	"""One visit in plain words, for a guardian whom it is to.

	Returns ``name, first_name, starts_on, ends_on, visitors, what_for, is_ahead, answer, comment, advice``,
	with ``advice`` as ``[{"strategy", "plain_words", "words_to_family", "steps": [text]}]``, shown after the
	visit alone. Raises DoesNotExistError alike for visits missing, foreign or not to be shown.
	"""
	visit, child, row = _shown_visit(name)
	note(visit, "Portal")
	is_ahead = visit.status == AHEAD
	return {
		"name": visit.name,
		"first_name": child.first_name,
		"starts_on": visit.starts_on,
		"ends_on": visit.ends_on,
		"visitors": [each for each in (visit.visitor_name, visit.companion_name) if each],
		"what_for": frappe.get_cached_value("Mentoring Visit Purpose", visit.purpose, "plain_words"),
		"is_ahead": is_ahead,
		"answer": row.answer,
		"comment": row.comment,
		"advice": []
		if is_ahead
		else [strategies.for_family(each.strategy, each.words_to_family) for each in visit.advice],
	}


def _shown_visit(name: str, lock: bool = False) -> tuple:
	"""The visit, the child it is about and the guardian's row; hidden and missing visits answer alike."""
	guardian = require_guardian()
	children = {child.name: child for child in guardians.children_of(guardian)}
	stored = frappe.db.get_value(
		VISIT,
		{"name": name, "status": ["in", (AHEAD, AFTERWARDS)]},
		["name", "student", "status", "purpose"],
		as_dict=True,
	)
	if stored and stored.student in children and _is_shown(stored):
		visit = frappe.get_doc(VISIT, name, for_update=lock)
		row = next((row for row in visit.guardians if row.guardian == guardian), None)
		if row:
			return visit, children[stored.student], row
	frappe.throw(_("There is no such visit."), frappe.DoesNotExistError)


def confirm(name: str) -> None:
	"""Say that the time suits. Raises DoesNotExistError when hidden, MentoringError when it is over."""
	_answer(name, "Confirmed")


def ask_for_another_time(name: str, comment: str) -> None:
	"""Ask for another time, with words that say which. Errors as `confirm`."""
	comment = plain(comment, LONGEST_COMMENT)
	if not comment:
		frappe.throw(_("Your comment is missing: say which time would suit you."), MentoringError)
	_answer(name, "Another Time", comment)


def _answer(name: str, answer: str, comment: str | None = None) -> None:
	visit, _child, row = _shown_visit(name, lock=True)
	if visit.status != AHEAD or get_datetime(visit.starts_on) < now_datetime():
		frappe.throw(_("This visit is over: please call the school."), MentoringError)
	visit.flags.ignore_permissions = True  # guardians have no desk rights; `_shown_visit` has checked theirs
	visit.flags.guardian_answer = frappe._dict(guardian=row.guardian, answer=answer, comment=comment)
	visit.save()
