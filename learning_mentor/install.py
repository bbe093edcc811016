"""What installing the app does to a site. Every step may run again without doing anything twice."""

import frappe
from frappe import _

from learning_mentor import seeds
from learning_mentor.guards.writes import remove_older_ways
from learning_mentor.notices import choices
from learning_mentor.setup import schools
from learning_mentor.setup.boards import add_boards
from learning_mentor.setup.email_templates import add_email_templates
from learning_mentor.setup.indexes import add_indexes
from learning_mentor.setup.own_fields import add_own_fields
from learning_mentor.setup.profiles import add_profiles
from learning_mentor.setup.roles import add_roles
from learning_mentor.setup.webhooks import add_webhooks
from learning_mentor.setup.workflows import add_workflows

SETTINGS = "Mentoring Settings"
NEEDED = ("Student", "Guardian", "Instructor", "Program Enrollment", "Academic Year", "Student Attendance")


def before_install() -> None:
	check_education()
	add_roles()


def after_install() -> None:
	add_workflows()
	add_email_templates()
	add_indexes()
	add_boards()
	seeds.add_needs()
	seeds.add_strategies()
	seeds.add_scales()
	seeds.add_visit_purposes()
	seeds.add_retention_rules()
	set_defaults()
	add_own_fields()
	choices.seed()
	add_profiles()
	seeds.add_risk_questions()
	seeds.add_transition_steps()
	add_webhooks()
	schools.refresh()


def after_migrate() -> None:
	"""Roles and workflows that a newer version brings; what is there stays as it is."""
	add_roles()
	add_workflows()
	add_email_templates()
	add_indexes()
	set_defaults()
	add_own_fields()
	choices.seed()
	seeds.add_risk_questions()
	seeds.add_transition_steps()
	add_webhooks()
	schools.refresh()
	remove_older_ways()


def check_education() -> None:
	missing = [doctype for doctype in NEEDED if not frappe.db.exists("DocType", doctype)]
	if missing:
		frappe.throw(
			_(
				"Learning Mentor works on Frappe Education: install the app education first. Missing: {0}"
			).format(", ".join(missing))
		)


def set_defaults() -> None:
	"""Write the default of each setting that has no value yet, also of those that a newer version brings."""
	written = frappe.db.get_singles_dict(SETTINGS)
	for field in frappe.get_meta(SETTINGS).fields:
		if field.default and field.fieldname not in written:
			frappe.db.set_single_value(SETTINGS, field.fieldname, field.default)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
