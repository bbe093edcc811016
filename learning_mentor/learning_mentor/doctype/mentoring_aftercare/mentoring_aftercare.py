from learning_mentor.rows import ProtectedRow


class MentoringAftercare(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done_by: DF.Link | None
		done_on: DF.Date | None
		due_date: DF.Date
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		responsible: DF.Link
		result: DF.Literal["", "Doing well", "Some worries", "Needs mentoring again"]
	# end: auto-generated types
