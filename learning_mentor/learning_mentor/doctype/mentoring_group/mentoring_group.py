import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from learning_mentor.case_record import index_access_key
from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from learning_mentor.permissions import is_coordinator, mentor_keys


class MentoringGroup(ReadLogged, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_group_member.mentoring_group_member import (
			MentoringGroupMember,
		)

		closed_on: DF.Date | None
		duration: DF.Int
		from_date: DF.Date | None
		in_lesson: DF.Check
		members: DF.Table[MentoringGroupMember]
		mentor: DF.Link
		mentor_name: DF.Data | None
		need: DF.Link | None
		places: DF.Int
		room: DF.Link | None
		start_time: DF.Time | None
		status: DF.Literal["Open", "Closed"]
		theme: DF.Data
		to_date: DF.Date | None
		weekday: DF.Literal["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
	# end: auto-generated types

	def validate(self) -> None:
		self.check_writer()
		if not self.mentor:
			return  # mandatory, which Frappe says better
		self.set_mentor_name()
		self.check_timetable()
		self.check_members()
		self.check_places()
		self.check_closing()

	def check_writer(self) -> None:
		if is_coordinator():
			return
		if self.mentor not in mentor_keys() or self.has_another_mentor():
			frappe.throw(
				_("Mentor: only a mentoring coordinator may give a group to another mentor."),
				frappe.PermissionError,
			)

	def has_another_mentor(self) -> bool:
		before = self.get_doc_before_save()
		return bool(before) and before.mentor != self.mentor

	def set_mentor_name(self) -> None:
		mentor = frappe.get_cached_doc("Mentor Profile", self.mentor)
		self.mentor_name = mentor.mentor_name
		if not self.is_new() and not self.has_another_mentor():
			return
		if obstacle := mentor.get_obstacle():
			frappe.throw(obstacle + " " + _("Choose another mentor."), MentorUnavailableError)

	def check_timetable(self) -> None:
		if self.from_date and self.to_date and getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("Last day must not be before First day."), MentoringError)

	def check_members(self) -> None:
		"""A mentor adds own cases; a coordinator may add anybody's."""
		known = {row.case for row in (self.get_doc_before_save() or frappe._dict(members=[])).members}
		seen = set()
		for row in self.members:
			if row.case in seen:
				frappe.throw(
					_("Members, row {0}: this case is listed twice.").format(row.idx), MentoringError
				)
			seen.add(row.case)
			case = frappe.get_doc("Mentoring Case", row.case)
			if row.case not in known:
				case.check_permission("write")
				if case.status == "Closed":
					frappe.throw(_("Members, row {0}: the case is closed.").format(row.idx), MentoringError)
			row.student_name = case.student_name
			row.joined_on = row.joined_on or today()

	def check_places(self) -> None:
		"""A full group keeps the rest on its waiting list; a place that frees goes to the first waiting."""
		if self.places < 1:
			frappe.throw(_("Places must be 1 or more."), MentoringError)
		if self.status == "Closed":
			return
		members = [row for row in self.members if row.status == "Member"]
		for row in members[self.places :]:
			row.status = "Waiting"
		free = self.places - len(members)
		for row in [row for row in self.members if row.status == "Waiting"][: max(0, free)]:
			row.status = "Member"

	def check_closing(self) -> None:
		if self.status == "Open":
			self.closed_on = None
			return
		missing = [
			str(row.idx) for row in self.members if row.status == "Member" and not (row.outcome or "").strip()
		]
		if missing:
			frappe.throw(
				_("Members, row {0}: enter the outcome before the group closes.").format(", ".join(missing)),
				MentoringError,
			)
		self.closed_on = self.closed_on or today()


def on_doctype_update() -> None:
	index_access_key("Mentoring Group")
