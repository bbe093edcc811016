"""Two things at once: a warning, not a refusal. It names times, never another pupil."""

import frappe
from frappe import _
from frappe.utils import format_datetime

TAKES_PLACE = ("Planned", "Held")


def warn_of_clashes(session) -> list[str]:
	"""Show what the session collides with. Returns the sentences shown."""
	sentences = [_sentence(field, clash) for field, clash in _clashes(session)]
	if sentences:
		frappe.msgprint("<br>".join(sentences), title=_("This session clashes"), indicator="orange")
	return sentences


def _clashes(session) -> list[tuple[str, str]]:
	found = []
	for field in ("led_by", "student", "room"):
		if session.get(field) and (starts_on := _overlapping(session, field)):
			found.append((field, starts_on))
	return found


def _overlapping(session, field: str):
	"""Start of another session with the same leader, pupil or room in this session's time; None if free."""
	other = frappe.qb.DocType("Mentoring Session")
	query = (
		frappe.qb.from_(other)
		.select(other.starts_on)
		.where(other[field] == session.get(field))
		.where(other.status.isin(TAKES_PLACE))
		.where((other.starts_on < session.ends_on) & (other.ends_on > session.starts_on))
		.where(other.name != (session.name or ""))
		.orderby(other.starts_on)
		.limit(1)
	)
	if session.group_session:
		query = query.where(other.group_session.isnull() | (other.group_session != session.group_session))
	row = query.run()
	return row[0][0] if row else None


def _sentence(field: str, starts_on) -> str:
	start = format_datetime(starts_on)
	return {
		"led_by": _("The mentor has another session at {0}.").format(start),
		"student": _("The pupil has another session at {0}.").format(start),
		"room": _("The room is taken by another session at {0}.").format(start),
	}[field]
