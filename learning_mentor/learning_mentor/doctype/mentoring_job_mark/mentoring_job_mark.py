from frappe.model.document import Document


class MentoringJobMark(Document):
	pass
