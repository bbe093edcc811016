import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from learning_mentor import education_records
from learning_mentor.case_record import add_index
from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.events import consents as event_consents
from learning_mentor.events import notices as event_notices
from learning_mentor.events import rules as event_rules
from learning_mentor.events import seats as event_seats
from learning_mentor.events.seats import EXPECTED, HOLDS_SEAT
from learning_mentor.exceptions import AlreadyOpenError, MentoringError
from learning_mentor.permissions import may_look_up, runs_event
from learning_mentor.workflow import FollowsWorkflow

REGISTRATION = "Mentoring Event Registration"
SERVER_FIELDS = (
	"registered_by",
	"registered_as",
	"registered_on",
	"queued_on",
	"attended_on",
	"attended_by",
	*event_consents.SET_BY_SERVER,
)
# status -> those it may be reached from; a place is taken by Registered and Attended, through the queue
WAY = {
	"Asked": (None, "Cancelled"),
	"Registered": (None, "Asked", "Waiting", "Cancelled", "Attended", "Absent"),
	"Waiting": (None, "Asked", "Cancelled"),
	"Cancelled": EXPECTED,
	"Attended": (None, "Asked", "Registered", "Waiting", "Cancelled", "Absent"),
	"Absent": ("Registered", "Attended"),
}


class MentoringEventRegistration(ReadLogged, FollowsWorkflow, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attended_by: DF.Link | None
		attended_on: DF.Datetime | None
		consent_guardian: DF.Link | None
		consent_guardian_name: DF.Data | None
		consent_how: DF.Literal["", "Portal", "On paper", "By telephone"]
		consent_on: DF.Datetime | None
		consent_rests_on: DF.Link | None
		consent_scope: DF.Literal["This event", "All events of the school year"]
		consent_until: DF.Date | None
		consent_withdrawn_on: DF.Datetime | None
		emergency_contact: DF.Data | None
		emergency_phone: DF.Data | None
		event: DF.Link
		event_title: DF.Data | None
		photo_consent: DF.Check
		program: DF.Link | None
		queued_on: DF.Datetime | None
		registered_as: DF.Literal["Guardian", "Pupil", "Staff"]
		registered_by: DF.Link | None
		registered_on: DF.Datetime | None
		starts_on: DF.Datetime | None
		status: DF.Literal["Asked", "Registered", "Waiting", "Cancelled", "Attended", "Absent"]
		student: DF.Link
		student_name: DF.Data | None
	# end: auto-generated types

	def load_from_db(self):
		"""The event's lock comes before that of its registrations, whoever asks for one."""
		if self.flags.for_update:
			event_seats.lock(frappe.db.get_value(REGISTRATION, self.name, "event"))
		return super().load_from_db()

	def before_insert(self) -> None:
		event_seats.lock(self.event)
		self.check_only_one()

	def validate(self) -> None:
		if not (self.event and self.student):
			return  # mandatory, which Frappe says better
		event = self.flags.event = event_seats.locked(self.event)
		self.keep_server_fields(SERVER_FIELDS)
		self.take_pupil(event)
		event_consents.take(self, event)
		if self.status_before() != self.status:
			self.take_step(event)

	def on_update(self) -> None:
		promoted = event_seats.settle(self.flags.event)
		if self.name in promoted:
			self.status = "Registered"
		self.take_attendance()
		event_notices.tell_of_registration(self)
		event_notices.tell_of_places([name for name in promoted if name != self.name])

	def after_delete(self) -> None:
		if frappe.db.exists("Mentoring Event", self.event):
			event_seats.settle(event_seats.locked(self.event))

	def actor(self) -> str:
		"""Guardian, Pupil or Staff: set by the code of the portal, which has asked who it is."""
		return self.flags.actor or event_rules.STAFF

	def check_only_one(self) -> None:
		"""The unique key of the table stands behind this."""
		known = frappe.db.get_value(REGISTRATION, {"event": self.event, "student": self.student}, "name")
		if known:
			frappe.throw(
				_("The pupil is on the register already: {0}. Change that one.").format(frappe.bold(known)),
				AlreadyOpenError,
			)

	def take_pupil(self, event) -> None:
		if self.is_new() and self.actor() == event_rules.STAFF and not self.flags.ignore_permissions:
			if not may_look_up(self.student):
				frappe.throw(_("There is no such pupil."), frappe.PermissionError)
		self.event_title, self.starts_on = event.event_title, event.starts_on
		self.student_name = frappe.db.get_value("Student", self.student, "student_name")
		self.program = education_records.year_group(self.student, education_records.current_academic_year())

	def take_step(self, event) -> None:
		before = self.status_before()
		way = {**WAY, "Asked": tuple(WAY)} if self.flags.consent_withdrawn else WAY
		self.takes_step(way, _("A registration that is {0} cannot become {1}."))
		self.attended_on = self.attended_by = None
		if self.status in ("Attended", "Absent"):
			self.check_attendance(event)
		if self.status in (*EXPECTED, "Attended") and before not in (*HOLDS_SEAT, "Waiting"):
			self.enter(event, before)
		if self.status in (*HOLDS_SEAT, "Waiting") and before not in HOLDS_SEAT:
			self.queue(before)

	def check_attendance(self, event) -> None:
		if not runs_event(event.name):
			frappe.throw(_("Only the staff of the event note who came."), frappe.PermissionError)
		event_rules.check_attendance(event)
		self.attended_on, self.attended_by = now_datetime(), frappe.session.user

	def enter(self, event, before: str | None) -> None:
		"""Onto the register, or from being asked to being registered. Without consent a guardian is asked."""
		event_rules.check_takes(event, self.student, self.actor())
		if before in (None, "Cancelled"):
			self.registered_by, self.registered_as = frappe.session.user, self.actor()
			self.registered_on = now_datetime()
		if self.status == "Asked" or event_consents.is_there(self, event):
			return
		if self.status == "Attended" or before == "Asked":
			frappe.throw(
				_("Consent is missing: enter under Consent of which guardian gave it."), MentoringError
			)
		self.status = "Asked"

	def queue(self, before: str | None) -> None:
		"""To the end of the queue; who waits already stays where they are. `settle` gives places."""
		self.flags.wanted, self.status = self.status, "Waiting"
		if before != "Waiting":
			self.queued_on = now_datetime()

	def take_attendance(self) -> None:
		"""Who came is Attended as soon as there is a place. Raises MentoringError where there is none."""
		if self.flags.pop("wanted", None) != "Attended":
			return
		if self.status != "Registered":
			frappe.throw(_("All places of this event are taken."), MentoringError)
		self.status = "Attended"
		frappe.db.set_value(REGISTRATION, self.name, "status", self.status, update_modified=False)


def on_doctype_update() -> None:
	frappe.db.add_unique(REGISTRATION, ["event", "student"], "one_per_pupil_and_event")
	add_index(REGISTRATION, "student", "starts_on")
