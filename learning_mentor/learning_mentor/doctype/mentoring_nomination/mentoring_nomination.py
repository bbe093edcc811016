import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime, today

from learning_mentor import early_signs, notify, selection
from learning_mentor.case_record import add_index
from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import AlreadyOpenError, LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_nomination.facts import ONE_BY_ONE, OneByOne
from learning_mentor.learning_mentor.doctype.mentoring_nomination.priority import set_priority
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR, SAFEGUARDING_LEAD, is_coordinator, may_look_up
from learning_mentor.workflow import FollowsWorkflow, follow_state

OPEN = ("Draft", "Submitted", "Under Review", "Waiting List")
DECIDED = ("Accepted", "Waiting List", "Declined")
SERVER_FIELDS = (
	"nominated_by",
	"submitted_on",
	"triage_by",
	"safeguarding_released_by",
	"decided_by",
	"decided_on",
	"open_for",
	"import_key",
)
WRITTEN_BY_NOMINATOR = (
	"student",
	"academic_year",
	"source",
	"urgency",
	"concern_since",
	"tried",
	"strengths",
	"change_wanted",
	"pupil_view",
	"safe_contact",
	"guardian_told",
	"guardian_not_told_reason",
)


class MentoringNomination(ReadLogged, FollowsWorkflow, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_need_rating.mentoring_need_rating import (
			MentoringNeedRating,
		)

		academic_year: DF.Link | None
		change_wanted: DF.SmallText | None
		concern_since: DF.Date | None
		decided_by: DF.Link | None
		decided_on: DF.Datetime | None
		decision_reason: DF.SmallText | None
		guardian_not_told_reason: DF.SmallText | None
		guardian_told: DF.Check
		import_key: DF.Data | None
		needs: DF.Table[MentoringNeedRating]
		nominated_by: DF.Link | None
		open_for: DF.Data | None
		phase: DF.Literal["", "Primary", "Secondary", "College"]
		priority_explanation: DF.SmallText | None
		priority_score: DF.Float
		program: DF.Link | None
		pupil_view: DF.SmallText | None
		safe_contact: DF.Data | None
		safeguarding_concern: DF.Check
		safeguarding_released_by: DF.Link | None
		source: DF.Literal["Teacher", "Pastoral staff", "Guardian", "Pupil", "Safeguarding", "Outside agency"]
		status: DF.Literal[
			"Draft", "Submitted", "Under Review", "Waiting List", "Accepted", "Declined", "Withdrawn"
		]
		strengths: DF.SmallText | None
		student: DF.Link
		student_name: DF.Data | None
		submitted_on: DF.Date | None
		triage_by: DF.Date | None
		tried: DF.SmallText
		urgency: DF.Literal["Routine", "Soon", "Urgent"]
		workflow_state: DF.Link | None
	# end: auto-generated types

	@property
	def facts(self) -> OneByOne:
		"""What the rules ask of the site; an import has read it beforehand."""
		return self.flags.facts or ONE_BY_ONE

	def before_validate(self) -> None:
		self.academic_year = self.academic_year or self.facts.current_academic_year()

	def validate(self) -> None:
		self.keep_server_fields(SERVER_FIELDS)
		follow_state(self)
		self.check_writer()
		self.check_student()
		self.check_needs()
		self.check_guardian_told()
		self.set_pupil_details()
		set_priority(self)
		self.check_nothing_open()
		self.hold_for_safeguarding()
		self.set_submission()
		self.set_decision()

	def after_insert(self) -> None:
		early_signs.note_nomination(self)
		selection.record_snapshot(self)

	def on_update(self) -> None:
		if self.has_moved_to("Submitted") and self.status_before():
			selection.record_snapshot(self)
		if self.has_moved_to("Accepted"):
			selection.open_case(self)
		self.tell_safeguarding_lead()
		self.tell_who_is_next()

	def check_writer(self) -> None:
		"""What was submitted stays as the nominator wrote it, unless a coordinator corrects it."""
		before = self.get_doc_before_save()
		if is_coordinator() or not before or before.status == "Draft":
			return
		changed = [field for field in WRITTEN_BY_NOMINATOR if self.has_value_changed(field)]
		if changed or self.needs_changed(before) or self.decision_reason != before.decision_reason:
			frappe.throw(
				_("This nomination has been submitted: ask a mentoring coordinator to change it."),
				LockedTextError,
			)

	def needs_changed(self, before) -> bool:
		return [needs_row(row) for row in self.needs] != [needs_row(row) for row in before.needs]

	def check_student(self) -> None:
		if self.has_value_changed("student") and not (self.flags.imported or self.flags.ignore_permissions):
			if not may_look_up(self.student):  # the answer tells the pupil's name
				frappe.throw(_("There is no such pupil."), frappe.PermissionError)
		if self.status in OPEN and not self.facts.is_enabled(self.student):
			frappe.throw(
				_("Pupil {0} is not enabled: choose a pupil who is at the school.").format(
					frappe.bold(self.student)
				),
				MentoringError,
			)

	def check_needs(self) -> None:
		if not self.needs:
			frappe.throw(_("Needs is empty: add at least one need with its evidence."), MentoringError)
		seen = set()
		for row in self.needs:
			if not 1 <= (row.severity or 0) <= 5:
				frappe.throw(_("Needs, row {0}: Severity goes from 1 to 5.").format(row.idx), MentoringError)
			if row.need in seen:
				frappe.throw(
					_("Needs, row {0}: {1} is listed twice.").format(row.idx, row.need), MentoringError
				)
			seen.add(row.need)

	def check_guardian_told(self) -> None:
		if not self.guardian_told and not (self.guardian_not_told_reason or "").strip():
			frappe.throw(_("Say why the guardian was not told, or tick that they were."), MentoringError)

	def set_pupil_details(self) -> None:
		self.student_name = self.facts.student_name(self.student)
		self.program = self.facts.year_group(self.student, self.academic_year)

	def check_nothing_open(self) -> None:
		"""One open nomination or case per pupil; the unique key decides between simultaneous writers."""
		self.open_for = self.student if self.status in OPEN else None
		if not self.open_for:
			return
		self.facts.claim_pupil(self, _("Pupil has an open nomination already: {0}. Add what you know there."))
		if case := self.facts.open_case(self.student):
			frappe.throw(
				_("Pupil has an open case already: {0}. Talk to the mentor instead.").format(case),
				AlreadyOpenError,
			)

	def hold_for_safeguarding(self) -> None:
		"""A tick stops the normal flow until a safeguarding lead releases it; it is never unticked."""
		before = self.get_doc_before_save()
		if before and before.safeguarding_concern and not self.safeguarding_concern:
			frappe.throw(_("Safeguarding concern stays ticked: the lead has been told."), MentoringError)
		if self.flags.released_by:
			self.safeguarding_released_by = self.flags.released_by
		held = self.safeguarding_concern and not self.safeguarding_released_by
		if held and self.has_moved_to("Under Review", *DECIDED):
			frappe.throw(
				_("Safeguarding concern: this nomination waits until a safeguarding lead releases it."),
				MentoringError,
			)

	def set_submission(self) -> None:
		imported = self.flags.imported or {}
		if self.is_new():
			self.nominated_by = imported.get("nominated_by") or frappe.session.user
			self.import_key = imported.get("key")
			if imported.get("nominated_by"):
				self.owner = imported["nominated_by"]  # theirs, as if they had written it
		if self.has_moved_to("Submitted") and not self.submitted_on:
			self.submitted_on = imported.get("nominated_on") or today()
			self.triage_by = self.facts.triage_by(self.submitted_on)

	def set_decision(self) -> None:
		if not self.has_moved_to(*DECIDED):
			return
		if not is_coordinator():
			frappe.throw(
				_("Only a mentoring coordinator may decide on a nomination."), frappe.PermissionError
			)
		if self.status == "Declined" and not (self.decision_reason or "").strip():
			frappe.throw(_("Reason is missing: say why this nomination is declined."), MentoringError)
		self.decided_by = frappe.session.user
		self.decided_on = now_datetime()

	def tell_safeguarding_lead(self) -> None:
		before = self.get_doc_before_save()
		if self.safeguarding_concern and not (before and before.safeguarding_concern):
			notify.tell_role(SAFEGUARDING_LEAD, kinds.NOMINATION_HELD, self)

	def tell_who_is_next(self) -> None:
		"""Coordinators of a new nomination, its nominator of a decision; nobody of their own step."""
		if self.flags.imported:
			return  # whoever imports knows
		if self.has_moved_to("Submitted"):
			people, notice = notify.people_with(COORDINATOR, self), kinds.NOMINATION_SUBMITTED
		elif self.has_moved_to(*DECIDED):
			people = [self.nominated_by] if self.nominated_by else []
			notice = kinds.NOMINATION_DECIDED
		else:
			return
		notify.tell([user for user in people if user != frappe.session.user], notice, self)

	@frappe.whitelist(methods=["POST"])
	def release(self) -> None:
		"""Let a nomination with a safeguarding concern go on. Safeguarding leads alone (PermissionError)."""
		if SAFEGUARDING_LEAD not in frappe.get_roles():
			frappe.throw(_("Only a safeguarding lead may release a nomination."), frappe.PermissionError)
		self.reload()
		self.flags.released_by = frappe.session.user
		self.save()


def needs_row(row) -> tuple:
	return (row.need, row.severity, row.evidence)


def on_doctype_update() -> None:
	add_index("Mentoring Nomination", "owner", "modified")  # teachers see their own
