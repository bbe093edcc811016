from learning_mentor.rows import ProtectedRow


class MentoringScaleBand(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		band: DF.Data
		from_score: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		to_score: DF.Float
	# end: auto-generated types
