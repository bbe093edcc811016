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
	enrollments = frappe.get_all(
		"Program Enrollment",
		filters={"student": student, "docstatus": 1},
		fields=["program", "academic_year"],
		order_by="enrollment_date desc",
	)
	for enrollment in enrollments:
		if enrollment.academic_year == academic_year:
			return enrollment.program
	return enrollments[0].program if enrollments else None


def attendance(student: str, days: int) -> dict:
	"""Share of recorded school days on which the pupil was present.

	Returns ``{"from_date", "to_date": dates, "days": int, "percent": float 0-100 or None without a record}``.
	A day counts once however many lessons were recorded: present in any of them is present.
	"""
	first, last = add_days(getdate(), -days), getdate()
	record = frappe.qb.DocType("Student Attendance")
	rows = (
		frappe.qb.from_(record)
		.select(record.date, record.status)
		.where((record.student == student) & (record.docstatus == 1) & record.date[first:last])
		.groupby(record.date, record.status)
	).run()
	recorded = {day for day, status in rows if status != "Leave"}
	present = {day for day, status in rows if status == "Present"}
	percent = round(100 * len(present) / len(recorded), 1) if recorded else None
	return {"from_date": first, "to_date": last, "days": len(recorded), "percent": percent}


def recent_assessments(student: str) -> list[dict]:
	"""The pupil's last results, newest first: ``course, score, maximum, grade, assessed_on``."""
	results = frappe.get_all(
		"Assessment Result",
		filters={"student": student, "docstatus": 1},
		fields=["course", "total_score", "maximum_score", "grade", "creation"],
		order_by="creation desc",
		limit=RECENT_ASSESSMENTS,
	)
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
