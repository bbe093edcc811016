"""Base of records that are added to and never taken away."""

import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.exceptions import LockedTextError
from learning_mentor.permissions import KnowsItsRow


class AppendOnly(KnowsItsRow, Document):
	def on_trash(self) -> None:
		frappe.throw(_("{0} is kept: it cannot be deleted.").format(self.name), LockedTextError)

	def before_rename(self, *args, **kwargs) -> None:
		frappe.throw(_("{0} keeps its name.").format(self.name), LockedTextError)
