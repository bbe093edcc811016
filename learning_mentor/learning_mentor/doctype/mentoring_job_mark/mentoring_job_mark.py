from frappe.model.document import Document


class MentoringJobMark(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done_on: DF.Datetime | None
		mark: DF.Data
	# end: auto-generated types
