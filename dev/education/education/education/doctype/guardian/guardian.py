from frappe.model.document import Document


class Guardian(Document):
	pass
