import frappe
from frappe import _
from frappe.model.document import Document


class StudentAttendance(Document):
	def validate(self) -> None:
		"""One record per pupil, day and group."""
		same = {
			"student": self.student,
			"date": self.date,
			"student_group": self.student_group or ["is", "not set"],
			"docstatus": ["!=", 2],
			"name": ["!=", self.name or ""],
		}
		if frappe.db.exists("Student Attendance", same):
			frappe.throw(_("Attendance of this student on {0} is recorded already.").format(self.date))
