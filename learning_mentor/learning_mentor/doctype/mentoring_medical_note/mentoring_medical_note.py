import frappe
from frappe.model.document import Document

from learning_mentor.data_protection.read_log import ReadLogged


class MentoringMedicalNote(ReadLogged, Document):
	"""What staff at an event must know to keep a pupil safe; read by those who look after the pupil there."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		last_from: DF.Data | None
		note: DF.Text
		student: DF.Link
		student_name: DF.Data | None
		what_to_do: DF.Text | None
	# end: auto-generated types

	def validate(self) -> None:
		self.student_name = frappe.db.get_value("Student", self.student, "student_name")
		self.last_from = self.flags.told_by or frappe.utils.get_fullname(frappe.session.user)
