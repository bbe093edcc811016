from learning_mentor.rows import ProtectedRow


class MentoringPlanReview(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		comment: DF.SmallText | None
		next_step: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reviewed_by: DF.Link | None
		reviewed_on: DF.Date
		target_number: DF.Int
		target_status: DF.Literal["On Track", "Behind", "Achieved", "Dropped"]
		value: DF.Float
	# end: auto-generated types
