import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringSafeguardingReading(AppendOnly):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		note: DF.Link
		read_on: DF.Datetime
		reader: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		if not (self.is_new() and self.flags.written_by_code):
			frappe.throw(_("The log of readings is written by reading alone."), LockedTextError)
