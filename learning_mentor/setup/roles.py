"""Roles of the app. Guardian may be Education's already: it is made where absent and never taken away."""

import frappe

from learning_mentor.permissions import (
	COORDINATOR,
	DATA_PROTECTION_OFFICER,
	GUARDIAN,
	MENTOR,
	SAFEGUARDING_LEAD,
)

DESK_ROLES = (MENTOR, COORDINATOR, SAFEGUARDING_LEAD, DATA_PROTECTION_OFFICER)


def add_roles() -> None:
	for role in DESK_ROLES:
		_add_role(role, desk_access=1)
	_add_role(GUARDIAN, desk_access=0)


def _add_role(role: str, desk_access: int) -> None:
	if not frappe.db.exists("Role", role):
		frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": desk_access}).insert(
			ignore_permissions=True  # setup runs before anybody has a role
		)


def remove_roles() -> None:
	"""Take our desk roles away from users, permissions and the site."""
	for role in DESK_ROLES:
		for doctype in ("Has Role", "DocPerm", "Custom DocPerm"):
			frappe.db.delete(doctype, {"role": role})
		frappe.delete_doc_if_exists("Role", role, force=True)
