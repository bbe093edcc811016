from frappe.model.document import Document


class MentoringStrategy(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_strategy_need.mentoring_strategy_need import (
			MentoringStrategyNeed,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_strategy_step.mentoring_strategy_step import (
			MentoringStrategyStep,
		)

		description: DF.SmallText | None
		disabled: DF.Check
		needs: DF.Table[MentoringStrategyNeed]
		plain_words: DF.SmallText | None
		setting: DF.Literal["Class", "One-to-one", "Home"]
		steps: DF.Table[MentoringStrategyStep]
		strategy_name: DF.Data
	# end: auto-generated types
