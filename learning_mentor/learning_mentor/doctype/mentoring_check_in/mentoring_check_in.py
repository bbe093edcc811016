import re

import frappe
from frappe import _
from frappe.utils import cint, flt, today

from learning_mentor import notify, scoring
from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.notices import kinds
from learning_mentor.permissions import SAFEGUARDING_LEAD
from learning_mentor.plans import plan_in_force, target_texts

WHO = {"Pupil": "by_pupil", "Mentor": "by_mentor", "Teacher": "by_teacher", "Guardian": "by_guardian"}
OVER = ("Answered", "Withdrawn")
SERVER_FIELDS = (
	"plan",
	"target_text",
	"asked_on",
	"answered_on",
	"score",
	"has_score",
	"band",
	"missing_answers",
	"is_baseline",
	"change",
)
EMPTY = (None, "")


class MentoringCheckin(CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_check_in_answer.mentoring_check_in_answer import (
			MentoringCheckinAnswer,
		)

		answered_as: DF.Literal["Pupil", "Mentor", "Teacher", "Guardian"]
		answered_on: DF.Date | None
		answers: DF.Table[MentoringCheckinAnswer]
		asked_on: DF.Date | None
		band: DF.Data | None
		case: DF.Link
		change: DF.Float
		has_score: DF.Check
		is_baseline: DF.Check
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		missing_answers: DF.Int
		plan: DF.Link | None
		scale: DF.Link
		score: DF.Float
		status: DF.Literal["Asked", "Answered", "Withdrawn"]
		student: DF.Link | None
		student_name: DF.Data | None
		target_number: DF.Int
		target_text: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		if not self.scale:
			return  # mandatory, which Frappe says better
		self.keep_server_fields()
		self.follow_status()
		if self.value_before("status") in OVER:
			self.keep_answers()
			return
		self.check_scale()
		self.take_target()
		self.lay_out_items()
		if self.is_answered():
			self.take_answers()

	def on_update(self) -> None:
		if self.has_just_been_answered() and scoring.worries(self.scale_doc, self.get_answers()):
			notify.tell_role(SAFEGUARDING_LEAD, kinds.ANSWER_WORRIES, self)

	@property
	def scale_doc(self):
		return frappe.get_cached_doc("Mentoring Scale", self.scale)

	def has_just_been_answered(self) -> bool:
		return self.status == "Answered" and self.value_before("status") != "Answered"

	def keep_server_fields(self) -> None:
		"""Days and score come from the answers, whatever a caller sends."""
		for fieldname in SERVER_FIELDS:
			self.set(fieldname, self.value_before(fieldname))
		self.asked_on = self.asked_on or today()

	def follow_status(self) -> None:
		"""What was asked is answered by its answers or withdrawn by its asker; both are final."""
		before = self.value_before("status")
		if before in OVER:
			if self.status != before:
				frappe.throw(_("This check-in is over: ask for a new one instead."), LockedTextError)
		elif not before or self.status != "Withdrawn":
			self.status = "Asked"

	def check_scale(self) -> None:
		scale = self.scale_doc
		if self.is_new() and scale.disabled:
			frappe.throw(_("Scale: {0} is disabled.").format(self.scale), MentoringError)
		if self.status != "Withdrawn" and not scale.is_licensed_on():
			frappe.throw(_("Scale: the licence of {0} has ended.").format(self.scale), MentoringError)
		if self.has_value_changed("answered_as") and not scale.get(WHO.get(self.answered_as)):
			frappe.throw(
				_("Answered by: {0} does not answer this scale.").format(_(self.answered_as)), MentoringError
			)

	def take_target(self) -> None:
		"""Goal progress may be asked about one target of the plan in force; its text is kept as it was."""
		if not self.is_new():
			return
		self.plan = self.target_text = None
		self.target_number = cint(self.target_number)
		if not self.target_number:
			return
		if self.scale_doc.measures != "Goal progress":
			frappe.throw(_("Target: just scales of goal progress are about a target."), MentoringError)
		self.plan = plan_in_force(self.case)
		texts = target_texts(self.plan)
		if self.target_number not in texts:
			frappe.throw(
				_("Target: the plan in force has no target {0}.").format(self.target_number), MentoringError
			)
		self.target_text = texts[self.target_number][:140]

	def lay_out_items(self) -> None:
		"""One row per item of the scale, in its order, with the answers that the caller sent."""
		scale, given = self.scale_doc, self.read_answers()
		rows = []
		for item in scale.items:
			text = None if scale.scores_only else item.item_text
			rows.append({"item_number": item.idx, "item_text": text, "answer": given.get(item.idx)})
		self.set("answers", rows)

	def read_answers(self) -> dict[int, str]:
		"""Answers by item. Raises MentoringError, which names the item, for one that is not on the scale."""
		scale, given = self.scale_doc, {}
		for row in self.answers:
			number, answer = cint(row.item_number), _as_text(row.answer)
			if not answer:
				continue
			if not 1 <= number <= len(scale.items):
				frappe.throw(_("Answers, item {0}: it is not on this scale.").format(number), MentoringError)
			given[number] = _checked(answer, number, scale)
		return given

	def keep_answers(self) -> None:
		before = self.get_doc_before_save()
		if _locked(before) != _locked(self):
			frappe.throw(_("This check-in is over: ask for a new one instead."), LockedTextError)
		self.set("answers", [row.as_dict() for row in before.answers])

	def is_answered(self) -> bool:
		return any(row.answer not in EMPTY for row in self.answers)

	def get_answers(self) -> dict[int, int | None]:
		return {row.item_number: None if row.answer in EMPTY else int(row.answer) for row in self.answers}

	def take_answers(self) -> None:
		if self.status == "Withdrawn":
			frappe.throw(_("Answers: what is withdrawn takes none."), MentoringError)
		result = scoring.score(self.scale_doc, self.get_answers())
		self.update(
			{
				"status": "Answered",
				"answered_on": today(),
				"score": result.value or 0,
				"has_score": int(result.value is not None),
				"band": result.band,
				"missing_answers": result.missing,
			}
		)
		self.set_change(result.value)

	def set_change(self, value: float | None) -> None:
		if value is None:
			return
		baseline = baseline_of(self)
		self.is_baseline = int(not baseline)
		self.change = flt(value - baseline.score, 2) if baseline else 0


def _as_text(answer) -> str:
	return "" if answer is None else str(answer).strip()


def _locked(check_in) -> tuple:
	"""What does not change once a check-in is over."""
	answers = [(cint(row.item_number), _as_text(row.answer)) for row in check_in.answers]
	return check_in.answered_as, answers


def _checked(answer: str, number: int, scale) -> str:
	if not re.fullmatch(r"-?[0-9]{1,9}", answer) or not scale.lowest <= int(answer) <= scale.highest:
		frappe.throw(
			_("Answers, item {0}: choose a number from {1} to {2}.").format(
				number, scale.lowest, scale.highest
			),
			MentoringError,
		)
	return str(int(answer))


def baseline_of(check_in):
	"""The first scored check-in like this one: case, scale, target, kind of person. None before it."""
	alike = {field: check_in.get(field) for field in ("case", "scale", "answered_as")}
	alike["target_number"] = check_in.target_number or 0
	if check_in.target_number:
		alike["plan"] = check_in.plan
	rows = frappe.get_all(
		"Mentoring Check-in",
		filters={**alike, "status": "Answered", "has_score": 1},
		fields=["name", "score", "answered_on"],
		order_by="answered_on asc, creation asc",
		limit=1,
	)
	return rows[0] if rows else None


def on_doctype_update() -> None:
	index_access_key("Mentoring Check-in")
	add_index("Mentoring Check-in", "case", "answered_on")
