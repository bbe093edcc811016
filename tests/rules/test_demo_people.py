"""The people of the demo's school, and what Education makes along with them."""

import frappe

from learning_mentor.demo import people
from learning_mentor.demo.register import Register
from tests import factories as make


def test_what_is_made_along_with_a_pupil_is_taken_away_with_them(db):
	"""As the customer of ERPNext's that Education makes; here by a category."""
	before = make_category()
	student = make.make_student()
	student.db_set("student_category", before)
	register = Register()
	register.put("pupil x", "Student", student.name)
	people._register_made_along(register, "x")
	assert register.names("Student Category") == []
	along = make_category()
	student.db_set("student_category", along)
	people._register_made_along(register, "x")
	assert Register().names("Student Category") == [along]


def make_category() -> str:
	category = frappe.get_doc({"doctype": "Student Category", "category": make.unique("Made along")})
	return category.insert().name
