"""Rows of child tables: read with their parent, and changed through it alone."""

import frappe
from frappe.model.document import Document


class ProtectedRow(Document):
	"""Base of every child table of the app.

	Frappe lets a row be saved or deleted by its own name; that would pass by the rules of the parent (its
	locks, its approval), so only the parent's save may write it.
	"""

	def has_permission(self, permtype: str = "read", *args, **kwargs) -> bool:
		if self.flags.ignore_permissions or frappe.session.user == "Administrator":
			return True
		if permtype != "read" or not (self.parenttype and self.parent):
			return False
		return frappe.get_doc(self.parenttype, self.parent).has_permission("read")
