from learning_mentor.case_record import add_index
from learning_mentor.rows import ProtectedRow


class MentoringCover(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		covered_by: DF.Link
		from_date: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		to_date: DF.Date
	# end: auto-generated types


def on_doctype_update() -> None:
	add_index("Mentoring Cover", "covered_by", "to_date")
