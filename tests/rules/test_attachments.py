"""Copies of certificates have no place on a mentor's profile."""

import frappe
import pytest

from learning_mentor.exceptions import MentoringError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def new_file(**values):
	return frappe.get_doc(
		{"doctype": "File", "file_name": "note.txt", "content": "text", "is_private": 1, **values}
	)


def test_a_file_on_a_mentor_s_profile_is_refused():
	mentor = make.make_mentor()
	with pytest.raises(MentoringError, match="takes no files"):
		new_file(attached_to_doctype="Mentor Profile", attached_to_name=mentor.name).insert()
	assert not frappe.db.exists("File", {"attached_to_doctype": "Mentor Profile"})


def test_nor_on_its_rows_or_in_other_spelling():
	mentor = make.make_mentor(qualifications=[{"title": "First aid"}])
	(row,) = mentor.qualifications
	for doctype, name in ((row.doctype, row.name), ("mentor profile", mentor.name)):
		with pytest.raises(MentoringError, match="takes no files"):
			new_file(attached_to_doctype=doctype, attached_to_name=name).insert()


def test_a_file_cannot_be_moved_there_later():
	mentor = make.make_mentor()
	file = new_file().insert()
	file.update({"attached_to_doctype": "Mentor Profile", "attached_to_name": mentor.name})
	with pytest.raises(MentoringError, match="takes no files"):
		file.save()


def test_other_records_take_files():
	case = make.make_case()
	file = new_file(attached_to_doctype="Mentoring Case", attached_to_name=case.name).insert()
	assert frappe.db.exists("File", file.name)
