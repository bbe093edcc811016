"""What learning_mentor takes for granted of records that Education saves."""

import frappe
import pytest

SCHOOL_DAY = "2025-10-06"


def make(doctype: str, **values):
	return frappe.get_doc({"doctype": doctype, **values}).insert()


@pytest.fixture
def guardian(db):
	return make("Guardian", guardian_name="Rosa Contract", email_address="rosa@contract.example")


@pytest.fixture
def student(guardian):
	return make(
		"Student",
		first_name="Ada",
		middle_name="Jo",
		last_name="Contract",
		student_email_id="ada@contract.example",
		guardians=[
			{"guardian": guardian.name, "guardian_name": guardian.guardian_name, "relation": "Mother"}
		],
	)


@pytest.fixture
def year(db):
	dates = {"year_start_date": "2025-09-01", "year_end_date": "2026-07-31"}
	return make("Academic Year", academic_year_name="Contract 2025-26", **dates)


@pytest.fixture
def group(year, student):
	return make(
		"Student Group",
		academic_year=year.name,
		group_based_on="Activity",
		student_group_name="Contract Choir",
		students=[{"student": student.name, "student_name": student.student_name, "active": 1}],
	)


def test_a_student_is_shown_by_all_names(student):
	assert student.student_name == "Ada Jo Contract"


def test_a_student_is_enabled_until_someone_says_otherwise(student, db):
	assert db.get_value("Student", student.name, "enabled") == 1


def test_a_guardian_lists_the_students_that_name_the_guardian(student, guardian):
	rows = [(row.student, row.student_name) for row in frappe.get_doc("Guardian", guardian.name).students]
	assert rows == [(student.name, "Ada Jo Contract")]


def test_a_guardian_no_longer_named_no_longer_lists_the_student(student, guardian):
	student.guardians = []
	student.save()
	assert frappe.get_doc("Guardian", guardian.name).students == []


def test_a_student_with_guardians_can_be_deleted(student, guardian, db):
	student.delete()
	assert not db.exists("Student", student.name)
	assert frappe.get_doc("Guardian", guardian.name).students == []


def test_a_term_is_known_by_its_year(year):
	dates = {"term_start_date": "2025-09-01", "term_end_date": "2025-12-19"}
	term = make("Academic Term", academic_year=year.name, term_name="Autumn", **dates)
	assert term.name == term.title == "Contract 2025-26 (Autumn)"


def test_attendance_is_recorded_once_a_day_and_group(student, group):
	values = {"student": student.name, "student_group": group.name, "date": SCHOOL_DAY, "status": "Absent"}
	make("Student Attendance", **values).submit()
	with pytest.raises(frappe.ValidationError):
		make("Student Attendance", **values)


def test_attendance_can_be_recorded_anew_after_it_was_cancelled(student, group):
	values = {"student": student.name, "student_group": group.name, "date": SCHOOL_DAY, "status": "Absent"}
	attendance = make("Student Attendance", **values)
	attendance.submit()
	attendance.cancel()
	assert make("Student Attendance", **values).name != attendance.name
