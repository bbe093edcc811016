from itertools import pairwise

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from learning_mentor.exceptions import LockedTextError, MentoringError


class MentoringScale(Document):
	def validate(self) -> None:
		if self.highest <= self.lowest:
			frappe.throw(_("Highest answer must be above Lowest answer."), MentoringError)
		self.check_items()
		self.check_bands()
		self.check_text_lock()

	def check_items(self) -> None:
		if not self.items:
			frappe.throw(_("Items is empty: add what is asked."), MentoringError)
		for row in self.items:
			if row.worry_rule and not self.lowest <= (row.worry_answer or 0) <= self.highest:
				frappe.throw(
					_("Items, row {0}: the answer that alerts lies outside the answers.").format(row.idx),
					MentoringError,
				)

	def check_bands(self) -> None:
		bands = sorted(self.bands, key=lambda row: row.from_score)
		for row in bands:
			if row.to_score < row.from_score:
				frappe.throw(_("Bands, row {0}: To is below From.").format(row.idx), MentoringError)
		for lower, upper in pairwise(bands):
			if upper.from_score <= lower.to_score:
				frappe.throw(_("Bands, row {0}: it overlaps another band.").format(upper.idx), MentoringError)

	def check_text_lock(self) -> None:
		before = self.get_doc_before_save()
		if before and before.text_locked and _texts(before) != _texts(self):
			frappe.throw(
				_("Items: the wording of this scale may not be changed under its licence."), LockedTextError
			)

	def is_licensed_on(self, day=None) -> bool:
		"""Whether the school may use the scale on a day (default: today)."""
		return not self.licence_expires_on or getdate(day) <= getdate(self.licence_expires_on)


def _texts(scale) -> list[tuple]:
	return [(row.item_text, row.reversed) for row in scale.items]
