from learning_mentor.rows import ProtectedRow


class MentoringReferralSection(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		allowed: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		section: DF.Data
		wanted: DF.Check
	# end: auto-generated types
