import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, getdate, now_datetime

from learning_mentor import education_records, follow_ups, notify
from learning_mentor import risk as risk_assessment
from learning_mentor.api.shapes.outreach import VisitDefaults
from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import FourEyesError, LockedTextError, MentoringError, MentorUnavailableError
from learning_mentor.learning_mentor.doctype.mentoring_home_visit import risk
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR, is_coordinator, makes_visit
from learning_mentor.visits import families as visit_families
from learning_mentor.workflow import FollowsWorkflow, follow_state

AHEAD = ("Planned", "Approved")
SERVER_FIELDS = (
	"approved_by",
	"approved_on",
	"checked_in_on",
	"checked_in_by",
	"checked_out_on",
	"checked_out_by",
	"stood_down_on",
	"stood_down_by",
	"stood_down_reason",
	"written_up_on",
)
RISK_FIELDS = ("risk_score", "risk_level", "needs_approval")
# what an approval is given for
APPROVED_FOR = (
	"purpose",
	"starts_on",
	"ends_on",
	"address",
	"visitor",
	"visitor_phone",
	"companion",
	"duty_contact",
	"duty_phone",
)
# status -> those it may be reached from; however an admin routes the workflow, a visit goes no other way
WAY = {
	"Planned": (None, "Approved"),
	"Approved": ("Planned",),
	"Under Way": ("Approved",),
	"Completed": ("Under Way",),
	"No Access": ("Under Way",),
	"Cancelled": AHEAD,
}


class MentoringHomeVisit(FollowsWorkflow, CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_follow_up.mentoring_follow_up import (
			MentoringFollowup,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_visit_advice.mentoring_visit_advice import (
			MentoringVisitAdvice,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_visit_guardian.mentoring_visit_guardian import (
			MentoringVisitGuardian,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_visit_risk.mentoring_visit_risk import (
			MentoringVisitRisk,
		)

		address: DF.SmallText
		advice: DF.Table[MentoringVisitAdvice]
		aims: DF.SmallText
		approved_by: DF.Link | None
		approved_on: DF.Datetime | None
		case: DF.Link
		checked_in_by: DF.Link | None
		checked_in_on: DF.Datetime | None
		checked_out_by: DF.Link | None
		checked_out_on: DF.Datetime | None
		companion: DF.Link | None
		companion_name: DF.Data | None
		duty_contact: DF.Link
		duty_contact_name: DF.Data | None
		duty_phone: DF.Data
		ends_on: DF.Datetime
		family_said: DF.SmallText | None
		family_told: DF.Check
		follow_ups: DF.Table[MentoringFollowup]
		guardians: DF.Table[MentoringVisitGuardian]
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		needs_approval: DF.Check
		next_visit_on: DF.Date | None
		outcome: DF.SmallText | None
		purpose: DF.Link
		risk_level: DF.Literal["Low", "Medium", "High"]
		risk_score: DF.Int
		risks: DF.Table[MentoringVisitRisk]
		starts_on: DF.Datetime
		status: DF.Literal["Planned", "Approved", "Under Way", "Completed", "No Access", "Cancelled"]
		status_reason: DF.SmallText | None
		stood_down_by: DF.Link | None
		stood_down_on: DF.Datetime | None
		stood_down_reason: DF.SmallText | None
		student: DF.Link | None
		student_name: DF.Data | None
		visitor: DF.Link
		visitor_name: DF.Data | None
		visitor_phone: DF.Data
		workflow_state: DF.Link | None
		written_up_on: DF.Datetime | None
	# end: auto-generated types

	def before_validate(self) -> None:
		super().before_validate()
		self.visitor = self.visitor or self.mentor
		self.address = self.address or education_records.address_of(self.student)
		if self.is_new() and not self.guardians:
			rows = education_records.guardians_of(self.student)
			self.set("guardians", [{"guardian": row.name} for row in rows])

	def validate(self) -> None:
		self.keep_server_fields(SERVER_FIELDS)
		follow_state(self)
		risk_assessment.take_questions(self, self.rows_before("risks"))
		visit_families.keep_answers(self)
		follow_ups.keep_tasks(self, self.rows_before("follow_ups"))
		self.set_names()
		self.check_times()
		self.check_people()
		self.keep_server_fields(RISK_FIELDS)
		if self.status == "Planned":
			risk.assess(self)
		self.check_lock()
		self.take_step()
		self.take_writing()
		follow_ups.check_people(self)

	def on_update(self) -> None:
		follow_ups.make_tasks(self)
		visit_families.tell(self)
		self.tell_of_approval()

	def tell_of_approval(self) -> None:
		"""Coordinators where one has to approve, the visitor when somebody else has."""
		before = self.get_doc_before_save()
		if self.status == "Planned" and self.needs_approval and not (before and before.needs_approval):
			notify.tell_role(COORDINATOR, kinds.VISIT_TO_APPROVE, self)
		elif self.has_moved_to("Approved"):
			visitor = notify.user_of(self.visitor)
			if visitor != frappe.session.user:
				notify.tell([visitor], kinds.VISIT_APPROVED, self)

	def set_names(self) -> None:
		self.visitor_name = frappe.db.get_value("Mentor Profile", self.visitor, "mentor_name")
		self.companion_name = frappe.utils.get_fullname(self.companion) if self.companion else None
		self.duty_contact_name = frappe.utils.get_fullname(self.duty_contact)

	def check_times(self) -> None:
		if get_datetime(self.ends_on) <= get_datetime(self.starts_on):
			frappe.throw(_("Expected end must be later than Start."), MentoringError)
		planned = self.status == "Planned" and (self.is_new() or self.has_value_changed("starts_on"))
		if planned and getdate(self.starts_on) < getdate():
			frappe.throw(_("Start is in the past: a visit is planned before it is made."), MentoringError)

	def check_people(self) -> None:
		"""Visitors and duty contact are different people, all of whom may still sign in."""
		visitor = notify.user_of(self.visitor)
		if self.companion and self.companion == visitor:
			frappe.throw(_("Companion: choose somebody else than the visitor."), MentoringError)
		if self.duty_contact in (visitor, self.companion):
			frappe.throw(
				_("Duty contact: choose somebody who stays at school, not one of the visitors."),
				MentoringError,
			)
		for fieldname in ("companion", "duty_contact"):
			if self.get(fieldname) and self.status in AHEAD and not _is_staff(self.get(fieldname)):
				label = _(self.meta.get_label(fieldname))
				frappe.throw(
					_("{0}: choose a member of staff who may sign in.").format(label), MentoringError
				)
		self.check_visitor()

	def check_visitor(self) -> None:
		moved = self.is_new() or self.has_value_changed("visitor") or self.has_value_changed("starts_on")
		if self.status not in AHEAD or not (moved or self.has_moved_to("Approved")):
			return
		profile = frappe.get_cached_doc("Mentor Profile", self.visitor)
		if obstacle := profile.get_obstacle(getdate(self.starts_on)):
			frappe.throw(obstacle + " " + _("Visitor: choose another mentor."), MentorUnavailableError)

	def check_lock(self) -> None:
		"""Raise LockedTextError when what was approved is being changed."""
		if self.status_before() in (None, "Planned"):
			return
		before = self.get_doc_before_save()
		if _approved_for(self) != _approved_for(before):
			frappe.throw(
				_("This visit is locked while it is {0}. To change it, plan it again.").format(
					_(self.status_before())
				),
				LockedTextError,
			)

	def take_step(self) -> None:
		"""Carry out what this save decides, by the rules of the step."""
		if not self.takes_step(WAY, _("A visit that is {0} cannot become {1}.")):
			return
		if self.status == "Planned":
			self.approved_by = self.approved_on = None
		elif self.status == "Approved":
			self.approve()
		elif self.status == "Under Way":
			self.check_in()
		else:
			self.end()

	def approve(self) -> None:
		risk.assess(self)
		risk.check(self)
		visit_families.check_told(self)
		if self.needs_approval:
			self.check_approver()
		self.approved_by = frappe.session.user
		self.approved_on = now_datetime()

	def check_approver(self) -> None:
		if not is_coordinator():
			frappe.throw(
				_("This visit needs a coordinator's approval: ask for it, or make the visit safer."),
				frappe.PermissionError,
			)
		visitor = notify.user_of(self.visitor)
		if frappe.session.user in (visitor, self.companion, self.owner):
			frappe.throw(
				_("You planned this visit or go along: somebody else has to approve it."), FourEyesError
			)

	def check_in(self) -> None:
		if not (makes_visit(self) or is_coordinator()):
			frappe.throw(_("Only the visitors check in."), frappe.PermissionError)
		self.checked_in_on = now_datetime()
		self.checked_in_by = frappe.session.user

	def end(self) -> None:
		if self.status != "Completed" and not cstr(self.status_reason).strip():
			frappe.throw(
				_("Reason is missing: say why the visit is {0}.").format(_(self.status).lower()),
				MentoringError,
			)
		if self.status_before() == "Under Way":
			self.checked_out_on = now_datetime()
			self.checked_out_by = frappe.session.user

	def take_writing(self) -> None:
		"""The outcome belongs to a visit that was made; it counts as written when it is first there."""
		if self.status not in ("Completed", "No Access"):
			for fieldname in ("outcome", "family_said"):
				if self.status != "Under Way" and cstr(self.get(fieldname)).strip():
					label = _(self.meta.get_label(fieldname))
					frappe.throw(_("{0}: the visit has not been made yet.").format(label), MentoringError)
			return
		if cstr(self.outcome).strip() and not self.written_up_on:
			self.written_up_on = now_datetime()
		for row in self.advice:
			if frappe.get_cached_value("Mentoring Strategy", row.strategy, "setting") != "Home":
				frappe.throw(
					_("Advice, row {0}: choose a strategy for home.").format(row.idx), MentoringError
				)


def _approved_for(visit) -> list:
	times = [get_datetime(visit.starts_on), get_datetime(visit.ends_on)]
	texts = [cstr(visit.get(field)) for field in APPROVED_FOR if field not in ("starts_on", "ends_on")]
	return times + texts + [(row.question, row.answer, cstr(row.control_measure)) for row in visit.risks]


def defaults_for(case: str) -> VisitDefaults:
	"""What the form starts with: values from the pupil's record, the questions, the last visit's people.

	Returns ``address, guardians, risks`` and, after an earlier visit of the mentor, ``visitor_phone,
	duty_contact, duty_phone``. Raises PermissionError for whoever may not write the case.
	"""
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("write")
	fields = ["visitor_phone", "duty_contact", "duty_phone"]
	last = frappe.get_list(
		"Mentoring Home Visit",
		filters={"visitor": doc.mentor},
		fields=fields,
		order_by="creation desc",
		limit_page_length=1,
	)
	return frappe._dict(
		visitor=doc.mentor,
		address=education_records.address_of(doc.student),
		guardians=[
			{"guardian": row.name, "guardian_name": row.guardian_name, "answer": "Asked"}
			for row in education_records.guardians_of(doc.student)
		],
		risks=risk_assessment.blank_questions(),
		**(last[0] if last else {}),
	)


def _is_staff(user: str) -> bool:
	row = frappe.db.get_value("User", user, ["enabled", "user_type"], as_dict=True)
	return bool(row and row.enabled and row.user_type == "System User")


def on_doctype_update() -> None:
	index_access_key("Mentoring Home Visit")
	add_index("Mentoring Home Visit", "case", "starts_on")
	add_index("Mentoring Home Visit", "status", "ends_on")
