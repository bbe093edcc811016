from frappe.model.document import Document


class MentoringVisitPurpose(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		plain_words: DF.SmallText | None
		purpose_name: DF.Data
		unannounced: DF.Check
	# end: auto-generated types
