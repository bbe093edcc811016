from learning_mentor.rows import ProtectedRow


class MentoringPlanDecision(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		comment: DF.SmallText | None
		decided_by: DF.Link | None
		decided_by_name: DF.Data | None
		decided_on: DF.Datetime | None
		decision: DF.Literal[
			"Approval requested",
			"Approved",
			"Returned",
			"Guardian agreed",
			"Agreement recorded",
			"Change asked for",
			"Review started",
			"Review finished",
			"Completed",
			"Cancelled",
		]
		how: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
