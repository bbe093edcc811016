import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import LockedTextError


class MentoringSafeguardingNote(ReadLogged, AppendOnly):
	"""Who a concern is about and who may read it; the words are entries of their own."""

	def validate(self) -> None:
		"""Status and readers change through `learning_mentor.safeguarding` alone."""
		if not self.flags.written_by_code:
			frappe.throw(_("A safeguarding note is not changed: add an entry to it."), LockedTextError)
