from itertools import pairwise

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt, getdate

from learning_mentor.exceptions import LockedTextError, MentoringError

COMPARED = ("lowest", "highest", "scoring")


class MentoringScale(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_scale_band.mentoring_scale_band import (
			MentoringScaleBand,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_scale_item.mentoring_scale_item import (
			MentoringScaleItem,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_scale_label.mentoring_scale_label import (
			MentoringScaleLabel,
		)

		age_from: DF.Int
		age_to: DF.Int
		bands: DF.Table[MentoringScaleBand]
		by_guardian: DF.Check
		by_mentor: DF.Check
		by_pupil: DF.Check
		by_teacher: DF.Check
		disabled: DF.Check
		higher_is_better: DF.Check
		highest: DF.Int
		instructions: DF.SmallText | None
		items: DF.Table[MentoringScaleItem]
		labels: DF.Table[MentoringScaleLabel]
		licence_expires_on: DF.Date | None
		licence_note: DF.SmallText | None
		licence_reference: DF.Data | None
		lowest: DF.Int
		measures: DF.Literal["Confidence and self-esteem", "Feelings at school", "Goal progress", "Other"]
		most_missing: DF.Int
		scale_name: DF.Data
		scores_only: DF.Check
		scoring: DF.Literal["Sum", "Mean"]
		text_locked: DF.Check
	# end: auto-generated types

	def validate(self) -> None:
		if cint(self.highest) <= cint(self.lowest):
			frappe.throw(_("Highest answer must be above Lowest answer."), MentoringError)
		self.check_items()
		self.check_bands()
		self.check_text_lock()
		self.check_comparable()

	def check_items(self) -> None:
		if not self.items:
			frappe.throw(_("Items is empty: add what is asked."), MentoringError)
		for row in self.items:
			if row.worry_rule and not cint(self.lowest) <= cint(row.worry_answer) <= cint(self.highest):
				frappe.throw(
					_("Items, row {0}: the answer that alerts lies outside the answers.").format(row.idx),
					MentoringError,
				)

	def check_bands(self) -> None:
		"""Bands follow each other without a gap: a whole point for sums, a hundredth for means."""
		bands = sorted(self.bands, key=lambda row: flt(row.from_score))
		step = 0.01 if self.scoring == "Mean" else 1
		for row in bands:
			if flt(row.to_score) < flt(row.from_score):
				frappe.throw(_("Bands, row {0}: To is below From.").format(row.idx), MentoringError)
		for lower, upper in pairwise(bands):
			distance = flt(upper.from_score) - flt(lower.to_score)
			if distance <= 0:
				frappe.throw(_("Bands, row {0}: it overlaps another band.").format(upper.idx), MentoringError)
			if round(distance, 2) > step:
				frappe.throw(
					_("Bands, row {0}: scores between {1} and {2} have no band.").format(
						upper.idx, lower.to_score, upper.from_score
					),
					MentoringError,
				)

	def check_text_lock(self) -> None:
		before = self.get_doc_before_save()
		if before and before.text_locked and _texts(before) != _texts(self):
			frappe.throw(
				_("Items: the wording of this scale may not be changed under its licence."), LockedTextError
			)

	def check_comparable(self) -> None:
		"""Scores over time are compared, so what makes them stays once a check-in has been answered."""
		before = self.get_doc_before_save()
		if not before or _makes_scores(before) == _makes_scores(self):
			return
		if frappe.db.exists("Mentoring Check-in", {"scale": self.name, "status": "Answered"}):
			text = _("This scale has been answered: its answers, score and number of items stay.")
			frappe.throw(text + " " + _("Make a new scale instead."), LockedTextError)

	def is_licensed_on(self, day=None) -> bool:
		"""Whether the school may use the scale on a day (default: today)."""
		return not self.licence_expires_on or getdate(day) <= getdate(self.licence_expires_on)


def _texts(scale) -> list[tuple]:
	return [(row.item_text, cint(row.reversed)) for row in scale.items]


def _makes_scores(scale) -> list:
	lowest, highest, scoring = (scale.get(field) for field in COMPARED)
	return [cint(lowest), cint(highest), scoring, [cint(row.reversed) for row in scale.items]]
