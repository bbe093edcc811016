from learning_mentor.rows import ProtectedRow


class MentoringNoticeSetting(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		audience: DF.Literal["Staff", "Families", "Outside"]
		delivery: DF.Literal["Off", "Desk Only", "Digest", "Immediate"]
		email_template: DF.Link | None
		kind: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		title: DF.Data | None
	# end: auto-generated types
