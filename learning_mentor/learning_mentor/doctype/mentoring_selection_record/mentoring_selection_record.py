from frappe.model.document import Document


class MentoringSelectionRecord(Document):
	pass
