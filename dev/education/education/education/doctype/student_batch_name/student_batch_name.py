from frappe.model.document import Document


class StudentBatchName(Document):
	pass
