from learning_mentor.rows import ProtectedRow


class MentoringSupervision(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		actions: DF.SmallText | None
		actions_done: DF.Check
		actions_due: DF.Date | None
		held_on: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		summary: DF.SmallText | None
		supervisor: DF.Link
	# end: auto-generated types
