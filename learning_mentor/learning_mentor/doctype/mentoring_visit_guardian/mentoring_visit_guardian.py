from learning_mentor.rows import ProtectedRow


class MentoringVisitGuardian(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Literal["Asked", "Confirmed", "Another Time"]
		answered_on: DF.Datetime | None
		comment: DF.SmallText | None
		guardian: DF.Link
		guardian_name: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
