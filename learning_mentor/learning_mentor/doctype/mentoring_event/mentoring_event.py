import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, cstr, get_datetime, getdate, now_datetime

from learning_mentor import risk
from learning_mentor.case_record import add_index
from learning_mentor.events import notices as event_notices
from learning_mentor.events import seats as event_seats
from learning_mentor.events.rules import TAKES_PUPILS
from learning_mentor.exceptions import FourEyesError, LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_event import staffing
from learning_mentor.mixins import SeesChanges
from learning_mentor.permissions import KnowsItsRow, is_coordinator
from learning_mentor.workflow import FollowsWorkflow, follow_state

GOES_ON = (*TAKES_PUPILS, "Running")
ENDED = ("Done", "Cancelled")
ALWAYS_APPROVED = ("Trip", "Sport")
SERVER_FIELDS = (
	"seats_taken",
	"waiting",
	"approved_by",
	"approved_on",
	"assessed_by",
	"series",
	"series_date",
)
RISK_FIELDS = ("risk_score", "risk_level", "needs_approval")
# what an event is opened, and where needed approved, for
OPENED_FOR = (
	"kind",
	"starts_on",
	"ends_on",
	"room",
	"address",
	"open_to",
	"age_group",
	"consent_needed",
	"consent_by",
)
# status -> those it may be reached from; however an admin routes the workflow, an event goes no other way
WAY = {
	"Planned": (None, *TAKES_PUPILS),
	"Open": ("Planned", "Full"),
	"Full": ("Open",),
	"Running": TAKES_PUPILS,
	"Done": GOES_ON,
	"Cancelled": ("Planned", *GOES_ON),
}


class MentoringEvent(FollowsWorkflow, KnowsItsRow, SeesChanges, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_event_program.mentoring_event_program import (
			MentoringEventProgram,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_event_staff.mentoring_event_staff import (
			MentoringEventStaff,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_visit_risk.mentoring_visit_risk import (
			MentoringVisitRisk,
		)

		address: DF.SmallText | None
		age_group: DF.Literal["4 to 8", "9 to 12", "13 to 18"]
		approved_by: DF.Link | None
		approved_on: DF.Datetime | None
		assessed_by: DF.Link | None
		capacity: DF.Int
		consent_by: DF.Date | None
		consent_needed: DF.Check
		cost: DF.Currency
		description: DF.SmallText | None
		ends_on: DF.Datetime
		equipment: DF.SmallText | None
		event_title: DF.Data
		kind: DF.Literal["Drop-in", "Music", "Sport", "Workshop", "Parents' Session", "Trip"]
		needs_approval: DF.Check
		open_to: DF.Literal["Everybody", "Year Groups", "Caseload", "Invitation"]
		programs: DF.Table[MentoringEventProgram]
		risk_level: DF.Literal["Low", "Medium", "High"]
		risk_score: DF.Int
		risks: DF.Table[MentoringVisitRisk]
		room: DF.Link | None
		school: DF.Link | None
		seats_taken: DF.Int
		series: DF.Data | None
		series_date: DF.Date | None
		staff: DF.Table[MentoringEventStaff]
		starts_on: DF.Datetime
		status: DF.Literal["Planned", "Open", "Full", "Running", "Done", "Cancelled"]
		status_reason: DF.SmallText | None
		waiting: DF.Int
		workflow_state: DF.Link | None
	# end: auto-generated types

	def validate(self) -> None:
		if not self.flags.placed_by_code:
			self.keep_server_fields(SERVER_FIELDS)
		self.keep_places()
		follow_state(self)
		self.check_writer()
		self.check_not_ended()
		risk.take_questions(self, self.rows_before("risks"), "event_risk_questions")
		staffing.take_staff(self)
		self.check_times()
		self.check_who_may_come()
		self.keep_server_fields(RISK_FIELDS)
		if self.status == "Planned":
			self.assess()
		self.check_lock()
		self.check_capacity()
		if self.status in GOES_ON or self.seats_taken:
			staffing.check(self)
		self.take_step()

	def on_update(self) -> None:
		if not self.get_doc_before_save():
			return
		promoted = event_seats.settle(self)
		event_notices.tell_of_changes(self)
		event_notices.tell_of_places(promoted)

	def keep_places(self) -> None:
		"""Open or Full is what the places say, also where they filled while somebody had the form open."""
		before = self.get_doc_before_save()
		if before and {before.status, self.status} == {"Open", "Full"}:
			self.update({"status": before.status, "workflow_state": before.workflow_state})

	def check_writer(self) -> None:
		"""The event is its planner's, its staff's and the coordinators' to change."""
		before = self.get_doc_before_save()
		if not before or is_coordinator() or self.flags.ignore_permissions:
			return
		if frappe.session.user not in (before.owner, *(row.user for row in before.staff)):
			frappe.throw(
				_("Only its staff, whoever planned it and coordinators change this event."),
				frappe.PermissionError,
			)

	def check_not_ended(self) -> None:
		if self.status_before() in ENDED:
			frappe.throw(
				_("This event is {0}: it stays as it is. Plan a new one.").format(_(self.status_before())),
				LockedTextError,
			)

	def check_times(self) -> None:
		if get_datetime(self.ends_on) <= get_datetime(self.starts_on):
			frappe.throw(_("End must be later than Start."), MentoringError)
		moved = self.is_new() or self.has_value_changed("starts_on")
		if self.status == "Planned" and moved and getdate(self.starts_on) < getdate():
			frappe.throw(
				_("Start is in the past: an event is planned before it takes place."), MentoringError
			)
		if not (self.room or cstr(self.address).strip()):
			frappe.throw(_("Room is missing: choose one, or enter an address."), MentoringError)

	def check_who_may_come(self) -> None:
		if self.open_to != "Year Groups":
			self.set("programs", [])
		elif not self.programs:
			frappe.throw(_("Year groups is empty: add those who may come."), MentoringError)

	def assess(self) -> None:
		"""Score the risks, and take from them whether approval and consent are needed."""
		out_of_hours = risk.is_out_of_hours(self)
		risk.score(self, {risk.OUT_OF_HOURS: out_of_hours})
		self.needs_approval = int(self.kind in ALWAYS_APPROVED or risk.needs_approval(self))
		if self.kind == "Trip" or out_of_hours or self.risk_level == "High":
			self.consent_needed = 1
		self.take_consent_day()
		before = self.get_doc_before_save()
		if not before or _opened_for(self) != _opened_for(before) or cint(self.capacity) > before.capacity:
			self.assessed_by = frappe.session.user

	def take_consent_day(self) -> None:
		if not self.consent_needed:
			self.consent_by = None
			return
		day = getdate(self.starts_on)
		self.consent_by = getdate(self.consent_by) if self.consent_by else getdate(add_days(day, -1))
		if self.consent_by > day:
			frappe.throw(_("Consent by must not be after the day of the event."), MentoringError)

	def check_lock(self) -> None:
		"""What it was opened for stays, until Plan Again takes it back."""
		before = self.get_doc_before_save()
		if not before or before.status == "Planned":
			return
		if self.status == "Planned":
			return
		raised = self.needs_approval and cint(self.capacity) > before.capacity
		if raised or _opened_for(self) != _opened_for(before):
			frappe.throw(
				_("This event is {0}: take it back with Plan Again to change it.").format(_(before.status)),
				LockedTextError,
			)

	def check_capacity(self) -> None:
		if cint(self.capacity) < 1:
			frappe.throw(_("Places must be 1 or more."), MentoringError)
		if cint(self.capacity) < cint(self.seats_taken):
			frappe.throw(
				_("Places: {0} are taken already. Cancel registrations first.").format(self.seats_taken),
				MentoringError,
			)

	def take_step(self) -> None:
		"""Carry out what this save decides, by the rules of the step."""
		if not self.takes_step(WAY, _("An event that is {0} cannot become {1}.")):
			return
		if self.status == "Planned":
			self.approved_by = self.approved_on = None
		elif self.status_before() == "Planned" and self.status == "Open":
			self.open()
		elif self.status == "Cancelled" and not cstr(self.status_reason).strip():
			frappe.throw(_("Reason for cancelling is missing: say why, families read it."), MentoringError)

	def open(self) -> None:
		"""From now on pupils may be registered. Raises MentoringError where something is missing."""
		self.assess()
		if get_datetime(self.ends_on) < now_datetime():
			frappe.throw(_("End is in the past: plan the event for another time."), MentoringError)
		if self.needs_approval:
			risk.check_answers(self)
			self.check_approver()
		self.approved_by = frappe.session.user
		self.approved_on = now_datetime()

	def check_approver(self) -> None:
		if not is_coordinator():
			frappe.throw(_("This event needs a coordinator's approval: ask for it."), frappe.PermissionError)
		if frappe.session.user in (self.owner, self.assessed_by, *(row.user for row in self.staff)):
			frappe.throw(
				_("You planned this event or are among its staff: somebody else has to approve it."),
				FourEyesError,
			)


def _opened_for(event) -> list:
	times = [get_datetime(event.starts_on), get_datetime(event.ends_on), cstr(event.consent_by)]
	texts = [
		cstr(event.get(field)) for field in OPENED_FOR if field not in ("starts_on", "ends_on", "consent_by")
	]
	programs = sorted(row.program for row in event.programs)
	risks = [(row.question, row.answer, cstr(row.control_measure)) for row in event.risks]
	return [times, texts, programs, risks]


def on_doctype_update() -> None:
	add_index("Mentoring Event", "status", "starts_on")
	add_index("Mentoring Event", "series")
