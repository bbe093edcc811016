from frappe.model.document import Document

from learning_mentor.data_protection import retention


class MentoringRetentionRule(Document):
	def validate(self) -> None:
		retention.check_rule(self)
