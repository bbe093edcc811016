import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import LockedTextError


class MentoringSafeguardingNote(ReadLogged, AppendOnly):
	"""Who a concern is about and who may read it; the words are entries of their own."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_safeguarding_reader.mentoring_safeguarding_reader import (
			MentoringSafeguardingReader,
		)

		author: DF.Link | None
		category: DF.Literal[
			"Not said",
			"Emotional",
			"Physical",
			"Sexual",
			"Neglect",
			"Exploitation",
			"Self-harm",
			"Online",
			"Radicalisation",
			"Other",
		]
		mentoring_case: DF.Link | None
		raised_on: DF.Datetime | None
		readers: DF.Table[MentoringSafeguardingReader]
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		status: DF.Literal["Open", "Closed"]
		student: DF.Link | None
		student_name: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		"""Status and readers change through `learning_mentor.safeguarding` alone."""
		if not self.flags.written_by_code:
			frappe.throw(_("A safeguarding note is not changed: add an entry to it."), LockedTextError)
