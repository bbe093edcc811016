from learning_mentor.rows import ProtectedRow


class MentoringFollowup(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		due_date: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		responsible: DF.Link
		task: DF.SmallText
		todo: DF.Link | None
	# end: auto-generated types
