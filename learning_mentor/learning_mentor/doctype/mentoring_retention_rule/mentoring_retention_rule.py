from frappe.model.document import Document

from learning_mentor.data_protection import retention


class MentoringRetentionRule(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		basis: DF.Literal["Date of birth", "Date of the record"]
		disabled: DF.Check
		reason: DF.SmallText | None
		record_type: DF.Link
		statutory_years: DF.Int
		years: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		retention.check_rule(self)
