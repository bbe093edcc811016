from learning_mentor.rows import ProtectedRow


class MentoringTransitionStep(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done: DF.Check
		done_by: DF.Link | None
		done_on: DF.Date | None
		due_date: DF.Date
		from_template: DF.Check
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		responsible: DF.Link
		step: DF.SmallText
		weeks: DF.Int
	# end: auto-generated types
