from learning_mentor.rows import ProtectedRow


class MentoringSessionTarget(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		target_number: DF.Int
		target_text: DF.Data | None
		value: DF.Data | None
	# end: auto-generated types
