"""What pupils see of their own mentoring, resolved from the session user alone.

Own words and what was agreed: never needs, evidence, reasons or what others wrote in confidence.
"""

import frappe


def session_student() -> str | None:
	"""The enabled Student of the session user: by ``Student.user``, else by the user's e-mail."""
	user = frappe.session.user
	if user == "Guest":
		return None
	linked = frappe.get_all(
		"Student", filters={"user": user, "enabled": 1}, pluck="name", order_by="name", limit=2
	)
	if linked:
		return linked[0] if len(linked) == 1 else None
	return _student_by_email(user)


def _student_by_email(user: str) -> str | None:
	email = frappe.db.get_value("User", user, "email")
	holder = email and frappe.db.get_value(
		"Student", {"student_email_id": email, "enabled": 1}, ["name", "user"], as_dict=True
	)
	return holder.name if holder and not holder.user else None


def my_page() -> dict | None:
	"""The session pupil's page; None for everybody else.

	``{"first_name", "mentor_name", "aims": [{"aim", "status"}], "plan": {"summary", "targets": [text],
	"review_date"} or None}``; without an open case just ``first_name``.
	"""
	student = session_student()
	if not student:
		return None
	page = {"first_name": frappe.db.get_value("Student", student, "first_name")}
	name = frappe.db.get_value("Mentoring Case", {"open_for": student}, "name")
	if name:
		case = frappe.get_doc("Mentoring Case", name)
		page["mentor_name"] = case.mentor_name
		page["aims"] = [{"aim": row.aim, "status": row.status} for row in case.aims]
		page["plan"] = _plan_of(name)
	return page


def _plan_of(case: str) -> dict | None:
	name = frappe.db.get_value(
		"Mentoring Action Plan", {"case": case, "status": ["in", ("Active", "Under Review")]}, "name"
	)
	if not name:
		return None
	plan = frappe.get_doc("Mentoring Action Plan", name)
	return {
		"summary": plan.summary,
		"targets": [row.plain_words or row.target_text for row in plan.targets],
		"review_date": plan.review_date,
	}
