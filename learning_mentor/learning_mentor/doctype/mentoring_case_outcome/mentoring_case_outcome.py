from learning_mentor.rows import ProtectedRow


class MentoringCaseOutcome(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		about: DF.Literal["Aim", "Target"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remark: DF.SmallText | None
		result: DF.Literal["", "Reached", "Partly Reached", "Not Reached"]
		source: DF.Data | None
		text: DF.SmallText | None
	# end: auto-generated types
