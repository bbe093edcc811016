from frappe.model.document import Document


class MentoringCalendarLink(Document):
	"""A person's secret calendar address, kept as its hash: see `learning_mentor.calendars.feed`."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		made_on: DF.Datetime | None
		revoked_on: DF.Datetime | None
		token_hash: DF.Data | None
		user: DF.Link
	# end: auto-generated types
