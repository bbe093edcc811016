from frappe.model.document import Document


class AcademicTerm(Document):
	def autoname(self) -> None:
		self.title = f"{self.academic_year} ({self.term_name})"
		self.name = self.title
