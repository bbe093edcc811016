from frappe.model.document import Document


class StudentLog(Document):
	pass
