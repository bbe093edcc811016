import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.exceptions import MentoringError

RESPONSE_TIMES = tuple(
	f"{urgent}{stage}_days" for urgent in ("", "urgent_") for stage in ("acknowledge", "decide", "start")
)


class SupportAgency(Document):
	def validate(self) -> None:
		if self.max_age and self.min_age > self.max_age:
			frappe.throw(_("To age must not be less than From age."), MentoringError)
		for fieldname in RESPONSE_TIMES:
			if (self.get(fieldname) or 0) < 1:
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0} must be 1 or more.").format(label), MentoringError)

	def days_for(self, stage: str, urgency: str) -> int:
		"""Working days that the agency has for a stage: acknowledge, decide or start."""
		return self.get(f"urgent_{stage}_days" if urgency == "Urgent" else f"{stage}_days")
