"""Role Profiles for the jobs of mentoring, and a Module Profile that shows mentors what they work with.

Made on install where absent, and the admin's from then on: never changed by migrating, and taken away by
uninstalling only as long as nobody has changed them.
"""

import frappe

from learning_mentor.permissions import COORDINATOR, DATA_PROTECTION_OFFICER, MENTOR, SAFEGUARDING_LEAD

ROLE_PROFILES = {  # roles of Education are left out on a site without them
	"Mentor": (MENTOR, "Instructor"),
	"Coordinator": (COORDINATOR, "Academics User"),
	"Safeguarding Lead": (SAFEGUARDING_LEAD, "Academics User"),
	"Data Protection Officer": (DATA_PROTECTION_OFFICER,),
	"Nominating Teacher": ("Instructor",),
}
MODULE_PROFILE = "Mentor"
SHOWN_MODULES = ("Learning Mentor", "Education")


def add_profiles() -> None:
	for name, roles in ROLE_PROFILES.items():
		rows = [{"role": role} for role in roles if frappe.db.exists("Role", role)]
		_add("Role Profile", name, {"role_profile": name, "roles": rows})
	hidden = frappe.get_all("Module Def", {"name": ["not in", SHOWN_MODULES]}, pluck="name", order_by="name")
	rows = [{"module": module} for module in hidden]
	_add("Module Profile", MODULE_PROFILE, {"module_profile_name": MODULE_PROFILE, "block_modules": rows})


def _add(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		profile = frappe.get_doc({"doctype": doctype, **values})
		profile.insert(ignore_permissions=True)  # setup runs before anybody has a role
		frappe.db.set_default(_mark(doctype, name), str(profile.modified))


def remove_profiles() -> None:
	"""Take away the profiles that install made and nobody changed; users keep the roles they have."""
	for doctype, names in (("Role Profile", ROLE_PROFILES), ("Module Profile", [MODULE_PROFILE])):
		for name in names:
			made = frappe.db.get_default(_mark(doctype, name))
			if made and str(frappe.db.get_value(doctype, name, "modified")) == made:
				_free_users(doctype, name)
				frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, delete_permanently=True)
			frappe.defaults.clear_default(_mark(doctype, name))


def _mark(doctype: str, name: str) -> str:
	"""Where the site keeps when install made a profile, so that one of the school's own is never taken."""
	return f"learning_mentor_{frappe.scrub(doctype)}_{frappe.scrub(name)}"


def _free_users(doctype: str, name: str) -> None:
	fieldname = {"Role Profile": "role_profile_name", "Module Profile": "module_profile"}[doctype]
	if frappe.get_meta("User").has_field(fieldname):
		frappe.db.set_value("User", {fieldname: name}, fieldname, None)
	if doctype == "Role Profile" and frappe.db.table_exists("User Role Profile"):
		frappe.db.delete("User Role Profile", {"role_profile": name})  # version 16: several for each user
