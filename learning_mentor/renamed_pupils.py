"""A pupil whose number in Education changes, or whose two records become one.

Frappe changes links. What keeps a pupil from two open records of a kind is no link, and is changed here.
"""

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError

STUDENT = "Student"
ONE_OPEN = ("Mentoring Case", "Mentoring Nomination", "Mentoring Early Sign")


def check(doc, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""Hook ``before_rename`` of Student. Raises MentoringError where both of two pupils have one open.

	Frappe calls it before it asks for any right. Whoever has the right is not told what is open.
	"""
	if not merge or old == new or not all(_may_write(pupil) for pupil in (old, new)):
		return
	if any(_has_open(doctype, old) and _has_open(doctype, new) for doctype in ONE_OPEN):
		frappe.throw(
			_("These pupils cannot be merged yet. Ask a mentoring coordinator before you try again."),
			MentoringError,
		)


def _may_write(pupil: str) -> bool:
	return bool(frappe.db.exists(STUDENT, pupil) and frappe.has_permission(STUDENT, "write", doc=pupil))


def _has_open(doctype: str, pupil: str) -> bool:
	return bool(frappe.db.exists(doctype, {"open_for": pupil}))


def follow(doc, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""Hook ``after_rename`` of Student."""
	for doctype in ONE_OPEN:
		frappe.db.set_value(doctype, {"open_for": old}, "open_for", new, update_modified=False)
