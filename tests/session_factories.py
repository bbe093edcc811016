"""Sessions, groups and handovers for tests, made on days and hours that do not depend on when they run."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import getdate, now_datetime

from learning_mentor import sessions
from tests import factories as make
from tests.conftest import session_of

MISSED = {"status": "Missed", "not_held_reason": "Absent"}
PUPIL_SAID = "I was brave today"


def settings(**values) -> None:
	"""Rules of the school that this test needs."""
	frappe.get_doc("Mentoring Settings").update(values).save()


def at(days: int = 0, hour: int = 0, minute: int = 0) -> datetime:
	"""A moment so many days from today; without an hour midnight, which today has always passed."""
	day = getdate() + timedelta(days=days)
	return datetime(day.year, day.month, day.day, hour, minute)


def ahead(minutes: int = 60) -> datetime:
	"""A moment ahead of now."""
	return now_datetime().replace(microsecond=0) + timedelta(minutes=minutes)


def new_session(case, starts_on: datetime, **values):
	"""An unsaved planned session that may be saved as it is."""
	return frappe.get_doc(
		{"doctype": "Mentoring Session", "case": case.name, "starts_on": starts_on, "duration": 30, **values}
	)


def plan_session(case, starts_on: datetime, **values):
	"""A session planned by the case's mentor."""
	with session_of(make.mentor_user(case)):
		return new_session(case, starts_on, **values).insert()


def log_session(case, starts_on: datetime | None = None, **values):
	"""A session logged by the case's mentor; without ``values`` as held."""
	if starts_on:
		values["starts_on"] = str(starts_on)
	with session_of(make.mentor_user(case)):
		return frappe.get_doc("Mentoring Session", sessions.log(case.name, values))


def close(case) -> None:
	with session_of(make.COORDINATOR):
		case.reload()
		case.update(make.closing(case)).save()


def make_room() -> str:
	return frappe.get_doc({"doctype": "Room", "room_name": make.unique("Room")}).insert().name


def new_group(mentor, *cases, **values):
	"""An unsaved group with these cases as members."""
	return frappe.get_doc(
		{
			"doctype": "Mentoring Group",
			"theme": "Friendship",
			"mentor": mentor.name,
			"duration": 40,
			"members": [{"case": case.name} for case in cases],
			**values,
		}
	)


def make_group(mentor, *cases, **values):
	"""A group set up by a coordinator."""
	make.make_coordinator()
	with session_of(make.COORDINATOR):
		return new_group(mentor, *cases, **values).insert()


def offer_handover(case, receiver, **values):
	"""A handover offered by the case's mentor."""
	with session_of(make.mentor_user(case)):
		return frappe.get_doc(
			{
				"doctype": "Mentoring Handover",
				"case": case.name,
				"to_mentor": receiver.name,
				"note": "Likes to draw while talking",
				**values,
			}
		).insert()


def make_year(first: str = "2030-09-01", last: str = "2031-08-31", terms: tuple = ()) -> str:
	"""An academic year of its own, by name; the test chooses days that no other year has."""
	name = make.unique("Year")
	frappe.get_doc(
		{
			"doctype": "Academic Year",
			"academic_year_name": name,
			"year_start_date": first,
			"year_end_date": last,
		}
	).insert()
	for number, (start, end) in enumerate(terms):
		frappe.get_doc(
			{
				"doctype": "Academic Term",
				"academic_year": name,
				"term_name": f"Term {number}",
				"term_start_date": start,
				"term_end_date": end,
			}
		).insert()
	return name


def make_case_with_plan(aim: str):
	"""A case with an aim and a plan with one target."""
	case = make.make_case(aims=[{"aim": aim, "status": "Working On It"}])
	make.make_plan(case, status="Active")
	case.reload()
	return case
