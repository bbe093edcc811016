from learning_mentor.rows import ProtectedRow


class MentoringGroupMember(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case: DF.Link
		joined_on: DF.Date | None
		outcome: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		status: DF.Literal["Member", "Waiting", "Left"]
		student_name: DF.Data | None
	# end: auto-generated types
