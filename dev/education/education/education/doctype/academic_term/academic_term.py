from frappe.model.document import Document


class AcademicTerm(Document):
	def autoname(self) -> None:
		"""A term is known by its year, since every year has a term of the same name."""
		self.name = self.title = f"{self.academic_year} ({self.term_name})"
