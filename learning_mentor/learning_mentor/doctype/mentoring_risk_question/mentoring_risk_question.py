from learning_mentor.rows import ProtectedRow


class MentoringRiskQuestion(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		always_high: DF.Check
		answered_by: DF.Literal["Mentor", "First visit", "Out of hours"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		points: DF.Int
		question: DF.SmallText
	# end: auto-generated types
