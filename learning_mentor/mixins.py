"""What stands beside Frappe's Document among the bases of a controller."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a mixin asks for what a Document has, and is none itself
	from frappe.model.document import Document as DocumentMixin
else:
	DocumentMixin = object


class SeesChanges(DocumentMixin):
	"""Mixin of documents that ask what they were before this save."""

	def value_before(self, fieldname: str):
		"""None for a new document."""
		before = self.get_doc_before_save()
		return before.get(fieldname) if before else None

	def rows_before(self, fieldname: str) -> list:
		"""Rows of a child table; none of a new document."""
		return self.value_before(fieldname) or []
