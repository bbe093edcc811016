import frappe
from frappe import _
from frappe.utils import cstr, getdate, now_datetime

from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import checklist, consent
from learning_mentor.school import school_name
from learning_mentor.transition import sharing as transition_sharing
from learning_mentor.unique import claim
from learning_mentor.workflow import FollowsWorkflow, enter, follow_state

SERVER_FIELDS = (
	"family_asked_on",
	"shared_on",
	"shared_by",
	"shared_sections",
	"question",
	"question_on",
	"answered_on",
	"settled_on",
)
NEEDS_CONSENT = ("Agreed", "Shared")
GONE_OUT = ("Shared", "Received", "Settled")
RECEIPT = ("received_by", "received_how", "received_on")
# status -> those it may be reached from; however an admin routes the workflow, a plan goes no other way
WAY = {
	"Draft": (None, *NEEDS_CONSENT),
	"Agreed": ("Draft",),
	"Shared": ("Agreed",),
	"Received": ("Shared",),
	"Settled": ("Received",),
}


class MentoringTransitionPlan(FollowsWorkflow, CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_transition_consent.mentoring_transition_consent import (
			MentoringTransitionConsent,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_transition_step.mentoring_transition_step import (
			MentoringTransitionStep,
		)

		academic_year: DF.Link | None
		answer: DF.SmallText | None
		answered_on: DF.Datetime | None
		case: DF.Link
		consents: DF.Table[MentoringTransitionConsent]
		contact_email: DF.Data | None
		contact_name: DF.Data | None
		contact_phone: DF.Data | None
		contact_role: DF.Data | None
		family_asked_on: DF.Datetime | None
		from_phase: DF.Literal[
			"",
			"Nursery",
			"Primary",
			"Middle",
			"Secondary",
			"Sixth form or college",
			"Special school",
			"Other",
		]
		from_school: DF.Data | None
		hopes: DF.SmallText | None
		may_share: DF.SmallText | None
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		open_for: DF.Data | None
		people: DF.SmallText | None
		program: DF.Link | None
		question: DF.SmallText | None
		question_on: DF.Datetime | None
		received_by: DF.Data | None
		received_how: DF.Literal["", "Link", "In person", "On paper", "By phone"]
		received_on: DF.Date | None
		settled_note: DF.SmallText | None
		settled_on: DF.Date | None
		shared_by: DF.Link | None
		shared_on: DF.Datetime | None
		shared_sections: DF.SmallText | None
		status: DF.Literal["Draft", "Agreed", "Shared", "Received", "Settled"]
		steps: DF.Table[MentoringTransitionStep]
		strengths: DF.SmallText | None
		student: DF.Link | None
		student_name: DF.Data | None
		tier: DF.Literal["Universal", "Targeted", "Enhanced"]
		to_phase: DF.Literal[
			"",
			"Nursery",
			"Primary",
			"Middle",
			"Secondary",
			"Sixth form or college",
			"Special school",
			"Other",
		]
		to_school: DF.Data
		transfer_date: DF.Date
		what_to_avoid: DF.SmallText | None
		what_works: DF.SmallText | None
		workflow_state: DF.Link | None
		worries: DF.SmallText | None
	# end: auto-generated types

	def before_validate(self) -> None:
		super().before_validate()
		case = frappe.db.get_value("Mentoring Case", self.case, ["academic_year", "program"], as_dict=True)
		self.update(case)
		self.from_school = self.from_school or school_name()
		self.from_phase = self.from_phase or get_settings().transition_phase

	def validate(self) -> None:
		self.keep_server_fields(SERVER_FIELDS)
		follow_state(self)
		self.check_one_plan()
		checklist.apply(self)
		consent.apply(self)
		self.check_lock()
		self.stop_without_consent()
		self.take_step()
		self.take_answer()
		self.take_from_code()

	def on_update(self) -> None:
		transition_sharing.follow(self)

	def check_one_plan(self) -> None:
		self.open_for = None if self.status == "Settled" else self.case
		if self.open_for:
			claim(
				self,
				"open_for",
				("Mentoring Case", self.case),
				_("This case has a transition plan already: {0}. Go on with it."),
			)

	def check_lock(self) -> None:
		"""Raise LockedTextError when words that somebody agreed to are changed, or a receipt is."""
		if self.status_before() in (None, "Draft"):
			return
		locked = [*consent.CONTENT, *(("contact_email",) if self.status_before() in GONE_OUT else ())]
		locked += RECEIPT if self.status_before() in ("Received", "Settled") else ()
		before = self.get_doc_before_save()
		if any(cstr(self.get(field)).split() != cstr(before.get(field)).split() for field in locked):
			frappe.throw(
				_("This plan is locked while it is {0}. To change it, revise it and ask again.").format(
					_(self.status_before())
				),
				LockedTextError,
			)

	def stop_without_consent(self) -> None:
		"""A consent that is withdrawn or refused takes the plan back, whatever the workflow's transitions."""
		stays = self.status == self.status_before()
		if stays and self.status in NEEDS_CONSENT and consent.obstacle(self):
			enter(self, "Draft")
			self.flags.moved_by_code = True

	def take_step(self) -> None:
		"""Carry out what this save decides, by the rules of the step."""
		if not self.takes_step(WAY, _("A transition plan that is {0} cannot become {1}.")):
			return
		if self.status in NEEDS_CONSENT:
			self.check_consent()
		steps = {"Shared": self.share, "Received": self.receive, "Settled": self.settle}
		steps.get(self.status, lambda: None)()

	def check_consent(self) -> None:
		if obstacle := consent.obstacle(self):
			frappe.throw(_("Consent to share is missing: {0}").format(obstacle), MentoringError)

	def share(self) -> None:
		for fieldname in ("contact_name", "contact_email"):
			if not cstr(self.get(fieldname)).strip():
				frappe.throw(
					_("Who receives it: {0} is missing.").format(_(self.meta.get_label(fieldname))),
					MentoringError,
				)
		transition_sharing.check_can_send()
		labels = consent.section_labels()
		self.shared_on = now_datetime()
		self.shared_by = frappe.session.user
		self.shared_sections = ", ".join(labels[field] for field in consent.covered(self))

	def receive(self) -> None:
		if not cstr(self.received_by).strip() or not self.received_how:
			frappe.throw(
				_("Received by, and how it was confirmed: say who at the next school has the pack."),
				MentoringError,
			)
		if self.received_how == "Link" and not self.flags.received_by_link:
			frappe.throw(_("How confirmed: the link is for the next school to use."), MentoringError)
		self.received_on = getdate(self.received_on)

	def settle(self) -> None:
		if getdate(self.transfer_date) > getdate():
			frappe.throw(
				_("First day at the next school lies ahead: a pupil settles after it."), MentoringError
			)
		if not cstr(self.settled_note).strip():
			frappe.throw(
				_("How the pupil has settled is missing: write what you saw or were told."), MentoringError
			)
		self.settled_on = getdate()

	def take_answer(self) -> None:
		"""An answer is to a question, is dated when it is first there, and stays as it was sent."""
		before = self.get_doc_before_save()
		if before and before.answered_on and cstr(self.answer) != cstr(before.answer):
			frappe.throw(_("Answer: it has been sent to the next school already."), LockedTextError)
		if not self.question and cstr(self.answer).strip():
			frappe.throw(_("Answer: the next school has not asked anything."), MentoringError)
		if cstr(self.answer).strip() and not self.answered_on:
			self.answered_on = now_datetime()

	def take_from_code(self) -> None:
		"""Fields of the server that `transition_families` and `transition_sharing` hand over."""
		self.update(self.flags.set_by_code or {})


def on_doctype_update() -> None:
	index_access_key("Mentoring Transition Plan")
	add_index("Mentoring Transition Plan", "case", "status")
