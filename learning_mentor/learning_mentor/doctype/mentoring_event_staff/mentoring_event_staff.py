from learning_mentor.case_record import add_index
from learning_mentor.rows import ProtectedRow


class MentoringEventStaff(ProtectedRow):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clearance_seen: DF.Check
		clearance_seen_by: DF.Link | None
		first_aider: DF.Check
		mentor: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		staff_name: DF.Data | None
		user: DF.Link
	# end: auto-generated types

	pass


def on_doctype_update() -> None:
	"""Which events somebody staffs is asked with every list of registrations."""
	add_index("Mentoring Event Staff", "user", "parent")
