from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.outside.links import refuse_other_writers

DOCTYPE = "Mentoring Outside Link"


class MentoringOutsideLink(CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case: DF.Link
		expires_on: DF.Datetime
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		purpose: DF.Literal["Referral", "Handover"]
		recipient: DF.Data
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		revoked_by: DF.Link | None
		revoked_on: DF.Datetime | None
		student: DF.Link | None
		student_name: DF.Data | None
		token_hash: DF.Data | None
		used_on: DF.Datetime | None
	# end: auto-generated types

	on_closed_case = True

	def validate(self) -> None:
		refuse_other_writers(self)


def on_doctype_update() -> None:
	index_access_key(DOCTYPE)
	add_index(DOCTYPE, "reference_doctype", "reference_name")
