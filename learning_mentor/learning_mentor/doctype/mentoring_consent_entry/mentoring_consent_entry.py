from learning_mentor.rows import ProtectedRow


class MentoringConsentEntry(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		comment: DF.SmallText | None
		event: DF.Literal["Asked", "Given", "Refused", "Withdrawn"]
		guardian: DF.Link | None
		happened_on: DF.Datetime
		how: DF.Data | None
		name_given: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recorded_by: DF.Link | None
		scope: DF.SmallText | None
	# end: auto-generated types
