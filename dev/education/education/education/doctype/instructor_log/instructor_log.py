from frappe.model.document import Document


class InstructorLog(Document):
	pass
