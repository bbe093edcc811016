import frappe
from frappe import _
from frappe.utils import flt, today

from learning_mentor import notify, scoring
from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.permissions import SAFEGUARDING_LEAD

WHO = {"Pupil": "by_pupil", "Mentor": "by_mentor", "Teacher": "by_teacher", "Guardian": "by_guardian"}


class MentoringCheckin(CaseRecord):
	def validate(self) -> None:
		self.scale_doc = frappe.get_cached_doc("Mentoring Scale", self.scale)
		self.check_scale()
		self.lay_out_items()
		self.check_lock()
		if self.is_answered():
			self.take_answers()

	def on_update(self) -> None:
		if self.has_just_been_answered() and scoring.worries(self.scale_doc, self.get_answers()):
			notify.tell_role(
				SAFEGUARDING_LEAD,
				_("An answer in a check-in needs the safeguarding lead: {0}").format(self.name),
				self,
			)

	def has_just_been_answered(self) -> bool:
		before = self.get_doc_before_save()
		return self.status == "Answered" and (not before or before.status != "Answered")

	def check_scale(self) -> None:
		if not self.is_new():
			return
		if self.scale_doc.disabled or not self.scale_doc.is_licensed_on():
			frappe.throw(
				_("Scale: {0} is disabled or its licence has ended.").format(self.scale), MentoringError
			)
		if not self.scale_doc.get(WHO[self.answered_as]):
			frappe.throw(
				_("Answered by: {0} does not answer this scale.").format(_(self.answered_as)), MentoringError
			)

	def lay_out_items(self) -> None:
		"""One row per item of the scale, in its order, whatever the caller sent."""
		answers = {row.item_number: row.answer for row in self.answers}
		rows = []
		for item in self.scale_doc.items:
			text = None if self.scale_doc.scores_only else item.item_text
			rows.append({"item_number": item.idx, "item_text": text, "answer": answers.get(item.idx)})
		before = self.get_doc_before_save()
		if not before or before.status != "Answered":
			self.set("answers", rows)

	def check_lock(self) -> None:
		before = self.get_doc_before_save()
		if not before or before.status != "Answered":
			return
		if [row.answer for row in before.answers] != [row.answer for row in self.answers]:
			frappe.throw(_("This check-in has been answered: ask for a new one instead."), LockedTextError)

	def is_answered(self) -> bool:
		return any(row.answer not in (None, "") for row in self.answers)

	def get_answers(self) -> dict[int, int | None]:
		return {row.item_number: _answer(row, self.scale_doc) for row in self.answers}

	def take_answers(self) -> None:
		before = self.get_doc_before_save()
		if before and before.status == "Answered":
			return
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
		baseline = baseline_of(self.case, self.scale, self.answered_as)
		self.is_baseline = int(not baseline)
		self.change = flt(value - baseline.score, 2) if baseline else 0


def _answer(row, scale) -> int | None:
	if row.answer in (None, ""):
		return None
	try:
		answer = int(row.answer)
	except (TypeError, ValueError):
		answer = None
	if answer is None or not scale.lowest <= answer <= scale.highest:
		frappe.throw(
			_("Answers, item {0}: choose a number from {1} to {2}.").format(
				row.item_number, scale.lowest, scale.highest
			),
			MentoringError,
		)
	return answer


def baseline_of(case: str, scale: str, answered_as: str):
	"""The first scored check-in of a case on a scale by the same kind of person; None before it."""
	rows = frappe.get_all(
		"Mentoring Check-in",
		filters={
			"case": case,
			"scale": scale,
			"answered_as": answered_as,
			"status": "Answered",
			"has_score": 1,
		},
		fields=["name", "score", "answered_on"],
		order_by="answered_on asc, creation asc",
		limit=1,
	)
	return rows[0] if rows else None


def on_doctype_update() -> None:
	index_access_key("Mentoring Check-in")
	add_index("Mentoring Check-in", "case", "answered_on")
