"""What the conditions of many doctypes rest on says the same read in one query as read one by one."""

import frappe
import pytest
from frappe.utils import add_days, today

from benchmarks.meter import cost_of
from learning_mentor.guards import references
from learning_mentor.guards.readers import doctypes_read_by, reads_doctype
from learning_mentor.permissions import (
	COORDINATOR,
	RULES,
	events_staffed,
	forget_mentor_keys,
	mentor_keys,
	mentored_pupils,
	people,
	read_once,
)
from tests import event_factories as events
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def facts(user: str) -> tuple:
	return (
		mentor_keys(user),
		mentored_pupils(user),
		events_staffed(user),
		people.pupils_in_care(user),
	)


def at_once(user: str) -> tuple:
	forget_mentor_keys()
	with read_once():
		doctypes = doctypes_read_by(user)
		assert cost_of(lambda: facts(user)).queries == 0
		return doctypes, *facts(user)


def one_by_one(user: str) -> tuple:
	forget_mentor_keys()
	return {doctype for doctype in RULES if reads_doctype(doctype, user)}, *facts(user)


def mentor_with_cover_and_events():
	"""Two pupils, two events, one with a guest; stands in for one colleague, no longer for another."""
	make.make_coordinator()
	mentor = make.make_mentor()
	make.make_case(mentor=mentor), make.make_case(mentor=mentor)
	for first, last in ((-1, 1), (-9, -2)):
		colleague = frappe.get_doc("Mentor Profile", make.make_case().mentor)
		days = {"from_date": add_days(today(), first), "to_date": add_days(today(), last)}
		colleague.append("cover", {"covered_by": mentor.name, **days})
		colleague.save()
	events.make_event(mentor)
	events.register(events.make_event(mentor))
	return mentor


def test_a_mentor_has_the_same_rights_keys_pupils_and_events_either_way():
	user = mentor_with_cover_and_events().user
	doctypes, *found = at_once(user)
	assert (doctypes, *found) == one_by_one(user)
	assert [len(each) for each in found] == [2, 3, 2, 4]
	assert "Mentoring Case" in doctypes


def test_a_mentor_who_left_has_no_key_either_way():
	case = make.make_case()
	profile = frappe.get_doc("Mentor Profile", case.mentor)
	profile.update({"status": "Left"}).save()
	assert at_once(profile.user) == one_by_one(profile.user)
	assert at_once(profile.user)[1:] == (frozenset(), frozenset(), (), frozenset())


def test_a_teacher_and_a_coordinator_read_the_same_doctypes_either_way():
	for user in (make.make_teacher().name, make.COORDINATOR):
		assert at_once(user) == one_by_one(user)
		assert at_once(user)[0]


def test_a_right_that_the_site_took_away_is_gone_with_the_next_list():
	"""Rights of the site's own count alone."""
	user = make.mentor_user(make.make_case())
	assert "Mentoring Case" in at_once(user)[0]
	right = {"parent": "Mentoring Case", "parenttype": "DocType", "parentfield": "permissions", "read": 1}
	frappe.get_doc({"doctype": "Custom DocPerm", "role": COORDINATOR, **right}).insert()
	frappe.clear_cache(doctype="Mentoring Case")
	assert "Mentoring Case" not in at_once(user)[0]
	assert at_once(user) == one_by_one(user)


def test_a_list_of_tasks_asks_the_database_once_more_for_a_mentor_and_not_at_all_for_others():
	user, stranger = mentor_with_cover_and_events().user, make.take_user(make.GUARDIAN_ROLES).name
	for asks, most in ((user, 1), (stranger, 0)):
		references.condition("ToDo", asks)
		forget_mentor_keys()
		assert cost_of(lambda: references.condition("ToDo", asks)).queries == most  # noqa: B023  called here
