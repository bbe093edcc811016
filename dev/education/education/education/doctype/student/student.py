import frappe
from frappe.model.document import Document


class Student(Document):
	def validate(self) -> None:
		self.student_name = " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))

	def on_update(self) -> None:
		for row in self.guardians:
			self.list_on(row.guardian)

	def list_on(self, guardian: str) -> None:
		"""Keep the guardian's own list of students true."""
		listed = {"parent": guardian, "parenttype": "Guardian", "student": self.name}
		if frappe.db.exists("Guardian Student", listed):
			return
		record = frappe.get_doc("Guardian", guardian)
		record.append("students", {"student": self.name, "student_name": self.student_name})
		record.save(ignore_permissions=True)
