from learning_mentor.rows import ProtectedRow


class MentoringVisitRisk(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		always_high: DF.Check
		answer: DF.Literal["", "No", "Yes", "Not Known"]
		answered_by: DF.Data | None
		control_measure: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		points: DF.Int
		question: DF.SmallText | None
		score: DF.Int
	# end: auto-generated types
