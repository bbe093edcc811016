from learning_mentor.rows import ProtectedRow


class MentoringScoreChange(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answered_as: DF.Data | None
		first_on: DF.Date | None
		first_score: DF.Float
		last_on: DF.Date | None
		last_score: DF.Float
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		scale: DF.Link | None
		score_change: DF.Float
		target_text: DF.SmallText | None
		verdict: DF.Data | None
	# end: auto-generated types
