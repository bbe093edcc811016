"""Schools of a trust for tests. The pupil's field is made outside transactions: it ends each."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from learning_mentor.permissions import scope
from learning_mentor.setup import schools
from tests.conftest import forget_what_was_rolled_back

NORTH, SOUTH = "North School", "South School"


@contextmanager
def pupils_have_schools() -> Iterator[None]:
	"""The field ``school`` of Student and two schools, committed; nothing is kept apart by that alone."""
	schools.add_school_field()
	for name in (NORTH, SOUTH):
		frappe.get_doc({"doctype": schools.OURS, "school_name": name}).insert(ignore_if_duplicate=True)
	frappe.db.commit()
	try:
		yield
	finally:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		schools.remove()
		for name in (NORTH, SOUTH):
			frappe.db.delete("User Permission", {"allow": schools.OURS, "for_value": name})
			frappe.delete_doc(schools.OURS, name, force=True, delete_permanently=True)
		frappe.db.commit()
		forget_what_was_rolled_back()


def keep_apart(wanted: bool = True) -> None:
	frappe.db.set_default(scope.FLAG, "1" if wanted else "0")


def put_into(school: str, *docs) -> None:
	"""Pupils, mentors, events ... into a school, as if they had always been there."""
	for doc in docs:
		frappe.db.set_value(doc.doctype, doc.name, "school", school, update_modified=False)
		frappe.clear_document_cache(doc.doctype, doc.name)


def let_see(user: str, *names: str) -> None:
	"""User Permissions for schools."""
	for name in names:
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": schools.OURS, "for_value": name}
		).insert()
