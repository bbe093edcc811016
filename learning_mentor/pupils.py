"""What pupils see of their own mentoring, resolved from the session user alone.

Own words and what was agreed: never needs, evidence, reasons or what others wrote in confidence.
"""

import frappe
from frappe.utils import now_datetime
from pypika.terms import Case

from learning_mentor import unchanged
from learning_mentor.permissions import PUPIL, uses_portal_as
from learning_mentor.plans import IN_FORCE
from learning_mentor.transition import families as transition_families


def session_student() -> str | None:
	"""The enabled Student of the session user: by ``Student.user``, else by the user's e-mail.

	Staff have the role Student besides (`uses_portal_as`).
	"""
	student = _session_row()
	return student.name if student else None


def session_first_name() -> str | None:
	"""The first name of the session user's Student."""
	student = _session_row()
	return student.first_name if student else None


def _session_row() -> frappe._dict | None:
	user = frappe.session.user
	if not uses_portal_as(PUPIL, user):
		return None
	return unchanged.once(("student", user), lambda: _student_of(user))


def _student_of(user: str) -> dict | None:
	"""``name, first_name, user, is_linked``; None for nobody's user and for one that several pupils name."""
	found = _records_of(user)
	linked = [row for row in found if row.is_linked]
	if linked:
		return linked[0] if len(linked) == 1 else None
	return found[0] if found and not found[0].user else None


def _records_of(user: str) -> list[frappe._dict]:
	"""Enabled pupils that name the user or have the address that the user is named by."""
	student, account = frappe.qb.DocType("Student"), frappe.qb.DocType("User")
	is_linked = Case().when(student.user == user, 1).else_(0)
	return (
		frappe.qb.from_(student)
		.join(account)
		.on(account.name == user)
		.select(student.name, student.first_name, student.user, is_linked.as_("is_linked"))
		.where((student.enabled == 1) & ((student.user == user) | _has_email_of(student, account)))
		.orderby(student.name)
	).run(as_dict=True)


def _has_email_of(student, account):
	"""By the user's name: ``User.email`` is for everybody to change."""
	return student.student_email_id == account.name


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
	page = {"first_name": session_first_name()}
	fields = ["name", "mentor_name", "status", "strengths"]
	case = frappe.db.get_value("Mentoring Case", {"open_for": student}, fields, as_dict=True)
	return {**page, **_case_of(case)} if case else page


def _case_of(case: frappe._dict) -> dict:
	paused = case.status == "Paused"
	return {
		"mentor_name": case.mentor_name,
		"paused": paused,
		"aims": _aims_of(case.name),
		"strengths": [line.strip() for line in (case.strengths or "").splitlines() if line.strip()],
		"plan": _plan_of(case.name),
		"next_session": None if paused else _next_session(case.name),
		"transition": transition_families.for_pupil(case.name),
	}


def _aims_of(case: str) -> list[dict]:
	rows = frappe.get_all(
		"Mentoring Aim",
		filters={"parenttype": "Mentoring Case", "parent": case},
		fields=["aim", "status"],
		order_by="idx asc",
	)
	return [{"aim": row.aim, "status": row.status} for row in rows if row.status != "Set Aside"]


def _next_session(case: str) -> dict | None:
	"""When and where the next planned session is; nothing else that is written about it."""
	session, room = frappe.qb.DocType("Mentoring Session"), frappe.qb.DocType("Room")
	rows = (
		frappe.qb.from_(session)
		.left_join(room)
		.on(room.name == session.room)
		.select(session.starts_on, session.place, room.room_name)
		.where((session.case == case) & (session.status == "Planned") & (session.starts_on > now_datetime()))
		.orderby(session.starts_on, session.creation)
		.limit(1)
	).run(as_dict=True)
	return {"starts_on": rows[0].starts_on, "place": rows[0].place or rows[0].room_name} if rows else None


def _plan_of(case: str) -> dict | None:
	plan = frappe.db.get_value(
		"Mentoring Action Plan",
		{"case": case, "status": ["in", IN_FORCE]},
		["name", "summary", "review_date"],
		as_dict=True,
	)
	if not plan:
		return None
	return {
		"summary": plan.summary,
		"targets": [row.plain_words or row.target_text for row in _targets_of(plan.name)],
		"review_date": plan.review_date,
	}


def _targets_of(plan: str) -> list[frappe._dict]:
	return frappe.get_all(
		"Mentoring Plan Target",
		filters={"parenttype": "Mentoring Action Plan", "parent": plan},
		fields=["plain_words", "target_text"],
		order_by="idx asc",
	)
