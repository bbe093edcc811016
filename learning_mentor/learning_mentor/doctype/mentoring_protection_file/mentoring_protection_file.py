import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, getdate

from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import MentoringError
from learning_mentor.transition.reminders import send_by

PLAN = "Mentoring Transition Plan"


class MentoringProtectionFile(ReadLogged, Document):
	"""That a child-protection file went to the next school apart from all else; for safeguarding leads.

	Whether there is a file at all is not for the mentor to know, so this is no part of the transition plan.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		file_exists: DF.Literal["Yes", "No"]
		receipt_by: DF.Data | None
		receipt_on: DF.Date | None
		send_by: DF.Date | None
		sent_how: DF.Literal["", "By hand", "Recorded delivery", "Secure transfer"]
		sent_on: DF.Date | None
		sent_to: DF.Data | None
		student: DF.Link | None
		transition_plan: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		plan = frappe.db.get_value(PLAN, self.transition_plan, ["student", "transfer_date"], as_dict=True)
		if not plan:
			return  # missing or unknown, which Frappe says better
		self.student = plan.student
		self.send_by = send_by(plan.transfer_date)
		self.check_sent()

	def check_sent(self) -> None:
		if self.file_exists == "No" and (self.sent_on or self.receipt_on):
			frappe.throw(_("Sent on: there is no child-protection file to send."), MentoringError)
		if self.sent_on and not (self.sent_how and cstr(self.sent_to).strip()):
			frappe.throw(_("Sent: enter how, and to which safeguarding lead."), MentoringError)
		if self.receipt_on and not (self.sent_on and cstr(self.receipt_by).strip()):
			frappe.throw(_("Receipt: enter when the file was sent, and who signed for it."), MentoringError)
		if self.receipt_on and getdate(self.receipt_on) < getdate(self.sent_on):
			frappe.throw(_("Receipt of lies before Sent on."), MentoringError)
