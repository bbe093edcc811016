"""What installing the app does to a site. Every step may run again without doing anything twice."""

import frappe
from frappe import _

from learning_mentor import seeds
from learning_mentor.setup.email_templates import add_email_templates
from learning_mentor.setup.roles import add_roles
from learning_mentor.setup.workflows import add_workflows

NEEDED = ("Student", "Guardian", "Instructor", "Program Enrollment", "Academic Year", "Student Attendance")


def before_install() -> None:
	check_education()
	add_roles()


def after_install() -> None:
	add_workflows()
	add_email_templates()
	seeds.add_needs()
	seeds.add_strategies()
	set_defaults()


def after_migrate() -> None:
	"""Roles and workflows that a newer version brings; what is there stays as it is."""
	add_roles()
	add_workflows()
	add_email_templates()


def check_education() -> None:
	missing = [doctype for doctype in NEEDED if not frappe.db.exists("DocType", doctype)]
	if missing:
		frappe.throw(
			_(
				"Learning Mentor works on Frappe Education: install the app education first. Missing: {0}"
			).format(", ".join(missing))
		)


def set_defaults() -> None:
	"""Write the defaults of the settings, so that code reads numbers from the start."""
	settings = frappe.get_single("Mentoring Settings")
	settings.flags.ignore_permissions = True  # setup runs before anybody has a role
	settings.save()
