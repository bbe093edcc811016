import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringKeptTotal(AppendOnly):
	def validate(self) -> None:
		if not self.flags.written_by_code:
			frappe.throw(_("Totals are written by disposal alone."), LockedTextError)
