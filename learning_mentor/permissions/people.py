"""Rights by a name on the record: who makes a home visit, staffs an event, or is named on a note."""

import frappe
from frappe.utils import today

from learning_mentor.permissions import keys, roles, scope
from learning_mentor.permissions.sharing import shared

ON_STAFF = "staff.parenttype = 'Mentoring Event' and staff.user = %(user)s"
GOING_ON = "held.status in ('Open', 'Full', 'Running') and held.ends_on >= date_sub(%(day)s, interval 1 day)"
COMING = "coming.status in ('Registered', 'Attended')"
STAFFED = f"select distinct staff.parent from `tabMentoring Event Staff` staff where {ON_STAFF} order by 1"
GUESTS = f"""
	select coming.student from `tabMentoring Event Staff` staff
	join `tabMentoring Event` held on held.name = staff.parent and {GOING_ON}
	join `tabMentoring Event Registration` coming on coming.event = held.name and {COMING}
	where {ON_STAFF}
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


@shared
def events_staffed(user: str | None = None) -> tuple[str, ...]:
	"""Events among whose staff the user is, in order of their names."""
	rows = frappe.db.sql(STAFFED, {"user": user or frappe.session.user})
	return tuple(event for (event,) in rows)


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


@shared
def pupils_coming(user: str | None = None) -> frozenset[str]:
	"""Pupils who come to an event that the user staffs and that was not over yesterday."""
	rows = frappe.db.sql(GUESTS, {"user": user or frappe.session.user, "day": today()})
	return frozenset(student for (student,) in rows)


def pupils_in_care(user: str) -> frozenset[str]:
	"""Pupils of the user, and those who come to an event that the user staffs and that is not over."""
	return keys.mentored_pupils(user) | pupils_coming(user)
