"""Which roles the app knows, and what somebody may do by role alone."""

import frappe
from frappe import _

from learning_mentor.permissions.sharing import shared

COORDINATOR = "Mentoring Coordinator"
SAFEGUARDING_LEAD = "Safeguarding Lead"
DATA_PROTECTION_OFFICER = "Data Protection Officer"
MENTOR = "Learning Mentor"
GUARDIAN, PUPIL = "Guardian", "Student"  # Education's
PORTAL_USER = "Website User"

SEES_EVERY_PUPIL = frozenset({COORDINATOR, SAFEGUARDING_LEAD})
AUDITORS = frozenset({DATA_PROTECTION_OFFICER, SAFEGUARDING_LEAD})


@shared
def sees_every_pupil(user: str | None = None) -> bool:
	"""Whether the user (default: of the session) is a coordinator, a safeguarding lead or Administrator."""
	user = user or frappe.session.user
	return user == "Administrator" or not SEES_EVERY_PUPIL.isdisjoint(frappe.get_roles(user))


def is_coordinator(user: str | None = None) -> bool:
	"""Whether the user (default: of the session) takes the panel's decisions."""
	user = user or frappe.session.user
	return user == "Administrator" or COORDINATOR in frappe.get_roles(user)


def is_safeguarding_lead(user: str | None = None) -> bool:
	"""Whether the user (default: of the session) has the role. Administrator has it by name alone: no."""
	user = user or frappe.session.user
	return user != "Administrator" and SAFEGUARDING_LEAD in frappe.get_roles(user)


def protects_data(user: str | None = None) -> bool:
	"""Whether the user is a data protection officer or a safeguarding lead. Administrator is not."""
	user = user or frappe.session.user
	return user != "Administrator" and not AUDITORS.isdisjoint(frappe.get_roles(user))


def uses_portal_as(role: str, user: str) -> bool:
	"""Whether the user may be somebody of a family: has the role, or no account of the desk's.

	Many of the staff may write Education's records of families, and could name themselves in one.
	"""
	if user == "Guest":
		return False
	return role in frappe.get_roles(user) or frappe.get_cached_value("User", user, "user_type") == PORTAL_USER


def is_staff(user: str | None = None) -> bool:
	"""Whether the user (default: of the session) has an account of the desk, as families have not."""
	return frappe.db.get_value("User", user or frappe.session.user, "user_type") == "System User"


def require_staff() -> None:
	"""Raise PermissionError for guests and for users of the website."""
	if not is_staff():
		frappe.throw(_("This page is for members of staff."), frappe.PermissionError)


def require_data_protection() -> None:
	"""Raise PermissionError unless the session user answers for data protection."""
	if not protects_data():
		frappe.throw(
			_("Only a data protection officer or a safeguarding lead may do this."), frappe.PermissionError
		)


def require_coordinator() -> None:
	"""Raise PermissionError unless the session user is a coordinator."""
	if not is_coordinator():
		frappe.throw(_("Only a mentoring coordinator may do this."), frappe.PermissionError)
