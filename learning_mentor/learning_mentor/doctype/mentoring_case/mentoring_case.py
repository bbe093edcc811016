import frappe
from frappe import _
from frappe.desk.form import assign_to
from frappe.model.document import Document
from frappe.utils import today

from learning_mentor import education_records, notify
from learning_mentor.case_record import add_index, index_access_key, move_access
from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_case import aftercare, closing
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.mixins import SeesChanges
from learning_mentor.permissions import NotesKey, is_coordinator
from learning_mentor.sessions import give_planned_sessions
from learning_mentor.unique import claim


class MentoringCase(ReadLogged, NotesKey, SeesChanges, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_aftercare.mentoring_aftercare import (
			MentoringAftercare,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_agreement.mentoring_agreement import (
			MentoringAgreement,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_aim.mentoring_aim import MentoringAim
		from learning_mentor.learning_mentor.doctype.mentoring_case_outcome.mentoring_case_outcome import (
			MentoringCaseOutcome,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_need_rating.mentoring_need_rating import (
			MentoringNeedRating,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_score_change.mentoring_score_change import (
			MentoringScoreChange,
		)

		academic_year: DF.Link | None
		aftercare: DF.Table[MentoringAftercare]
		agreements: DF.Table[MentoringAgreement]
		aims: DF.Table[MentoringAim]
		certificate_words: DF.SmallText | None
		check_in_changes: DF.Table[MentoringScoreChange]
		closed_on: DF.Date | None
		consent_guardian: DF.Link | None
		consent_how: DF.Literal["", "In person", "On paper", "By phone", "Portal"]
		consent_on: DF.Date | None
		consent_status: DF.Literal["Not Asked", "Given", "Refused", "Withdrawn"]
		first_reason: DF.SmallText | None
		guardian_words: DF.SmallText | None
		hold_by: DF.Link | None
		hold_reason: DF.SmallText | None
		hold_since: DF.Date | None
		legal_hold: DF.Check
		mentor: DF.Link
		mentor_name: DF.Data | None
		mode: DF.Literal["One-to-one", "Group", "Mixed"]
		needs: DF.Table[MentoringNeedRating]
		next_support: DF.SmallText | None
		nomination: DF.Link | None
		open_for: DF.Data | None
		opened_on: DF.Date | None
		outcome: DF.Literal[
			"",
			"Aims reached",
			"Aims partly reached",
			"Aims not reached",
			"Left the school",
			"Moved to another service",
			"Withdrew",
		]
		outcomes: DF.Table[MentoringCaseOutcome]
		program: DF.Link | None
		pupil_words: DF.SmallText | None
		review_cycle_weeks: DF.Int
		status: DF.Literal["Open", "Paused", "Closed"]
		status_reason: DF.SmallText | None
		statutory_plan: DF.Check
		strengths: DF.SmallText | None
		student: DF.Link
		student_name: DF.Data | None
		success: DF.Literal["", "Reached", "Partly Reached", "Not Reached"]
		success_note: DF.SmallText | None
		words_missing_reason: DF.SmallText | None
	# end: auto-generated types

	def before_validate(self) -> None:
		self.keep_hold()
		self.academic_year = self.academic_year or education_records.current_academic_year()
		self.review_cycle_weeks = self.review_cycle_weeks or get_settings().review_cycle_weeks
		self.opened_on = self.value_before("opened_on") or today()

	def validate(self) -> None:
		self.check_writer()
		self.check_student()
		self.set_details()
		self.check_one_open_case()
		self.check_mentor()
		self.check_status()
		self.check_agreements()
		closing.apply(self)
		aftercare.apply(self)

	def after_insert(self) -> None:
		self.assign_to_mentor()

	def on_update(self) -> None:
		if self.mentor_changed():
			move_access(self.name, self.mentor, self.mentor_name)
			give_planned_sessions(self.name, self.value_before("mentor"), self.mentor)
			self.assign_to_mentor()

	def mentor_changed(self) -> bool:
		return bool(self.get_doc_before_save()) and self.value_before("mentor") != self.mentor

	def keep_hold(self) -> None:
		"""A hold is set and ended by `learning_mentor.data_protection.retention` alone."""
		for fieldname in ("legal_hold", "hold_reason", "hold_by", "hold_since"):
			self.set(fieldname, self.value_before(fieldname))

	def check_writer(self) -> None:
		"""The mentor works on the case; coordinators decide who the mentor is, and reopen what is closed.

		What is found after closing is recorded by `aftercare.record` alone.
		"""
		if is_coordinator() or self.flags.ignore_permissions or self.flags.recording_aftercare:
			return
		if self.mentor_changed():
			frappe.throw(
				_("Mentor: only a mentoring coordinator may give a case to another mentor."),
				frappe.PermissionError,
			)
		if self.value_before("status") == "Closed":
			frappe.throw(_("This case is closed: ask a mentoring coordinator to reopen it."), LockedTextError)

	def check_student(self) -> None:
		if self.is_new() and not education_records.is_enabled(self.student):
			frappe.throw(
				_("Pupil {0} is not enabled: choose a pupil who is at the school.").format(
					frappe.bold(self.student)
				),
				MentoringError,
			)

	def set_details(self) -> None:
		self.student_name = frappe.db.get_value("Student", self.student, "student_name")
		self.mentor_name = frappe.db.get_value("Mentor Profile", self.mentor, "mentor_name")
		self.program = education_records.year_group(self.student, self.academic_year)

	def check_one_open_case(self) -> None:
		self.open_for = self.student if self.status != "Closed" else None
		if self.open_for:
			claim(
				self,
				"open_for",
				("Student", self.student),
				_("Pupil has an open case already: {0}. Close it first."),
			)

	def check_mentor(self) -> None:
		"""A mentor takes a case on: a new one, one handed over, or one that is reopened."""
		reopened = self.value_before("status") == "Closed" and self.status != "Closed"
		if self.is_new() or self.mentor_changed() or reopened:
			frappe.get_doc("Mentor Profile", self.mentor).check_can_take_case()

	def check_status(self) -> None:
		if self.status == "Open":
			self.closed_on = None
			return
		if not (self.status_reason or "").strip():
			frappe.throw(
				_("Reason is missing: say why the case is {0}.").format(_(self.status).lower()),
				MentoringError,
			)
		if self.status == "Closed":
			if not self.outcome:
				frappe.throw(_("Outcome is missing: choose how the case ended."), MentoringError)
			self.closed_on = self.value_before("closed_on") or today()

	def check_agreements(self) -> None:
		if (
			self.consent_status
			and self.consent_status != "Not Asked"
			and not (self.consent_on and self.consent_how)
		):
			frappe.throw(_("Guardian's consent: enter on which day and how it was answered."), MentoringError)
		guardians = {row.name for row in education_records.guardians_of(self.student)}
		if self.consent_guardian and self.consent_guardian not in guardians:
			frappe.throw(_("Consent given by: choose one of the pupil's guardians."), MentoringError)

	def assign_to_mentor(self) -> None:
		"""Put the case on the mentor's list by Frappe's Assignment, and take it off the previous mentor's."""
		user = notify.user_of(self.mentor)
		assigned = {row.owner for row in assign_to.get({"doctype": self.doctype, "name": self.name})}
		for previous in assigned - {user}:
			assign_to.remove(self.doctype, self.name, previous)
		if user not in assigned:
			assign_to.add(
				{
					"assign_to": [user],
					"doctype": self.doctype,
					"name": self.name,
					"description": _("You are the mentor of case {0}.").format(self.name),
					"date": None,  # a standing task: Frappe would make it due today
				}
			)


def on_doctype_update() -> None:
	index_access_key("Mentoring Case")
	add_index("Mentoring Case", "mentor", "status")  # a mentor's open cases are counted with each place
