import re
from itertools import pairwise

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_time, getdate

from learning_mentor.case_counts import open_case_count
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from learning_mentor.mentor_standing import MentorStanding
from learning_mentor.permissions import MENTOR, KnowsItsRow, forget_mentor_keys


class MentorProfile(MentorStanding, KnowsItsRow, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_availability.mentoring_availability import (
			MentoringAvailability,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_cover.mentoring_cover import MentoringCover
		from learning_mentor.learning_mentor.doctype.mentoring_qualification.mentoring_qualification import (
			MentoringQualification,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_skill_rating.mentoring_skill_rating import (
			MentoringSkillRating,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_supervision.mentoring_supervision import (
			MentoringSupervision,
		)

		availability: DF.Table[MentoringAvailability]
		caseload_limit: DF.Int
		certificate_last_four: DF.Data | None
		clearance_issued_on: DF.Date | None
		clearance_status: DF.Literal["Not Cleared", "Cleared", "Due Soon", "Lapsed"]
		clearance_type: DF.Literal[
			"", "Basic", "Standard", "Enhanced", "Enhanced with children's barred list"
		]
		college_phase: DF.Check
		cover: DF.Table[MentoringCover]
		employment: DF.Literal["", "Paid", "Volunteer", "University scheme", "Agency"]
		instructor: DF.Link | None
		last_status_check: DF.Date | None
		leave_from: DF.Date | None
		leave_to: DF.Date | None
		mentor_name: DF.Data
		next_check_due: DF.Date | None
		primary_phase: DF.Check
		prior_experience: DF.SmallText | None
		qualifications: DF.Table[MentoringQualification]
		school: DF.Link | None
		secondary_phase: DF.Check
		skills: DF.Table[MentoringSkillRating]
		status: DF.Literal["Active", "On Leave", "Left"]
		supervision: DF.Table[MentoringSupervision]
		update_service: DF.Check
		user: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		self.check_user()
		self.check_certificate()
		self.check_leave()
		self.check_cover()
		self.check_ratings()
		self.check_supervision()
		self.check_availability()
		self.set_clearance()

	def on_update(self) -> None:
		forget_mentor_keys()

	def after_delete(self) -> None:
		forget_mentor_keys()

	def check_user(self) -> None:
		if not self.has_value_changed("user"):
			return
		if MENTOR not in frappe.get_roles(self.user):
			frappe.throw(
				_("User {0} does not have the role {1}: an admin gives it in the user's form.").format(
					frappe.bold(self.user), frappe.bold(_(MENTOR))
				),
				MentoringError,
			)

	def check_certificate(self) -> None:
		if self.certificate_last_four and not re.fullmatch(r"[0-9A-Za-z]{4}", self.certificate_last_four):
			frappe.throw(
				_("Certificate: enter just its last four characters. Schools may not keep the whole number."),
				MentoringError,
			)
		if _is_ahead(self.clearance_issued_on):
			frappe.throw(_("Issued on is in the future: enter the date on the certificate."), MentoringError)
		if _is_ahead(self.last_status_check):
			frappe.throw(
				_("Last status check is in the future: enter the day on which it was made."), MentoringError
			)

	def check_leave(self) -> None:
		if self.leave_to and not self.leave_from:
			frappe.throw(_("On leave from is missing: enter the first day."), MentoringError)
		if self.leave_from and self.leave_to and getdate(self.leave_to) < getdate(self.leave_from):
			frappe.throw(_("On leave until must not be before On leave from."), MentoringError)

	def check_cover(self) -> None:
		for row in self.cover:
			if row.covered_by == self.name:
				frappe.throw(_("Cover, row {0}: choose another mentor.").format(row.idx), MentoringError)
			if getdate(row.to_date) < getdate(row.from_date):
				frappe.throw(_("Cover, row {0}: To must not be before From.").format(row.idx), MentoringError)

	def check_ratings(self) -> None:
		for row in self.skills:
			if not 1 <= cint(row.rating) <= 5:
				frappe.throw(_("Skills, row {0}: Rating goes from 1 to 5.").format(row.idx), MentoringError)
			if _is_ahead(row.rated_on):
				frappe.throw(_("Skills, row {0}: On is in the future.").format(row.idx), MentoringError)

	def check_supervision(self) -> None:
		for row in self.supervision:
			if _is_ahead(row.held_on):
				problem = _("Supervision, row {0}: Held on is in the future.")
			elif row.supervisor == self.user:
				problem = _("Supervision, row {0}: choose somebody other than the mentor.")
			elif (row.actions_due or row.actions_done) and not (row.actions or "").strip():
				problem = _("Supervision, row {0}: Actions is empty: enter what was agreed.")
			else:
				continue
			frappe.throw(problem.format(row.idx), MentoringError)

	def check_availability(self) -> None:
		rows = [row for row in self.availability if row.from_time and row.to_time]  # both are mandatory
		for row in rows:
			if get_time(row.to_time) <= get_time(row.from_time):
				frappe.throw(
					_("Availability, row {0}: To must be after From.").format(row.idx), MentoringError
				)
		rows.sort(key=lambda row: (row.weekday, get_time(row.from_time)))
		for earlier, later in pairwise(rows):
			if earlier.weekday == later.weekday and get_time(later.from_time) < get_time(earlier.to_time):
				frappe.throw(
					_("Availability, row {0}: it overlaps row {1}.").format(later.idx, earlier.idx),
					MentoringError,
				)

	def check_experience(self) -> None:
		"""A mentor's first case needs experience with young people on record."""
		if (self.prior_experience or "").strip() or frappe.db.exists("Mentoring Case", {"mentor": self.name}):
			return
		frappe.throw(
			_("{0} has no experience with young people on record: enter it before the first case.").format(
				self.mentor_name
			),
			MentorUnavailableError,
		)

	def set_clearance(self, on=None) -> None:
		"""Take due day and status of a day (default: today) into the profile."""
		self.next_check_due = self.get_next_check_due()
		self.clearance_status = self.get_clearance_status(on)

	def check_can_take_case(self) -> None:
		"""Raise MentorUnavailableError when the mentor may not work now or has no free place.

		Locks the profile and counts with a locking read, so that two cases cannot take the same last place.
		"""
		if obstacle := self.get_obstacle():
			frappe.throw(obstacle + " " + _("Choose another mentor."), MentorUnavailableError)
		self.check_experience()
		frappe.db.get_value("Mentor Profile", self.name, "name", for_update=True)
		limit = self.get_caseload_limit()
		if open_case_count(self.name, lock=True) >= limit:
			frappe.throw(
				_("{0} is full ({1} cases). Choose another mentor.").format(self.mentor_name, limit),
				MentorUnavailableError,
			)


def _is_ahead(day) -> bool:
	return bool(day) and getdate(day) > getdate()
