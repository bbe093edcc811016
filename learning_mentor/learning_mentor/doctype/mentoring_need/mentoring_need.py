import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.exceptions import MentoringError


class MentoringNeed(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category: DF.Literal["Social", "Emotional", "Behavioural", "Attendance", "Attainment", "Transition"]
		description: DF.SmallText | None
		disabled: DF.Check
		need_name: DF.Data
		plain_words: DF.SmallText | None
		weight: DF.Float
	# end: auto-generated types

	def validate(self) -> None:
		if not self.weight or self.weight <= 0:
			frappe.throw(_("Weight must be above 0: it decides how nominations are ranked."), MentoringError)
