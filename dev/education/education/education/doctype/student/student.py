import frappe
from frappe.model.document import Document

ROW = "Guardian Student"


class Student(Document):
	def validate(self) -> None:
		self.student_name = " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))

	def on_update(self) -> None:
		"""Keep the guardians' own lists of students true."""
		guardians = {row.guardian for row in self.guardians}
		listed = set(frappe.get_all(ROW, filters={"student": self.name}, pluck="parent", order_by="parent"))
		for guardian in sorted(guardians - listed):
			self.add_to(guardian)
		for guardian in sorted(listed - guardians):
			frappe.db.delete(ROW, {"student": self.name, "parent": guardian})
		frappe.db.set_value(ROW, {"student": self.name}, "student_name", self.student_name)

	def add_to(self, guardian: str) -> None:
		record = frappe.get_doc("Guardian", guardian)
		record.append("students", {"student": self.name, "student_name": self.student_name})
		record.save(ignore_permissions=True)  # the list follows the student, whoever saves the student

	def on_trash(self) -> None:
		frappe.db.delete(ROW, {"student": self.name})
