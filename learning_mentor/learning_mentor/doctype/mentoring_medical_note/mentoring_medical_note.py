import frappe
from frappe.model.document import Document

from learning_mentor.data_protection.read_log import ReadLogged


class MentoringMedicalNote(ReadLogged, Document):
	"""What staff at an event must know to keep a pupil safe; read by those who look after the pupil there."""

	def validate(self) -> None:
		self.student_name = frappe.db.get_value("Student", self.student, "student_name")
		self.last_from = self.flags.told_by or frappe.utils.get_fullname(frappe.session.user)
