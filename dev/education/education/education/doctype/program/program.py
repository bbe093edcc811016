from frappe.model.document import Document


class Program(Document):
	pass
