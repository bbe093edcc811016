from learning_mentor.rows import ProtectedRow


class MentoringAim(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agreed_on: DF.Date | None
		aim: DF.SmallText
		need: DF.Link | None
		outcome: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		status: DF.Literal["Working On It", "Reached", "Set Aside"]
	# end: auto-generated types
