"""Schools of a trust for tests. The pupil's field is made outside transactions: it ends each."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
import pytest

from learning_mentor.permissions import scope
from learning_mentor.setup import schools
from tests import factories as make
from tests.conftest import forget_what_was_rolled_back, session_of

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
		scope.turn(False)  # as installed
		for name in (NORTH, SOUTH):
			frappe.db.delete("User Permission", {"allow": schools.OURS, "for_value": name})
			frappe.delete_doc(schools.OURS, name, force=True, delete_permanently=True)
		frappe.db.commit()
		forget_what_was_rolled_back()


def as_north(trust: dict):
	"""``with as_north(trust):`` runs its block as the coordinator of the first school."""
	return session_of(trust[NORTH].coordinator)


def no_such(what: str):
	"""``with no_such("no such pupil"):`` expects its block to be refused like a missing one."""
	return pytest.raises(frappe.PermissionError, match=what)


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


@contextmanager
def trust() -> Iterator[dict[str, frappe._dict]]:
	"""School -> its ``coordinator``, and names of a ``student``, a ``mentor``, their ``case``; committed."""
	made: dict[str, frappe._dict] = {}
	with pupils_have_schools():
		make.free_people("trust.")
		for school, coordinator in ((NORTH, make.COORDINATOR), (SOUTH, make.SECOND_COORDINATOR)):
			make.make_coordinator(coordinator)
			student, mentor = make.make_student(), make.make_mentor()
			case = make.make_case(student, mentor)
			put_into(school, student, mentor)
			made[school] = frappe._dict(
				coordinator=coordinator, student=student.name, mentor=mentor.name, case=case.name
			)
		for school, each in made.items():
			let_see(each.coordinator, school)
		make.free_people()
		frappe.db.commit()
		try:
			yield made
		finally:
			frappe.db.rollback()
			frappe.set_user("Administrator")
			for each in made.values():
				make.remove_story(each.student)
				frappe.delete_doc("Mentor Profile", each.mentor, force=True, delete_permanently=True)
			frappe.db.commit()


def make_pupil(school: str):
	"""A pupil of a school and nothing else."""
	student = make.make_student()
	put_into(school, student)
	return student
