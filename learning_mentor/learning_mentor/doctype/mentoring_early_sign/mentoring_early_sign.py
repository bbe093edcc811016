from frappe.model.document import Document


class MentoringEarlySign(Document):
	pass
