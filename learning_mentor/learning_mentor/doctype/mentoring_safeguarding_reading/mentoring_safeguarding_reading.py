import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringSafeguardingReading(AppendOnly):
	def validate(self) -> None:
		if not (self.is_new() and self.flags.written_by_code):
			frappe.throw(_("The log of readings is written by reading alone."), LockedTextError)
