"""An invented school for reports: rows as the app keeps them, in a school year that no other test has.

Written straight into the database: a report counts rows, and a test's table needs many.
"""

from datetime import date, datetime, timedelta

import frappe
from frappe.utils import getdate

from tests import check_in_factories
from tests import factories as make

FIRST_DAY, LAST_DAY = date(2040, 9, 1), date(2041, 8, 31)
OPENED = date(2041, 1, 10)


def row(doctype: str, **values):
	"""A row as the database has it, past controllers and workflows."""
	doc = frappe.get_doc({"doctype": doctype, "name": frappe.generate_hash(length=12), **values})
	for table in doc.meta.get_table_fields():
		for place, child in enumerate(doc.get(table.fieldname), 1):
			child.update({"name": frappe.generate_hash(length=12), "parent": doc.name, "idx": place})
			child.db_insert()
	doc.db_insert()
	return doc


def make_year() -> str:
	return row(
		"Academic Year",
		name=make.unique("Year"),
		year_start_date=FIRST_DAY,
		year_end_date=LAST_DAY,
	).name


def make_need(category: str = "Social") -> str:
	name = make.unique("Need")
	return row("Mentoring Need", name=name, need_name=name, category=category).name


def make_program() -> str:
	name = make.unique("Program")
	return row("Program", name=name, program_name=name).name


def make_pupil(year: str, program: str, gender: str | None = None, category: str | None = None):
	student = row("Student", student_name=make.unique("Pupil"), enabled=1, gender=gender)
	row(
		"Program Enrollment",
		student=student.name,
		program=program,
		academic_year=year,
		student_category=category,
		enrollment_date=FIRST_DAY,
		docstatus=1,
	)
	return student


def make_case(mentor, student, year: str, program: str, need: str, **values):
	needs = [{"doctype": "Mentoring Need Rating", "need": need, "severity": 4}]
	return row(
		"Mentoring Case",
		**{
			"student": student.name,
			"student_name": student.student_name,
			"open_for": student.name,
			"mentor": mentor.name,
			"mentor_name": mentor.mentor_name,
			"academic_year": year,
			"program": program,
			"status": "Open",
			"opened_on": OPENED,
			"needs": [{**each, "parenttype": "Mentoring Case", "parentfield": "needs"} for each in needs],
			**values,
		},
	)


def of_case(case, **values) -> dict:
	fields = ("student", "student_name", "mentor", "mentor_name")
	return {"case": case.name, **{field: case.get(field) for field in fields}, **values}


def make_session(case, status: str = "Held", minutes: int = 30, day: date = OPENED, **values):
	held = minutes if status == "Held" else 0
	return row(
		"Mentoring Session",
		**{
			**of_case(case),
			"led_by": case.mentor,
			"session_type": "One-to-one",
			"status": status,
			"starts_on": datetime(day.year, day.month, day.day, 10),
			"duration": minutes,
			"minutes_outside_lessons": held,
			**values,
		},
	)


def make_check_ins(case, scale, first: float, latest: float, **values) -> None:
	for place, score in enumerate((first, latest)):
		row(
			"Mentoring Check-in",
			**{
				**of_case(case),
				"scale": scale.name,
				"answered_as": "Pupil",
				"status": "Answered",
				"answered_on": OPENED + timedelta(days=30 * place),
				"score": score,
				"has_score": 1,
				"is_baseline": int(not place),
				"change": score - first,
				"target_number": 0,
				**values,
			},
		)


def make_scale(measures: str = "Confidence and self-esteem", **values):
	"""Five items from 0 to 4: sums from 0 to 20."""
	return check_in_factories.make_scale(measures=measures, **values)


def attend(student: str, present: int, absent: int, first: date) -> None:
	"""So many days present, then so many absent, from a day on."""
	for place in range(present + absent):
		row(
			"Student Attendance",
			student=student,
			date=getdate(first + timedelta(days=place)),
			status="Present" if place < present else "Absent",
			docstatus=1,
		)


def result(student: str, score: float, day: date) -> None:
	doc = row("Assessment Result", student=student, total_score=score, maximum_score=20, docstatus=1)
	doc.db_set("creation", f"{day} 09:00:00", update_modified=False)
