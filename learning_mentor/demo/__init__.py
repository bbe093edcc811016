"""Records of an invented school, to look around in and to show the app with.

``bench --site SITE execute learning_mentor.demo.make`` adds them, ``learning_mentor.demo.remove`` takes them
away again, and so do two buttons in Mentoring Settings (`learning_mentor.demo.asked`). Both may be run
again at any time; a run that was interrupted goes on where it stopped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import frappe
from frappe import _

from learning_mentor import long_jobs
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
from learning_mentor.exceptions import MentoringError

JOB = "learning-mentor-demo"
SECONDS_OF_A_LOOK = 1  # whoever asks whether somebody is at it holds the lock for a moment
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


def make(force: bool = False, password: str = people.PASSWORD) -> dict[str, int]:
	"""Add the demo's records. Returns how many there are by record type.

	``force`` adds them beside pupils whom the demo did not make; without it such a site is refused
	(MentoringError). ``password`` is that of all its logins. MentoringError while another process is at it.
	"""
	with _alone(), acting_as("Administrator"), mail.nothing_sent():
		register = Register()
		check_site(register, force)
		for step in STEPS:
			step(register)
			frappe.db.commit()
		people.set_passwords(register, password)
		frappe.db.commit()
	return register.count()


def remove() -> dict[str, int]:
	"""Take away what `make` added, and nothing else. Returns how many records went, by record type.

	MentoringError while another process is at it.
	"""
	with _alone(), acting_as("Administrator"):
		removed = removal.remove_all(Register())
		frappe.db.commit()
	return removed


@contextmanager
def _alone() -> Iterator[None]:
	with long_jobs.alone(JOB, SECONDS_OF_A_LOOK) as is_alone:
		if not is_alone:
			refuse_meanwhile()
		yield


def refuse_meanwhile() -> NoReturn:
	frappe.throw(_("The demo school is being worked on: wait until that is done."), MentoringError)
