"""What learning_mentor relies on in Education: everything else there may change without harm.

A field is its type, or its type and target; where it differs between versions, all its types.
"""

from typing import NamedTuple


class Field(NamedTuple):
	"""``target``: of a link or a table, its record type. ``options``: choices that a select has at least."""

	types: frozenset[str]
	target: str | None = None
	options: frozenset[str] = frozenset()


def of(*types: str) -> Field:
	return Field(frozenset(types))


def link(target: str) -> Field:
	return Field(frozenset({"Link"}), target)


def table(target: str) -> Field:
	return Field(frozenset({"Table"}), target)


def select(*options: str) -> Field:
	return Field(frozenset({"Select"}), None, frozenset(options))


TEXT = of("Data")
DATE = of("Date")
TICK = of("Check")
SCORE = of("Float")
SHOWN_NAME = of("Data", "Read Only")

RECORD_TYPES = {
	"Student": {
		"enabled": TICK,
		"first_name": TEXT,
		"middle_name": TEXT,
		"last_name": TEXT,
		"student_name": TEXT,
		"user": link("User"),
		"student_email_id": TEXT,
		"student_mobile_number": TEXT,
		"date_of_birth": DATE,
		"gender": link("Gender"),
		"address_line_1": TEXT,
		"address_line_2": TEXT,
		"city": TEXT,
		"state": TEXT,
		"pincode": TEXT,
		"country": link("Country"),
		"guardians": table("Student Guardian"),
		"siblings": table("Student Sibling"),
		"joining_date": DATE,
		"date_of_leaving": DATE,
	},
	"Student Sibling": {"full_name": TEXT},
	"Student Guardian": {
		"guardian": link("Guardian"),
		"guardian_name": TEXT,
		"relation": select("Mother", "Father", "Others"),
	},
	"Guardian": {
		"guardian_name": TEXT,
		"email_address": TEXT,
		"mobile_number": TEXT,
		"user": link("User"),
		"students": table("Guardian Student"),
	},
	"Guardian Student": {"student": link("Student"), "student_name": SHOWN_NAME},
	"Instructor": {"instructor_name": TEXT, "status": select("Active", "Left")},
	"Student Group": {
		"student_group_name": TEXT,
		"academic_year": link("Academic Year"),
		"academic_term": link("Academic Term"),
		"group_based_on": select("Batch", "Course", "Activity"),
		"program": link("Program"),
		"batch": link("Student Batch Name"),
		"disabled": TICK,
		"students": table("Student Group Student"),
		"instructors": table("Student Group Instructor"),
	},
	"Student Group Student": {"student": link("Student"), "student_name": SHOWN_NAME, "active": TICK},
	"Student Group Instructor": {"instructor": link("Instructor"), "instructor_name": SHOWN_NAME},
	"Program": {"program_name": TEXT},
	"Program Enrollment": {
		"student": link("Student"),
		"student_name": SHOWN_NAME,
		"program": link("Program"),
		"academic_year": link("Academic Year"),
		"academic_term": link("Academic Term"),
		"student_batch_name": link("Student Batch Name"),
		"student_category": link("Student Category"),
		"enrollment_date": DATE,
	},
	"Academic Year": {"academic_year_name": TEXT, "year_start_date": DATE, "year_end_date": DATE},
	"Academic Term": {
		"academic_year": link("Academic Year"),
		"term_name": TEXT,
		"term_start_date": DATE,
		"term_end_date": DATE,
		"title": TEXT,
	},
	"Student Batch Name": {"batch_name": TEXT},
	"Student Category": {"category": TEXT},
	"Student Attendance": {
		"student": link("Student"),
		"date": DATE,
		"status": select("Present", "Absent"),
		"student_group": link("Student Group"),
	},
	"Student Log": {
		"student": link("Student"),
		"type": select("General", "Academic", "Medical", "Achievement"),
		"date": DATE,
		"academic_year": link("Academic Year"),
		"academic_term": link("Academic Term"),
		"log": of("Text Editor"),
	},
	"Room": {"room_name": TEXT, "room_number": TEXT, "seating_capacity": of("Data", "Int")},
	"Course": {"course_name": TEXT},
	"Assessment Result": {
		"student": link("Student"),
		"course": link("Course"),
		"academic_year": link("Academic Year"),
		"academic_term": link("Academic Term"),
		"total_score": SCORE,
		"maximum_score": SCORE,
		"grade": TEXT,
	},
}

SUBMITTABLE = {"Program Enrollment", "Student Attendance", "Assessment Result"}

# What whoever makes such a record has to fill in at most, over the versions.
FILLED_IN = {
	"Student": {"first_name", "student_email_id"},
	"Student Guardian": {"guardian", "guardian_name"},
	"Guardian": {"guardian_name"},
	"Instructor": {"instructor_name"},
	"Student Group": {"academic_year", "group_based_on", "student_group_name"},
	"Student Group Student": {"student"},
	"Program Enrollment": {"student", "program", "academic_year", "enrollment_date"},
	"Student Attendance": {"student", "date", "status"},
	"Academic Year": {"academic_year_name", "year_start_date", "year_end_date"},
	"Academic Term": {"academic_year", "term_name", "term_start_date", "term_end_date"},
	"Student Log": {"student"},
	"Student Category": {"category"},
}

# role -> what it may read. Education gives its manager no right to students, and neither do we.
ROLES = {
	"Student": {"Student"},
	"Instructor": {"Student", "Student Group", "Instructor"},
	"Academics User": {"Student", "Guardian", "Student Group", "Program Enrollment", "Student Attendance"},
	"Education Manager": {"Instructor"},
}
NOT_STUDENTS = {"Education Manager"}

# Names that stand for records of ERPNext wherever they are a whole string.
ERPNEXT_RECORD_TYPES = {
	"Branch",
	"Company",
	"Cost Center",
	"Customer",
	"Customer Group",
	"Department",
	"Designation",
	"Employee",
	"Fiscal Year",
	"Holiday List",
	"Journal Entry",
	"Leave Application",
	"Payment Entry",
	"Sales Invoice",
	"Sales Order",
	"Supplier",
	"Timesheet",
}
# Tables of Frappe that have no record type.
FRAPPE_TABLES = {"Series", "Sessions", "Singles", "__UserSettings", "__global_search"}
FRAPPE_16 = {"User Role Profile"}  # asked for where the table is there
FOREIGN_PACKAGES = ("erpnext", "education", "hrms")
