from frappe.model.document import Document

from learning_mentor import retention


class MentoringRetentionRule(Document):
	def validate(self) -> None:
		retention.check_rule(self)
