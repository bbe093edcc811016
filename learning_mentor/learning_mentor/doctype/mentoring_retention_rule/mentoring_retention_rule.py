from frappe.model.document import Document


class MentoringRetentionRule(Document):
	pass
