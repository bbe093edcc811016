"""Settings that the demo fills where the school has left them empty, and gives back."""

import frappe
from frappe.utils import getdate

from learning_mentor.demo import school_year
from learning_mentor.demo.register import Register

SETTINGS = "Mentoring Settings"
COST_PER_HOUR = 24.5
EMPTY = {"cost_per_hour": 0, "holidays": None, "school_name": None}
SCHOOL = "Townfield School"
KEY = "setting "


def fill_settings(register: Register) -> None:
	values = {"cost_per_hour": COST_PER_HOUR, "holidays": _holidays(), "school_name": SCHOOL}
	for field, value in values.items():
		if not register.has(KEY + field) and not frappe.db.get_single_value(SETTINGS, field):
			_set(field, value)
			register.put(KEY + field, "", str(value))


def _holidays() -> str:
	"""Half-terms; what lies between the terms is known from Education."""
	this_year = school_year.first_year_of(getdate())
	weeks = [
		school_year.half_term_week(half_term)
		for first_year in (this_year - 1, this_year, this_year + 1)
		for _name, _first, _last, half_term in school_year.terms_of(first_year)
	]
	return "\n".join(f"{first} {last}" for first, last in weeks)


def _set(field: str, value) -> None:
	frappe.db.set_single_value(SETTINGS, field, value)
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def give_back(register: Register) -> None:
	"""Empty what the demo has filled, unless somebody has changed it since."""
	for key, (_doctype, made) in register.entries.items():
		if key.startswith(KEY):
			field = key.removeprefix(KEY)
			if str(frappe.db.get_single_value(SETTINGS, field)) == made:
				_set(field, EMPTY[field])
