from learning_mentor.rows import ProtectedRow


class MentoringTransitionConsent(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		content_key: DF.Data | None
		given_name: DF.Data
		given_on: DF.Date
		guardian: DF.Link | None
		how: DF.Literal["In person", "On paper", "By phone", "Portal"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		party: DF.Literal["Pupil", "Guardian"]
		recorded_by: DF.Link | None
		share_avoid: DF.Check
		share_people: DF.Check
		share_steps: DF.Check
		share_strengths: DF.Check
		share_words: DF.Check
		share_works: DF.Check
		withdrawn_how: DF.Literal["", "In person", "On paper", "By phone", "Portal"]
		withdrawn_on: DF.Date | None
	# end: auto-generated types
