from learning_mentor.rows import ProtectedRow


class MentoringSkillRating(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		rated_as: DF.Literal["Self", "Supervisor"]
		rated_on: DF.Date
		rating: DF.Int
		skill: DF.Literal[
			"Maturity",
			"Interpersonal",
			"Listening",
			"Organisation",
			"Problem solving",
			"Communication",
			"Assertiveness",
			"Resilience",
			"Non-prejudicial manner",
		]
	# end: auto-generated types
