from frappe.model.document import Document


class ProgramEnrollment(Document):
	pass
