import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringReadLog(AppendOnly):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		how_many: DF.Int
		mentoring_case: DF.Data | None
		read_on: DF.Datetime
		reader: DF.Link
		record: DF.Data | None
		record_type: DF.Link
		records: DF.LongText | None
		way: DF.Literal["Form", "API", "Print", "Chronology", "Portal", "Access Pack", "List", "Report"]
	# end: auto-generated types

	def validate(self) -> None:
		frappe.throw(_("The log of readings is written by reading alone."), LockedTextError)
