from learning_mentor.rows import ProtectedRow


class MentoringAgreement(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agreed_name: DF.Data
		agreed_on: DF.Date
		confidentiality_explained: DF.Check
		how: DF.Literal["In person", "On paper", "By phone", "Portal"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		party: DF.Literal["Pupil", "Guardian", "School"]
		withdrawn_on: DF.Date | None
	# end: auto-generated types
