from frappe.model.document import Document

from learning_mentor.case_record import add_index


class MentoringIdempotencyKey(Document):
	"""Written and removed by `learning_mentor.rest.idempotency` alone."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Code | None
		asked: DF.Data | None
		key_hash: DF.Data
	# end: auto-generated types


def on_doctype_update() -> None:
	add_index("Mentoring Idempotency Key", "creation", "name")
