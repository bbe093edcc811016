import frappe

# role -> whether it opens the desk
ROLES = {"Student": 0, "Instructor": 1, "Academics User": 1, "Education Manager": 1}


def add_roles() -> None:
	for role, desk_access in ROLES.items():
		if not frappe.db.exists("Role", role):
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": desk_access}).insert()
