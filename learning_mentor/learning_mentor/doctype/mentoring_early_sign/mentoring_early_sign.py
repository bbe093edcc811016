from frappe.model.document import Document

from learning_mentor.data_protection.read_log import ReadLogged


class MentoringEarlySign(ReadLogged, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		decided_by: DF.Link | None
		dismissal_reason: DF.SmallText | None
		found_on: DF.Date | None
		nomination: DF.Link | None
		not_before: DF.Date | None
		open_for: DF.Data | None
		program: DF.Link | None
		reasons: DF.SmallText | None
		status: DF.Literal["New", "Nominated", "Dismissed"]
		student: DF.Link
		student_name: DF.Data | None
	# end: auto-generated types
