"""The school itself: years, terms, year groups, classes, subjects and rooms."""

from functools import partial

import frappe
from frappe.utils import getdate

from learning_mentor.demo import school_year
from learning_mentor.demo.data import pupil_key, read
from learning_mentor.demo.register import Register


def add_school(register: Register) -> None:
	this_year = school_year.first_year_of(getdate())
	for first_year in (this_year - 1, this_year, this_year + 1):
		_add_year(register, first_year)
	for row in read("school")["programs"]:
		_share(register, "Program", {"program_name": row["program"]}, row["program"])
		_share(register, "Student Batch Name", {"batch_name": row["group"]}, row["group"])
	for course in read("school")["courses"]:
		_share(register, "Course", {"course_name": course}, course)
	for room in read("school")["rooms"]:
		register.once(f"room {room['room_number']}", "Room", partial(insert, "Room", room))


def _add_year(register: Register, first_year: int) -> None:
	name = school_year.year_name(first_year)
	first, last = school_year.year_dates(first_year)
	dates = {"academic_year_name": name, "year_start_date": first, "year_end_date": last}
	_share(register, "Academic Year", dates, name)
	for term, starts, ends, _half_term in school_year.terms_of(first_year):
		values = {
			"academic_year": name,
			"term_name": term,
			"term_start_date": starts,
			"term_end_date": ends,
		}
		_share(register, "Academic Term", values, f"{name} ({term})")


def _share(register: Register, doctype: str, values: dict, name: str) -> str:
	return register.share(f"{doctype} {name}", doctype, name, partial(insert, doctype, values))


def insert(doctype: str, values: dict) -> str:
	return frappe.get_doc({"doctype": doctype, **values}).insert().name


def current_year() -> str:
	return school_year.year_name(school_year.first_year_of(getdate()))


def program_of(child: dict) -> dict:
	"""The row of school.json for the year group of a pupil."""
	return next(row for row in read("school")["programs"] if row["program"] == f"Year {child['year']}")


def add_groups(register: Register) -> None:
	"""A class per year group, with its pupils and teachers."""
	for row in read("school")["programs"]:
		register.once(f"group {row['group']}", "Student Group", partial(_make_group, register, row))


def _make_group(register: Register, row: dict) -> str:
	children = [child for family in read("families") for child in family["children"]]
	keys = sorted(pupil_key(child) for child in children if program_of(child) == row)
	return insert(
		"Student Group",
		{
			"student_group_name": f"{row['group']} {current_year()}",
			"academic_year": current_year(),
			"group_based_on": "Batch",
			"program": row["program"],
			"batch": row["group"],
			"max_strength": 30,
			"students": [_seat(register, key, number) for number, key in enumerate(keys, 1)],
			"instructors": [_instructor(register, key) for key in row["instructors"]],
		},
	)


def _seat(register: Register, key: str, number: int) -> dict:
	student = register.get(f"pupil {key}")
	name = frappe.db.get_value("Student", student, "student_name")
	return {"student": student, "student_name": name, "group_roll_number": number, "active": 1}


def _instructor(register: Register, key: str) -> dict:
	instructor = register.get(f"instructor {key}")
	name = frappe.db.get_value("Instructor", instructor, "instructor_name")
	return {"instructor": instructor, "instructor_name": name}
