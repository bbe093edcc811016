"""Role Profiles and the Module Profile: made once, the admin's from then on."""

import frappe
import pytest

from learning_mentor.setup import profiles
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def roles_of(profile: str) -> set[str]:
	return {row.role for row in frappe.get_doc("Role Profile", profile).roles}


def test_each_job_has_a_profile_with_its_roles():
	assert roles_of("Mentor") == {"Learning Mentor", "Instructor"}
	assert roles_of("Coordinator") == {"Mentoring Coordinator", "Academics User"}
	assert roles_of("Safeguarding Lead") == {"Safeguarding Lead", "Academics User"}
	assert roles_of("Data Protection Officer") == {"Data Protection Officer"}
	assert roles_of("Nominating Teacher") == {"Instructor"}


def test_mentors_are_shown_what_they_work_with():
	hidden = {row.module for row in frappe.get_doc("Module Profile", "Mentor").block_modules}
	assert {"Website", "Email", "Integrations"} <= hidden
	assert hidden.isdisjoint({"Learning Mentor", "Education"})


def test_uninstalling_takes_what_nobody_changed_and_frees_its_users():
	user = make.make_teacher()
	frappe.db.set_value("User", user.name, "role_profile_name", "Nominating Teacher")
	changed = frappe.get_doc("Role Profile", "Coordinator")
	changed.append("roles", {"role": "Instructor"})
	changed.save()
	profiles.remove_profiles()
	assert frappe.db.exists("Role Profile", "Coordinator")
	for name in ("Mentor", "Safeguarding Lead", "Data Protection Officer", "Nominating Teacher"):
		assert not frappe.db.exists("Role Profile", name), name
	assert not frappe.db.exists("Module Profile", "Mentor")
	assert not frappe.db.get_value("User", user.name, "role_profile_name")


def test_a_school_s_own_profile_of_the_name_is_never_touched():
	profiles.remove_profiles()
	own = {"doctype": "Role Profile", "role_profile": "Mentor", "roles": [{"role": "Instructor"}]}
	frappe.get_doc(own).insert()
	profiles.add_profiles()
	assert roles_of("Mentor") == {"Instructor"}
	profiles.remove_profiles()
	assert frappe.db.exists("Role Profile", "Mentor")
