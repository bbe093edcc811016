"""Rights by a name on the record: who makes a home visit, staffs an event, or is named on a note."""

import frappe
from frappe.utils import add_days, today

from learning_mentor.permissions import keys, roles, scope

STAFFED = """
	select distinct parent from `tabMentoring Event Staff`
	where parenttype = 'Mentoring Event' and user = %(user)s order by parent
"""


def visits_of(user: str | None = None) -> dict:
	"""Which home visits ahead or under way the user makes, goes along to or is the duty contact of.

	``filters`` and ``or_filters`` for a list. What companion and duty contact see of such a visit is what
	keeps people safe (`learning_mentor.visits.duty`), never the record.
	"""
	user = user or frappe.session.user
	mine = sorted(keys.mentor_keys(user)) or [""]
	return {
		"filters": {"status": ["in", ("Approved", "Under Way")]},
		"or_filters": {"duty_contact": user, "companion": user, "visitor": ["in", mine]},
	}


def takes_part_in_visit(visit, user: str | None = None) -> bool:
	"""Whether a visit that has not ended is one of the user's: see `visits_of`. Coordinators may step in."""
	user = user or frappe.session.user
	stored = _stored_visit(visit.name)
	if not stored or stored.status not in ("Approved", "Under Way"):
		return False
	if user == stored.duty_contact or makes_visit(visit, user):
		return True
	return roles.is_coordinator(user) and scope.holds("Mentoring Home Visit", visit.name, user)


def makes_visit(visit, user: str | None = None) -> bool:
	"""Whether the user is the visitor, stands in for the visitor, or goes along."""
	user = user or frappe.session.user
	stored = _stored_visit(visit.name)
	if not stored:
		return False
	return user == stored.companion or stored.visitor in keys.mentor_keys(user)


def _stored_visit(name: str | None) -> frappe._dict | None:
	fields = ["status", "duty_contact", "companion", "visitor"]
	return frappe.db.get_value("Mentoring Home Visit", name, fields, as_dict=True) if name else None


def may_read_note(name: str | None, user: str | None = None) -> bool:
	"""Whether the user raised the safeguarding note, is named on it, or is a safeguarding lead."""
	user = user or frappe.session.user
	author = frappe.db.get_value("Mentoring Safeguarding Note", name, "author") if name else None
	if not author or not scope.holds("Mentoring Safeguarding Note", name, user):
		return False
	named = {"parent": name, "parenttype": "Mentoring Safeguarding Note", "reader": user}
	return (
		author == user
		or roles.is_safeguarding_lead(user)
		or bool(frappe.db.exists("Mentoring Safeguarding Reader", named))
	)


@keys.shared
def events_staffed(user: str | None = None) -> list[str]:
	"""Events among whose staff the user is, in order of their names."""
	rows = frappe.db.sql(STAFFED, {"user": user or frappe.session.user})
	return [event for (event,) in rows]


def runs_event(event: str | None, user: str | None = None) -> bool:
	"""Whether the user is a coordinator of its school or among the staff: the event's register is theirs."""
	user = user or frappe.session.user
	rows = {"parenttype": "Mentoring Event", "parent": event, "user": user}
	if not event:
		return False
	if roles.is_coordinator(user) and scope.holds("Mentoring Event", event, user):
		return True
	return bool(frappe.db.exists("Mentoring Event Staff", rows))


def may_look_up(student: str, user: str | None = None) -> bool:
	"""Whether a member of staff may find the pupil by name: their own, or one whom Education shows them."""
	user = user or frappe.session.user
	if not scope.holds("Student", student, user):
		return False
	if roles.sees_every_pupil(user) or student in keys.mentored_pupils(user):
		return True
	return bool(frappe.db.exists("Student", student)) and frappe.has_permission(
		"Student", "read", doc=student, user=user
	)


def pupils_in_care(user: str) -> frozenset[str]:
	"""Pupils of the user, and those who come to an event that the user staffs and that is not over."""
	staffed = events_staffed(user)
	going_on = {"status": ["in", ("Open", "Full", "Running")], "ends_on": [">=", add_days(today(), -1)]}
	events = staffed and frappe.get_all(
		"Mentoring Event", {"name": ["in", staffed], **going_on}, pluck="name", order_by="name"
	)
	coming = {"event": ["in", events], "status": ["in", ("Registered", "Attended")]}
	students = events and frappe.get_all(
		"Mentoring Event Registration", coming, pluck="student", order_by="student"
	)
	return keys.mentored_pupils(user).union(students)
