from frappe.model.document import Document


class Instructor(Document):
	pass
