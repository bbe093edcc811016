import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from learning_mentor.append_only import AppendOnly
from learning_mentor.data_protection import access_requests
from learning_mentor.data_protection.access_findings import LEAD_DECIDES, SERIOUS_HARM
from learning_mentor.data_protection.access_pack import REDACT, RELEASE, WITHHOLD
from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.permissions import is_safeguarding_lead

BY_CODE = (
	"status",
	"decided_by",
	"decided_on",
	"refused_reason",
	"handed_over_on",
	"handed_over_to",
	"handed_over_how",
	"receipt_on",
	"receipt_by",
	"apart_sent_on",
	"apart_sent_to",
	"apart_receipt_on",
	"apart_receipt_by",
)
FOUND = ("path", "record_type", "record", "place", "kind", "found", "original")
DECIDED = ("decision", "reason", "redacted")


class MentoringAccessRequest(ReadLogged, AppendOnly):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_access_item.mentoring_access_item import (
			MentoringAccessItem,
		)

		apart_receipt_by: DF.Data | None
		apart_receipt_on: DF.Date | None
		apart_sent_on: DF.Date | None
		apart_sent_to: DF.Data | None
		complex: DF.Check
		complex_reason: DF.SmallText | None
		decided_by: DF.Link | None
		decided_on: DF.Datetime | None
		due_on: DF.Date | None
		handed_over_how: DF.Data | None
		handed_over_on: DF.Date | None
		handed_over_to: DF.Data | None
		identity_checked: DF.Check
		identity_how: DF.SmallText | None
		items: DF.Table[MentoringAccessItem]
		kind: DF.Literal["Subject access", "Educational record", "Record transfer"]
		pupil_understands: DF.Literal["", "Yes", "No"]
		pupil_view: DF.SmallText | None
		receipt_by: DF.Data | None
		receipt_on: DF.Date | None
		received_on: DF.Date
		refused_reason: DF.SmallText | None
		requester_contact: DF.Data | None
		requester_is: DF.Literal["Pupil", "Guardian", "Somebody with authority", "New school"]
		requester_name: DF.Data
		status: DF.Literal["Received", "In Review", "Ready", "Handed Over", "Refused"]
		student: DF.Link
		student_name: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		self.keep_what_code_writes()
		self.set_details()
		self.check_asked()
		if self.is_new():
			self.set("items", [])
		else:
			self.check_lines()

	def keep_what_code_writes(self) -> None:
		if self.flags.written_by_code:
			return
		before = self.get_doc_before_save()
		for fieldname in BY_CODE:
			self.set(fieldname, before.get(fieldname) if before else None)
		self.status = self.status or access_requests.RECEIVED
		if before and before.status in (access_requests.HANDED_OVER, access_requests.REFUSED):
			frappe.throw(_("This request is answered: it stays as it is."), LockedTextError)
		if before and before.status != access_requests.RECEIVED and before.kind != self.kind:
			frappe.throw(_("Kind stays as it is once the review has begun."), LockedTextError)

	def set_details(self) -> None:
		self.student_name = frappe.db.get_value("Student", self.student, "student_name")
		self.due_on = access_requests.due_on(self.kind, self.received_on, bool(self.complex))

	def check_asked(self) -> None:
		if getdate(self.received_on) > getdate():
			frappe.throw(_("Received on is in the future."), MentoringError)
		if self.complex and not (self.complex_reason or "").strip():
			frappe.throw(_("Why it is complex is missing: two months more need a reason."), MentoringError)
		if self.identity_checked and not (self.identity_how or "").strip():
			frappe.throw(_("How is missing: say what was seen to check who asks."), MentoringError)

	def check_may_be_reviewed(self) -> None:
		"""Raise MentoringError until it is known who asks, and who of pupil and guardian decides."""
		if not self.identity_checked:
			frappe.throw(
				_("Identity and right were checked: tick this once you know who asks."), MentoringError
			)
		if self.kind != "Subject access" or self.requester_is == "Pupil":
			return
		if not self.pupil_understands:
			frappe.throw(
				_("The pupil understands what is asked for: answer Yes or No; a pupil who does decides."),
				MentoringError,
			)
		if self.pupil_understands == "Yes" and not (self.pupil_view or "").strip():
			frappe.throw(
				_("What the pupil says is missing: a pupil who understands decides."), MentoringError
			)

	def check_lines(self) -> None:
		"""Lines come from the review; people decide on them, and who decided what is kept."""
		if self.flags.written_by_code:
			return
		stored = {row.name: row for row in self.get_doc_before_save().items}
		if {row.name for row in self.items} != set(stored):
			frappe.throw(_("To decide: lines come from the review and stay."), LockedTextError)
		for row in self.items:
			self.check_line(row, stored[row.name])

	def check_line(self, row, before) -> None:
		row.update({field: before.get(field) for field in (*FOUND, "decided_by", "decided_on")})
		if all((row.get(field) or "") == (before.get(field) or "") for field in DECIDED):
			return
		if self.status != access_requests.IN_REVIEW:
			frappe.throw(_("To decide: review again before you change a decision."), LockedTextError)
		if row.kind in LEAD_DECIDES and not is_safeguarding_lead():
			frappe.throw(
				_("To decide, row {0}: only a safeguarding lead may decide this.").format(row.idx),
				frappe.PermissionError,
			)
		check_decision(row)
		row.decided_by, row.decided_on = (
			(frappe.session.user, now_datetime()) if row.decision else (None, None)
		)


def check_decision(row) -> None:
	"""Raise MentoringError for a decision without the reason or the text that it needs."""
	needs_reason = row.decision == WITHHOLD or (row.decision == RELEASE and row.kind == SERIOUS_HARM)
	if needs_reason and not (row.reason or "").strip():
		frappe.throw(_("To decide, row {0}: give a reason.").format(row.idx), MentoringError)
	if row.decision == REDACT and not row.original:
		frappe.throw(
			_("To decide, row {0}: choose Release or Withhold, there is no text to redact.").format(row.idx),
			MentoringError,
		)
	if row.decision == REDACT and not (row.redacted or "").strip():
		frappe.throw(_("To decide, row {0}: write what goes out.").format(row.idx), MentoringError)
