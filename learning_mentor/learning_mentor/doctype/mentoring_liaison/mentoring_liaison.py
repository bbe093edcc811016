import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from learning_mentor import follow_ups
from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import MentoringError

DOCTYPE = "Mentoring Liaison"


class MentoringLiaison(CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_follow_up.mentoring_follow_up import (
			MentoringFollowup,
		)

		case: DF.Link
		channel: DF.Literal["Phone", "E-mail", "Meeting", "Video call", "Letter", "In passing"]
		communication: DF.Link | None
		contacted_on: DF.Datetime
		follow_ups: DF.Table[MentoringFollowup]
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		next_contact_on: DF.Date | None
		party: DF.Literal[
			"Teacher",
			"Parent or carer",
			"Social worker",
			"Educational psychologist",
			"School nurse",
			"Police",
			"Other school",
			"Other",
		]
		people: DF.SmallText | None
		student: DF.Link | None
		student_name: DF.Data | None
		summary: DF.SmallText
	# end: auto-generated types

	def validate(self) -> None:
		before = self.get_doc_before_save()
		if not self.flags.from_email:
			self.communication = before.communication if before else None
		follow_ups.keep_tasks(self, before.follow_ups if before else [])
		self.check_days()
		follow_ups.check_people(self)

	def on_update(self) -> None:
		follow_ups.make_tasks(self)

	def check_days(self) -> None:
		if get_datetime(self.contacted_on) > now_datetime():
			frappe.throw(
				_("When is in the future: enter what was planned under Next contact."), MentoringError
			)
		if self.next_contact_on and getdate(self.next_contact_on) < getdate(self.contacted_on):
			frappe.throw(_("Next contact must not be before When."), MentoringError)


def on_doctype_update() -> None:
	index_access_key(DOCTYPE)
	add_index(DOCTYPE, "case", "contacted_on")
	add_index(DOCTYPE, "next_contact_on")  # the nightly reminder looks at two weeks of them
