from frappe.model.document import Document


class MentoringStrategy(Document):
	pass
