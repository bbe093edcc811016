from frappe.model.document import Document

from learning_mentor.case_record import add_index


class MentoringNotice(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		delivery: DF.Literal["Digest", "Immediate"]
		done_on: DF.Datetime | None
		for_user: DF.Link
		kind: DF.Data
		notice: DF.SmallText | None
		notification_log: DF.Data | None
		record: DF.Data | None
		record_type: DF.Link | None
		state: DF.Literal["Waiting", "Mailed", "Not Needed"]
	# end: auto-generated types

	pass


def on_doctype_update() -> None:
	add_index("Mentoring Notice", "state", "delivery", "for_user")
	add_index("Mentoring Notice", "creation", "name")
