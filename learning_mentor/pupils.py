"""What pupils see of their own mentoring, resolved from the session user alone.

Own words and what was agreed: never needs, evidence, reasons or what others wrote in confidence.
"""

import frappe
from frappe.utils import now_datetime

from learning_mentor.transition import families as transition_families


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

	``{"first_name", "mentor_name", "paused", "aims": [{"aim", "status"}], "strengths": [text],
	"plan": {"summary", "targets": [text], "review_date"} or None,
	"next_session": {"starts_on", "place"} or None, "transition": `transition_families.for_pupil`}``;
	without an open case just ``first_name``.
	"""
	student = session_student()
	if not student:
		return None
	page = {"first_name": frappe.db.get_value("Student", student, "first_name")}
	name = frappe.db.get_value("Mentoring Case", {"open_for": student}, "name")
	return {**page, **_case_of(name)} if name else page


def _case_of(name: str) -> dict:
	case = frappe.get_doc("Mentoring Case", name)
	paused = case.status == "Paused"
	return {
		"mentor_name": case.mentor_name,
		"paused": paused,
		"aims": [{"aim": row.aim, "status": row.status} for row in case.aims if row.status != "Set Aside"],
		"strengths": [line.strip() for line in (case.strengths or "").splitlines() if line.strip()],
		"plan": _plan_of(name),
		"next_session": None if paused else _next_session(name),
		"transition": transition_families.for_pupil(name),
	}


def _next_session(case: str) -> dict | None:
	"""When and where the next planned session is; nothing else that is written about it."""
	rows = frappe.get_all(
		"Mentoring Session",
		filters={"case": case, "status": "Planned", "starts_on": [">", now_datetime()]},
		fields=["starts_on", "place", "room"],
		order_by="starts_on asc, creation asc",
		limit=1,
	)
	if not rows:
		return None
	room = rows[0].room and frappe.db.get_value("Room", rows[0].room, "room_name")
	return {"starts_on": rows[0].starts_on, "place": rows[0].place or room}


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
