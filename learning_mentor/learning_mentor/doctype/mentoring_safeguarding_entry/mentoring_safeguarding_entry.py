import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringSafeguardingEntry(AppendOnly):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agency: DF.Data | None
		author: DF.Link
		entry_text: DF.LongText
		kind: DF.Literal["Concern", "Correction", "Action", "Agency told", "Closed", "Reopened"]
		note: DF.Link
		told_on: DF.Datetime | None
		written_on: DF.Datetime
	# end: auto-generated types

	def validate(self) -> None:
		if not (self.is_new() and self.flags.written_by_code):
			frappe.throw(_("What was written stays as it is: add an entry to the note."), LockedTextError)
