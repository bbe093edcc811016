from learning_mentor.rows import ProtectedRow


class MentoringAccessItem(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decided_by: DF.Link | None
		decided_on: DF.Datetime | None
		decision: DF.Literal["", "Release", "Redact", "Withhold"]
		found: DF.SmallText | None
		kind: DF.Literal[
			"",
			"Other person",
			"Possible name",
			"Contact details",
			"Informant",
			"Serious harm",
			"Safeguarding note",
			"File",
		]
		original: DF.LongText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		path: DF.Data | None
		place: DF.Data | None
		reason: DF.SmallText | None
		record: DF.Data | None
		record_type: DF.Data | None
		redacted: DF.LongText | None
	# end: auto-generated types
