from learning_mentor.rows import ProtectedRow


class MentoringSafeguardingReader(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		let_in_by: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reader: DF.Link | None
		since: DF.Datetime | None
	# end: auto-generated types
