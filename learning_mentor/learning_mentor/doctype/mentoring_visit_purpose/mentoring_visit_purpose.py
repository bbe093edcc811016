from frappe.model.document import Document


class MentoringVisitPurpose(Document):
	pass
