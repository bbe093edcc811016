from frappe.model.document import Document


class StudentGuardian(Document):
	pass
