"""What the app reads from Education's own records about a pupil.

Read as the system: whoever shows the result checks first that the reader may see the pupil.
"""

import frappe
from frappe.utils import add_days, getdate, today

RECENT_ASSESSMENTS = 5


def current_academic_year() -> str | None:
	"""Name of the academic year that today falls in, else of the last one that has begun."""
	years = frappe.get_all(
		"Academic Year",
		filters={"year_start_date": ["<=", today()]},
		fields=["name"],
		order_by="year_start_date desc",
		limit=1,
	)
	return years[0].name if years else None


def year_group(student: str, academic_year: str | None) -> str | None:
	"""The Program that the pupil is enrolled in, preferring the academic year that is asked about."""
	return program_among(enrollments_of([student]).get(student, []), academic_year)


def enrollments_of(students: list[str]) -> dict[str, list[dict]]:
	"""Student -> ``[{"program", "academic_year"}]``, the newest first."""
	rows = students and frappe.get_all(
		"Program Enrollment",
		filters={"student": ["in", students], "docstatus": 1},
		fields=["student", "program", "academic_year"],
		order_by="enrollment_date desc",
	)
	return _by_student(rows)


def program_among(enrollments: list[dict], academic_year: str | None) -> str | None:
	for enrollment in enrollments:
		if enrollment.academic_year == academic_year:
			return enrollment.program
	return enrollments[0].program if enrollments else None


def _by_student(rows: list[dict]) -> dict[str, list[dict]]:
	found: dict[str, list[dict]] = {}
	for row in rows:
		found.setdefault(row.student, []).append(row)
	return found


def attendance(student: str, days: int) -> dict:
	"""Share of recorded school days on which the pupil was present: see `attendance_of`."""
	return attendance_of([student], days)[student]


def attendance_of(students: list[str], days: int) -> dict[str, dict]:
	"""Student -> share of recorded school days on which they were present.

	Each is ``{"from_date", "to_date": dates, "days": int, "percent": float 0-100 or None without a record}``.
	A day counts once however many lessons were recorded: present in any of them is present.
	"""
	first, last = add_days(getdate(), -days), getdate()
	record = frappe.qb.DocType("Student Attendance")
	rows = (
		frappe.qb.from_(record)
		.select(record.student, record.date, record.status)
		.where(record.student.isin(students) & (record.docstatus == 1) & record.date[first:last])
		.groupby(record.student, record.date, record.status)
	).run(as_dict=True)
	found = _by_student(rows)
	return {student: _share_present(found.get(student, []), first, last) for student in students}


def _share_present(rows: list[dict], first, last) -> dict:
	recorded = {row.date for row in rows if row.status != "Leave"}
	present = {row.date for row in rows if row.status == "Present"}
	percent = round(100 * len(present) / len(recorded), 1) if recorded else None
	return {"from_date": first, "to_date": last, "days": len(recorded), "percent": percent}


def recent_assessments(student: str) -> list[dict]:
	"""The pupil's last results, newest first: ``course, score, maximum, grade, assessed_on``."""
	return recent_assessments_of([student])[student]


def recent_assessments_of(students: list[str]) -> dict[str, list[dict]]:
	"""Student -> their last results: see `recent_assessments`."""
	results = _by_student(
		frappe.get_all(
			"Assessment Result",
			filters={"student": ["in", students], "docstatus": 1},
			fields=["student", "course", "total_score", "maximum_score", "grade", "creation"],
			order_by="creation desc",
		)
	)
	return {student: _told(results.get(student, [])[:RECENT_ASSESSMENTS]) for student in students}


def _told(results: list[dict]) -> list[dict]:
	return [
		{
			"course": result.course,
			"score": result.total_score,
			"maximum": result.maximum_score,
			"grade": result.grade,
			"assessed_on": getdate(result.creation),
		}
		for result in results
	]


def is_enabled(student: str) -> bool:
	return bool(frappe.db.get_value("Student", student, "enabled"))


def guardians_of(student: str) -> list[dict]:
	"""Guardians in the order of the pupil's record.

	``[{"name", "guardian_name", "email_address", "mobile_number", "user", "relation"}]``.
	"""
	row = frappe.qb.DocType("Student Guardian")
	guardian = frappe.qb.DocType("Guardian")
	return (
		frappe.qb.from_(row)
		.join(guardian)
		.on(row.guardian == guardian.name)
		.select(
			guardian.name,
			guardian.guardian_name,
			guardian.email_address,
			guardian.mobile_number,
			guardian.user,
			row.relation,
		)
		.where((row.parent == student) & (row.parenttype == "Student"))
		.orderby(row.idx)
	).run(as_dict=True)


def address_of(student: str) -> str:
	"""The pupil's address as lines of text; empty where Education has none."""
	row = frappe.db.get_value(
		"Student", student, ["address_line_1", "address_line_2", "city", "pincode"], as_dict=True
	)
	lines = (row.address_line_1, row.address_line_2, " ".join(filter(None, (row.pincode, row.city))))
	return "\n".join(line.strip() for line in lines if (line or "").strip())
