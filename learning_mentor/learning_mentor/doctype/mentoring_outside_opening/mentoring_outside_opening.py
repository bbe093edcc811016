from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.outside.links import refuse_other_writers

DOCTYPE = "Mentoring Outside Opening"


class MentoringOutsideOpening(CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case: DF.Link
		details: DF.SmallText | None
		event: DF.Literal["Read", "Document taken", "Answered", "Tried in vain"]
		happened_on: DF.Datetime
		link: DF.Link
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		student: DF.Link | None
		student_name: DF.Data | None
	# end: auto-generated types

	on_closed_case = True

	def validate(self) -> None:
		refuse_other_writers(self)


def on_doctype_update() -> None:
	index_access_key(DOCTYPE)
	add_index(DOCTYPE, "link", "happened_on")
