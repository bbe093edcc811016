from learning_mentor.rows import ProtectedRow


class MentoringAssessmentSnapshot(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assessed_on: DF.Date | None
		course: DF.Data | None
		grade: DF.Data | None
		maximum: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		score: DF.Float
	# end: auto-generated types
