import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.exceptions import MentoringError


class MentoringNeed(Document):
	def validate(self) -> None:
		if not self.weight or self.weight <= 0:
			frappe.throw(_("Weight must be above 0: it decides how nominations are ranked."), MentoringError)
