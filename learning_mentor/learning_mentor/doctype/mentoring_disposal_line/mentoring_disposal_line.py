from learning_mentor.rows import ProtectedRow


class MentoringDisposalLine(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		due_on: DF.Date | None
		outcome: DF.Literal["", "Disposed", "Kept"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		record_type: DF.Data | None
		records: DF.Int
		student: DF.Data | None
		student_name: DF.Data | None
		why_kept: DF.Data | None
	# end: auto-generated types
