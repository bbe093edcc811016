from learning_mentor.rows import ProtectedRow


class MentoringReferralReply(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		arrived_on: DF.Datetime
		from_name: DF.Data | None
		kind: DF.Literal["Acknowledged", "Accepted", "Declined", "More Information", "In Progress"]
		link: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recorded_by: DF.Link | None
		reply_text: DF.SmallText | None
	# end: auto-generated types
