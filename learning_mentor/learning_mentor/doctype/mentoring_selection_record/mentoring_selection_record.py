from frappe.model.document import Document

from learning_mentor.data_protection.read_log import ReadLogged


class MentoringSelectionRecord(ReadLogged, Document):
	pass
