"""Keeping the schools of a trust apart: turned on and off, and the pupil's field that it needs."""

import frappe
from frappe import _
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import RULES, scope
from learning_mentor.setup.own_fields import remove_fields
from learning_mentor.translatable import N_

OURS = "Mentoring School"
SCHOOL_FIELD = {
	scope.STUDENT: [
		{
			"fieldname": scope.FIELD,
			"fieldtype": "Link",
			"label": N_("School"),
			"options": OURS,
			"insert_after": "enabled",
			"mandatory_depends_on": f"eval:frappe.sys_defaults.{scope.FLAG} == 1",
			"search_index": 1,
			"in_standard_filter": 1,
			"module": "Learning Mentor",
		}
	]
}


def keep_apart(wanted: bool) -> None:
	"""Turn it on or off for the site. The field is there first: making it ends a transaction."""
	if wanted == scope.is_on():
		return
	if wanted:
		add_school_field()
		_tell_of_pupils_without_school()
	scope.turn(wanted)


def _tell_of_pupils_without_school() -> None:
	"""Nobody sees them, and no notice about them reaches a coordinator or safeguarding lead."""
	without = frappe.db.count(scope.STUDENT, {"enabled": 1, scope.FIELD: ["is", "not set"]})
	if without:
		frappe.msgprint(
			_("Pupils without a school: {0}. Nobody sees them by role until they have one.").format(without)
		)


def add_school_field() -> None:
	"""Give pupils their school, unless Education has: then our records link to the same schools.

	Raises MentoringError where Education's field of this name is no link.
	"""
	field = frappe.get_meta(scope.STUDENT).get_field(scope.FIELD)
	if not field:
		create_custom_fields(SCHOOL_FIELD, ignore_validate=True)
	elif field.fieldtype != "Link":
		frappe.throw(
			_("Keep schools apart: School of a Student is no link to a record. Make it one first."),
			MentoringError,
		)
	elif field.options != OURS:
		_link_to(field.options)


def _link_to(doctype: str) -> None:
	for ours in RULES:
		field = frappe.get_meta(ours).get_field(scope.FIELD)
		if field and field.options != doctype:
			make_property_setter(
				ours, scope.FIELD, "options", doctype, "Text", validate_fields_for_doctype=False
			)


def refresh() -> None:
	"""After an update of Education or of ours: what is on stays on, with all that it needs."""
	if scope.is_on():
		add_school_field()
	if frappe.db.get_global(scope.FLAG) is None:
		scope.turn(scope.is_on())


def remove() -> None:
	frappe.db.delete("DefaultValue", {"defkey": scope.FLAG})
	frappe.clear_cache()
	if frappe.db.exists("Custom Field", {"dt": scope.STUDENT, "fieldname": scope.FIELD, "options": OURS}):
		remove_fields(SCHOOL_FIELD)
