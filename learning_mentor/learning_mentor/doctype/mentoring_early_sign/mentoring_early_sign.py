from frappe.model.document import Document

from learning_mentor.read_log import ReadLogged


class MentoringEarlySign(ReadLogged, Document):
	pass
