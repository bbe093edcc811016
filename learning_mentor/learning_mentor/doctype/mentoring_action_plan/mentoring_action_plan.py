import frappe
from frappe import _
from frappe.utils import add_days, getdate, now_datetime

from learning_mentor import notify, progress
from learning_mentor.case_record import CaseRecord, index_access_key
from learning_mentor.exceptions import FourEyesError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_action_plan import agreement, content, reviews
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR, require_coordinator
from learning_mentor.plans import IN_FORCE
from learning_mentor.unique import claim
from learning_mentor.workflow import FollowsWorkflow, enter, follow_state, has_workflow

APPROVED = ("Pending Guardian Agreement", "Active", "Under Review", "Completed")
SUBMITTED = (*IN_FORCE, "Completed")
ENDED = ("Completed", "Cancelled")
SERVER_FIELDS = (
	"version_number",
	"review_date",
	"written_on",
	"prepared_by",
	"authors",
	"requested_by",
	"approved_by",
	"approved_on",
	"review_started_on",
	"open_for",
)


class MentoringActionPlan(FollowsWorkflow, CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_plan_decision.mentoring_plan_decision import (
			MentoringPlanDecision,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_plan_review.mentoring_plan_review import (
			MentoringPlanReview,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_plan_target.mentoring_plan_target import (
			MentoringPlanTarget,
		)

		agreed_guardian: DF.Link | None
		agreed_how: DF.Literal["", "Portal", "In person", "On paper", "By phone"]
		agreed_name: DF.Data | None
		agreed_on: DF.Date | None
		amended_from: DF.Link | None
		approved_by: DF.Link | None
		approved_on: DF.Datetime | None
		authors: DF.SmallText | None
		case: DF.Link
		decision_comment: DF.SmallText | None
		decisions: DF.Table[MentoringPlanDecision]
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		open_for: DF.Data | None
		prepared_by: DF.Link | None
		requested_by: DF.Link | None
		review_date: DF.Date | None
		review_started_on: DF.Date | None
		reviews: DF.Table[MentoringPlanReview]
		status: DF.Literal[
			"Draft",
			"Pending Approval",
			"Returned",
			"Pending Guardian Agreement",
			"Active",
			"Under Review",
			"Completed",
			"Cancelled",
		]
		student: DF.Link | None
		student_name: DF.Data | None
		summary: DF.SmallText
		targets: DF.Table[MentoringPlanTarget]
		version_number: DF.Int
		workflow_state: DF.Link | None
		written_on: DF.Date | None
	# end: auto-generated types

	def validate(self) -> None:
		self.apply_rules()

	def before_update_after_submit(self) -> None:
		super().before_update_after_submit()
		self.apply_rules()

	def before_submit(self) -> None:
		if self.status not in SUBMITTED:
			frappe.throw(
				_("A plan cannot be submitted by itself: it becomes active when it is approved and agreed."),
				MentoringError,
			)

	def before_cancel(self) -> None:
		if self.status_before() not in IN_FORCE:
			frappe.throw(_("Just an active plan can be cancelled."), MentoringError)
		enter(self, "Cancelled")
		self.apply_rules()

	def on_update(self) -> None:
		self.tell_who_is_next()

	def on_update_after_submit(self) -> None:
		progress.take_from_review(self, self.flags.new_reviews or [])
		self.tell_who_is_next()

	def apply_rules(self) -> None:
		self.keep_server_fields(SERVER_FIELDS)
		self.written_on = self.written_on or getdate()
		self.keep_history()
		if self.docstatus != 2:
			follow_state(self)
		content.check_lock(self)
		content.check_targets(self)
		reviews.apply(self)
		agreement.keep_answer(self)
		self.set_authors()
		self.set_version()
		self.check_one_open_plan()
		self.take_decision()
		self.check_approved_and_agreed()

	def keep_history(self) -> None:
		"""What was decided is added to, never rewritten."""
		before = self.get_doc_before_save()
		self.set("decisions", [row.as_dict() for row in before.decisions] if before else [])

	def set_authors(self) -> None:
		"""Everybody who wrote in the plan, earlier versions included: none of them may approve it."""
		if not (self.is_new() or content.has_changed(self)):
			return
		self.prepared_by = frappe.session.user
		self.authors = "\n".join(sorted({*self.get_authors(), frappe.session.user}))

	def get_authors(self) -> set[str]:
		earlier = ""
		if self.amended_from:
			earlier = frappe.db.get_value(self.doctype, self.amended_from, "authors") or ""
		return {*(self.authors or "").split(), *earlier.split()}

	def set_version(self) -> None:
		if self.is_new():
			earlier = (
				frappe.db.get_value(self.doctype, self.amended_from, "version_number")
				if self.amended_from
				else 0
			)
			self.version_number = (earlier or 0) + 1

	def check_one_open_plan(self) -> None:
		self.open_for = None if self.status in ENDED else self.case
		if self.open_for:
			claim(
				self,
				"open_for",
				("Mentoring Case", self.case),
				_("This case has a plan already: {0}. Review it, or cancel and amend it."),
			)

	def take_decision(self) -> None:
		"""Carry out what this save decides: each move of the status has its rules, and a line of history."""
		before, after = self.status_before() or "Draft", self.status
		if before == after:
			return
		if after == "Pending Approval":
			self.request_approval()
		elif after == "Returned":
			agreement.hand_back(self)
		elif before == "Pending Approval":
			self.approve()
		if after == "Active" and before not in IN_FORCE:
			self.start()
		elif before in IN_FORCE:
			reviews.take_decision(self, before)

	def request_approval(self) -> None:
		content.check_complete(self)
		self.requested_by = frappe.session.user
		self.record("Approval requested")

	def approve(self) -> None:
		if self.status not in APPROVED:
			return
		if not has_workflow(self.doctype):
			require_coordinator()
		self.check_four_eyes()
		self.approved_by = frappe.session.user
		self.approved_on = now_datetime()
		self.record("Approved")

	def check_four_eyes(self) -> None:
		if frappe.session.user in {self.owner, self.requested_by, *self.get_authors()}:
			frappe.throw(
				_("You wrote this plan or asked for its approval: somebody else has to approve it."),
				FourEyesError,
			)

	def start(self) -> None:
		agreement.take(self)
		weeks = frappe.db.get_value("Mentoring Case", self.case, "review_cycle_weeks")
		self.set_next_review(weeks)

	def set_next_review(self, weeks: int | None = None) -> None:
		weeks = weeks or frappe.db.get_value("Mentoring Case", self.case, "review_cycle_weeks")
		self.review_date = add_days(getdate(), 7 * (weeks or get_settings().review_cycle_weeks))

	def check_approved_and_agreed(self) -> None:
		"""Holds whichever way the write came, and however an admin has routed the workflow."""
		if self.status in APPROVED and not self.approved_by:
			frappe.throw(_("This plan has not been approved: send it for approval first."), MentoringError)
		if self.status in SUBMITTED and get_settings().require_guardian_agreement and not self.agreed_on:
			frappe.throw(_("The guardian has not agreed to this plan yet."), MentoringError)

	def record(self, decision: str, how: str | None = None, name: str | None = None) -> None:
		"""Add a line to the history, with the comment of the moment."""
		self.append(
			"decisions",
			{
				"decision": decision,
				"decided_on": now_datetime(),
				"decided_by": frappe.session.user,
				"decided_by_name": name or frappe.utils.get_fullname(frappe.session.user),
				"how": how,
				"comment": self.decision_comment,
			},
		)
		self.decision_comment = None

	def tell_who_is_next(self) -> None:
		if self.has_moved_to("Pending Approval"):
			notify.tell_role(COORDINATOR, kinds.PLAN_TO_APPROVE, self)
		elif self.has_moved_to("Returned"):
			notify.tell([self.requested_by or self.owner], kinds.PLAN_RETURNED, self)
		elif self.has_moved_to("Pending Guardian Agreement"):
			notify.mail_guardians_about_plan(self)
		elif self.has_moved_to("Active"):
			notify.tell([self.requested_by or self.owner], kinds.PLAN_ACTIVE, self)


def on_doctype_update() -> None:
	index_access_key("Mentoring Action Plan")
