import frappe
from frappe import _
from frappe.utils import cstr, today

from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import AlreadyOpenError, LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_referral import consent
from learning_mentor.referrals import documents, pack, replies, sending
from learning_mentor.workflow import FollowsWorkflow, follow_state

DOCTYPE = "Mentoring Referral"
NO_LONGER_OPEN = ("Declined", "Closed")
SENT = ("Sent", "Acknowledged", "Accepted", "Declined", "More Information", "In Progress")
ANSWERABLE = ("Sent", "Acknowledged", "More Information")
SERVER_FIELDS = (
	*consent.SERVER_FIELDS,
	*sending.SERVER_FIELDS,
	"replies",
	"closed_on",
)
# status -> those it may be reached from; however an admin routes the workflow, a referral goes no other way
WAY = {
	"Draft": (None, "Awaiting Consent", "Ready"),
	"Awaiting Consent": ("Draft", "Ready"),
	"Ready": ("Draft", "Awaiting Consent"),
	"Sent": ("Ready", "More Information"),
	"Acknowledged": ("Sent",),
	"Accepted": ANSWERABLE,
	"Declined": ANSWERABLE,
	"More Information": ("Sent", "Acknowledged"),
	"In Progress": ("Accepted",),
	"Closed": ("Draft", "Awaiting Consent", "Ready", *SENT),
}
# what consent is asked for; ``added_information`` may be written while the agency waits for it
CONTENT = (
	"agency",
	"urgency",
	"reason",
	"wanted",
	"tried",
	"attendance",
	"pupil_wishes",
	"guardian_wishes",
	"family_contact",
)


class MentoringReferral(FollowsWorkflow, CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_consent_entry.mentoring_consent_entry import (
			MentoringConsentEntry,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_referral_document.mentoring_referral_document import (
			MentoringReferralDocument,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_referral_need.mentoring_referral_need import (
			MentoringReferralNeed,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_referral_reply.mentoring_referral_reply import (
			MentoringReferralReply,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_referral_section.mentoring_referral_section import (
			MentoringReferralSection,
		)

		acknowledge_by: DF.Date | None
		added_information: DF.SmallText | None
		agency: DF.Link
		agency_reply: DF.SmallText | None
		attendance: DF.SmallText | None
		authorised_by: DF.Link | None
		authorised_on: DF.Datetime | None
		case: DF.Link
		chasers: DF.Int
		closed_on: DF.Date | None
		consent_status: DF.Literal["Not Asked", "Asked", "Given", "Refused", "Withdrawn"]
		consents: DF.Table[MentoringConsentEntry]
		decide_by: DF.Date | None
		documents: DF.Table[MentoringReferralDocument]
		family_contact: DF.SmallText | None
		guardian_wishes: DF.SmallText | None
		last_chased_on: DF.Date | None
		legal_basis: DF.Literal["Guardian's consent", "Safeguarding without consent"]
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		needs: DF.Table[MentoringReferralNeed]
		outcome: DF.SmallText | None
		pupil_wishes: DF.SmallText | None
		reason: DF.SmallText
		replies: DF.Table[MentoringReferralReply]
		safeguarding_note: DF.Link | None
		scope: DF.Table[MentoringReferralSection]
		sent_by: DF.Link | None
		sent_on: DF.Datetime | None
		sent_to: DF.Data | None
		start_by: DF.Date | None
		status: DF.Literal[
			"Draft",
			"Awaiting Consent",
			"Ready",
			"Sent",
			"Acknowledged",
			"Accepted",
			"Declined",
			"More Information",
			"In Progress",
			"Closed",
		]
		student: DF.Link | None
		student_name: DF.Data | None
		tried: DF.SmallText | None
		urgency: DF.Literal["Routine", "Urgent"]
		wanted: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def before_validate(self) -> None:
		super().before_validate()
		pack.take_sections(self)

	def validate(self) -> None:
		self.keep_server_fields(SERVER_FIELDS)
		follow_state(self)
		self.check_needs()
		self.check_lock()
		documents.check(self)
		consent.take(self)
		self.take_step()
		self.check_no_duplicate()

	def on_update(self) -> None:
		sending.deliver(self)
		consent.tell(self)
		replies.tell(self)

	def check_needs(self) -> None:
		needs = [row.need for row in self.needs]
		if twice := next((need for need in needs if needs.count(need) > 1), None):
			frappe.throw(
				_("Needs: {0} is there twice. Remove one of the rows.").format(frappe.bold(twice)),
				MentoringError,
			)

	def check_lock(self) -> None:
		"""Raise LockedTextError when what consent was asked for, or what was sent, is being changed."""
		before = self.get_doc_before_save()
		if not before or before.status == "Draft":
			return
		changed = _content(self) != _content(before)
		if before.status != "More Information":
			changed = changed or _added(self) != _added(before)
		if changed:
			frappe.throw(
				_("This referral is locked while it is {0}. Take it back to change it.").format(
					_(before.status)
				),
				LockedTextError,
			)

	def take_step(self) -> None:
		"""Carry out what this save decides, by the rules of the step."""
		if not self.takes_step(WAY, _("A referral that is {0} cannot become {1}.")):
			return
		if self.status in ("Draft", "Awaiting Consent", "Ready"):
			consent.take_step(self)
		elif self.status == "Sent":
			sending.send(self)
		elif self.status == "Closed":
			self.close()
		else:
			replies.take_step(self)

	def close(self) -> None:
		if not cstr(self.outcome).strip():
			frappe.throw(_("Outcome is missing: say how the referral ended."), MentoringError)
		self.closed_on = today()

	def check_no_duplicate(self) -> None:
		"""One open referral of a pupil to an agency for a need. The pupil's row is locked first."""
		if self.status in NO_LONGER_OPEN:
			return
		frappe.db.get_value("Student", self.student, "name", for_update=True)
		row, other = frappe.qb.DocType("Mentoring Referral Need"), frappe.qb.DocType(DOCTYPE)
		found = (
			frappe.qb.from_(row)
			.join(other)
			.on((row.parent == other.name) & (row.parenttype == DOCTYPE))
			.select(other.name, row.need)
			.where((other.student == self.student) & (other.agency == self.agency))
			.where(other.status.notin(NO_LONGER_OPEN) & (other.name != (self.name or "")))
			.where(row.need.isin([each.need for each in self.needs]))
			.orderby(other.name)
			.limit(1)
			.for_update()
		).run()
		if found:
			frappe.throw(
				_("{0} has an open referral of this pupil for {1} already: {2}.").format(
					frappe.bold(self.agency), frappe.bold(found[0][1]), frappe.bold(found[0][0])
				),
				AlreadyOpenError,
			)


def _content(referral) -> list:
	texts = [cstr(referral.get(fieldname)).strip() for fieldname in CONTENT]
	return [
		*texts,
		[row.need for row in referral.needs],
		[(row.section, row.wanted) for row in referral.scope],
	]


def _added(referral) -> list:
	files = [(row.title, row.file) for row in referral.documents]
	return [cstr(referral.added_information).strip(), *files]


def on_doctype_update() -> None:
	index_access_key(DOCTYPE)
	add_index(DOCTYPE, "case", "creation")
	add_index(DOCTYPE, "student", "agency")
	add_index(DOCTYPE, "status", "modified")
