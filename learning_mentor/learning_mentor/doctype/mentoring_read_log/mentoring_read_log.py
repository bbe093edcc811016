import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringReadLog(AppendOnly):
	def validate(self) -> None:
		frappe.throw(_("The log of readings is written by reading alone."), LockedTextError)
