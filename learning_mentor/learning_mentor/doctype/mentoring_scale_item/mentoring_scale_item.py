from learning_mentor.rows import ProtectedRow


class MentoringScaleItem(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		item_text: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reversed: DF.Check
		worry_answer: DF.Int
		worry_rule: DF.Literal["", "At or below", "At or above"]
	# end: auto-generated types
