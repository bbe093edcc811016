"""Records of an invented school, to look around in and to show the app with.

``bench --site SITE execute learning_mentor.demo.make`` adds them, ``learning_mentor.demo.remove`` takes them
away again. Both may be run again at any time; a run that was interrupted goes on where it stopped.
"""

import frappe

from learning_mentor.demo import (
	agencies,
	ahead,
	casework,
	check_ins,
	daily_work,
	development,
	events,
	groups,
	letter_head,
	mail,
	mentors,
	people,
	protection,
	removal,
	school,
	school_records,
	settings,
	signs,
	transitions,
	visits,
)
from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.checks import check_site
from learning_mentor.demo.register import Register

STEPS = (
	mail.add_account,
	settings.fill_settings,
	letter_head.add_letter_head,
	school.add_school,
	people.add_people,
	school.add_groups,
	school_records.add_records,
	mentors.add_profiles,
	casework.tell_stories,
	mentors.settle,
	daily_work.log_cover,
	groups.add_groups,
	ahead.plan_ahead,
	check_ins.ask,
	ahead.hand_over,
	visits.add_visits,
	agencies.add_agencies,
	agencies.add_referrals,
	transitions.add_transitions,
	events.add_events,
	development.add_development,
	signs.find_signs,
	protection.ask_for_records,
)


def make(force: bool = False) -> dict[str, int]:
	"""Add the demo's records. Returns how many there are by record type.

	``force`` adds them beside pupils whom the demo did not make; without it such a site is refused
	(MentoringError).
	"""
	register = Register()
	with acting_as("Administrator"), mail.nothing_sent():
		check_site(register, force)
		for step in STEPS:
			step(register)
			frappe.db.commit()
	return register.count()


def remove() -> dict[str, int]:
	"""Take away what `make` added, and nothing else. Returns how many records went, by record type."""
	register = Register()
	with acting_as("Administrator"):
		removed = removal.remove_all(register)
		frappe.db.commit()
	return removed
