from frappe.model.document import Document

from learning_mentor.case_record import add_index


class MentoringNotice(Document):
	pass


def on_doctype_update() -> None:
	add_index("Mentoring Notice", "state", "delivery", "for_user")
