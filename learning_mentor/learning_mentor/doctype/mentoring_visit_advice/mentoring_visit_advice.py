from learning_mentor.rows import ProtectedRow


class MentoringVisitAdvice(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		strategy: DF.Link
		words_to_family: DF.SmallText | None
	# end: auto-generated types
