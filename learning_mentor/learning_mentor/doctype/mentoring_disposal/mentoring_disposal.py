import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from learning_mentor.append_only import AppendOnly
from learning_mentor.data_protection import disposal
from learning_mentor.exceptions import LockedTextError, MentoringError


class MentoringDisposal(AppendOnly):
	"""What is to go and what went. People prepare, approve and cancel it; the rest is written by code."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_disposal_line.mentoring_disposal_line import (
			MentoringDisposalLine,
		)

		approved_by: DF.Link | None
		approved_on: DF.Datetime | None
		as_of: DF.Date
		finished_on: DF.Datetime | None
		kept: DF.SmallText | None
		lines: DF.Table[MentoringDisposalLine]
		prepared_by: DF.Link | None
		prepared_on: DF.Datetime | None
		pupils_disposed: DF.Int
		records_disposed: DF.Int
		school: DF.Link | None
		status: DF.Literal["Preview", "Approved", "Running", "Done", "Cancelled"]
		traces_disposed: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		if self.is_new():
			self.start()
		elif not self.flags.written_by_code:
			frappe.throw(_("A disposal is not changed by hand: use its buttons."), LockedTextError)
		disposal.check_four_eyes(self)

	def start(self) -> None:
		if getdate(self.as_of) > getdate():
			frappe.throw(_("What is due by: choose a day that is not in the future."), MentoringError)
		self.update(
			{
				"status": disposal.PREVIEW,
				"prepared_by": frappe.session.user,
				"prepared_on": now_datetime(),
				"approved_by": None,
				"approved_on": None,
			}
		)
		disposal.fill(self)
