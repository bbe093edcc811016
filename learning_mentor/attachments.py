"""Which files may hang on our records."""

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import PARENTS

PROFILE = "Mentor Profile"
WITHOUT_FILES = (PROFILE, *(rows for rows, parents in PARENTS.items() if PROFILE in parents))


def refuse_scans(doc, method: str | None = None) -> None:
	"""Hook of File: no file on a mentor's profile or its rows, where certificates would end up.

	The rules on disclosure data let a school keep the date, the kind of check and a reference, but no copy.
	Raises MentoringError.
	"""
	if doc.attached_to_doctype in WITHOUT_FILES:
		frappe.throw(
			_(
				"A mentor's profile takes no files: the school may not keep a copy of a certificate. "
				"Enter its date and its last four characters instead."
			),
			MentoringError,
		)
