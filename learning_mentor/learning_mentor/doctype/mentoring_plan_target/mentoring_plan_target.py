from learning_mentor.rows import ProtectedRow


class MentoringPlanTarget(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		baseline: DF.Float
		current_value: DF.Float
		due_date: DF.Date
		measure: DF.Data
		need: DF.Link
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		plain_words: DF.SmallText | None
		progress: DF.Percent
		responsible: DF.Data
		setting: DF.Literal["Class", "One-to-one", "Home"]
		status: DF.Literal["Not Started", "On Track", "Behind", "Achieved", "Dropped"]
		strategy: DF.Link
		target_text: DF.SmallText
		target_value: DF.Float
	# end: auto-generated types
