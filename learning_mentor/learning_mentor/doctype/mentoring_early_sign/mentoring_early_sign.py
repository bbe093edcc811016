from frappe.model.document import Document

from learning_mentor.data_protection.read_log import ReadLogged


class MentoringEarlySign(ReadLogged, Document):
	pass
