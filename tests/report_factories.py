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

made: list[tuple[str, str]] = []  # doctype and name of what `row` has written


def row(doctype: str, **values):
	"""A row as the database has it, past controllers and workflows."""
	doc = frappe.get_doc({"doctype": doctype, "name": frappe.generate_hash(length=12), **values})
	for table in doc.meta.get_table_fields():
		for place, child in enumerate(doc.get(table.fieldname), 1):
			child.update({"name": frappe.generate_hash(length=12), "parent": doc.name, "idx": place})
			child.db_insert()
	doc.db_insert()
	made.append((doctype, doc.name))
	return doc


def remove_made() -> None:
	"""Delete what `row` has made since the list was last cleared; the caller commits."""
	for doctype, name in made:
		for table in frappe.get_meta(doctype).get_table_fields():
			frappe.db.delete(table.options, {"parent": name, "parenttype": doctype})
		frappe.db.delete(doctype, {"name": name})
	made.clear()


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


def make_school(mentor, pupils: int):
	"""A mentor whose pupils have one record of each kind that reports count."""
	school = frappe._dict(year=make_year(), program=make_program(), need=make_need(), mentor=mentor)
	school.scale, school.agency = make_scale(), make.unique("Agency")
	row("Support Agency", name=school.agency, agency_type="Charity")
	school.event = row(
		"Mentoring Event",
		event_title="Choir",
		kind="Music",
		status="Done",
		starts_on="2041-04-01 15:00:00",
		capacity=9,
	).name
	school.cases = [make_story(school, mentor) for _place in range(pupils)]
	return school


def make_story(school, mentor):
	"""A case with a record of each kind that reports count."""
	student = make_pupil(school.year, school.program)
	nomination = row(
		"Mentoring Nomination",
		student=student.name,
		status="Accepted",
		source="Teacher",
		academic_year=school.year,
		submitted_on="2041-01-02",
		decided_on="2041-01-08 12:00:00",
	)
	case = make_case(mentor, student, school.year, school.program, school.need, nomination=nomination.name)
	known = of_case(case)
	make_session(case)
	make_check_ins(case, school.scale, 5, 9)
	row("Mentoring Action Plan", **known, status="Active", review_date="2026-01-01")
	row(
		"Mentoring Home Visit",
		**known,
		purpose="Talking about the plan",
		visitor=mentor.name,
		visitor_name=mentor.mentor_name,
		status="Completed",
		starts_on="2041-02-01 10:00:00",
		ends_on="2041-02-01 11:00:00",
	)
	row("Mentoring Referral", **known, agency=school.agency, status="Sent", sent_on="2041-03-01 16:00:00")
	row(
		"Mentoring Event Registration",
		event=school.event,
		student=student.name,
		status="Attended",
		program=school.program,
	)
	return case


def make_two_caseloads():
	"""Two mentors with two and one pupils, in a year of their own."""
	school = frappe._dict(year=make_year(), program=make_program())
	school.mentor, school.other = make.make_mentor(caseload_limit=2), make.make_mentor(caseload_limit=4)
	school.needs = [make_need(), make_need()]
	school.coordinator = make.make_coordinator().name
	mentors = (school.mentor, school.mentor, school.other)
	school.cases = [
		make_case(
			mentor,
			make_pupil(school.year, school.program),
			school.year,
			school.program,
			school.needs[place // 2],
		)
		for place, mentor in enumerate(mentors)
	]
	return school


def table(rows: list[dict], key: str, *figures: str) -> dict:
	"""Rows as ``{key: (figure, ...)}``."""
	return {row[key]: tuple(row[figure] for figure in figures) for row in rows}
