import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringSafeguardingEntry(AppendOnly):
	def validate(self) -> None:
		if not (self.is_new() and self.flags.written_by_code):
			frappe.throw(_("What was written stays as it is: add an entry to the note."), LockedTextError)
