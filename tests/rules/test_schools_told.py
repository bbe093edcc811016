"""Schools of a trust kept apart: who is told of a pupil, and that asking takes no longer for many people."""

import frappe
import pytest
from frappe.utils.user import get_users_with_role

from benchmarks.meter import cost_of
from learning_mentor import notify
from learning_mentor.permissions import COORDINATOR, SAFEGUARDING_LEAD, scope
from learning_mentor.setup import schools as setup
from tests import event_factories as events
from tests import factories as make
from tests import school_factories as schools
from tests.school_factories import NORTH, SOUTH

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def coordinators(trust) -> list[str]:
	"""Of one school, of both, of one for another record type alone, and of none."""
	users = [make.make_coordinator(f"{make.unique('told')}@example.com").name for _each in range(4)]
	schools.let_see(users[0], NORTH)
	schools.let_see(users[1], NORTH, SOUTH)
	schools.let_see(users[2], SOUTH)
	of_another_type = {"apply_to_all_doctypes": 0, "applicable_for": "Student Group"}
	frappe.db.set_value("User Permission", {"user": users[2]}, of_another_type)
	return users


def test_those_who_are_told_together_are_those_who_may_know_one_by_one(trust, coordinators):
	forget_caches()
	first, both = coordinators[:2]
	student = schools.make_pupil(SOUTH)
	nomination = make.make_nomination(student, status="Submitted", by=make.make_teacher().name)
	nomination.student = trust[NORTH].student.name  # not as it is stored
	event = events.plan_event(trust[SOUTH].mentor)  # whose school is not asked for all at once
	schools.put_into(SOUTH, event)
	docs = (trust[NORTH].case, trust[SOUTH].case, trust[NORTH].mentor, nomination, event)
	told = [set(notify.people_with(COORDINATOR, doc)) & set(coordinators) for doc in docs]
	assert told == [{first, both}, {both}, {first, both}, {both}, {both}]
	for role in (COORDINATOR, SAFEGUARDING_LEAD, "Learning Mentor"):
		users = get_users_with_role(role)
		for doc in docs:
			assert notify.people_with(role, doc) == [user for user in users if scope.allows(doc, user)]


def test_a_pupil_without_a_school_is_told_of_to_nobody(trust):
	schools.put_into("", trust[NORTH].student)
	assert notify.people_with(COORDINATOR, trust[NORTH].case) == []


def test_telling_a_role_takes_as_many_queries_for_many_as_for_few(trust, request):
	few = queries_of_telling(trust)
	request.getfixturevalue("coordinators")
	assert queries_of_telling(trust) == few == 4  # the role, the pupil, the school, the people
	scope.turn(False)
	assert queries_of_telling(trust) == 1


def queries_of_telling(trust: dict) -> int:
	scope.is_on()
	forget_caches()
	frappe.get_meta("Student"), frappe.get_meta(setup.OURS)
	return cost_of(lambda: notify.people_with(COORDINATOR, trust[NORTH].case)).queries


def forget_caches() -> None:
	"""What Redis knows of people: after an update it knows nothing of any."""
	for key in ("roles", "user_permissions"):
		frappe.cache.delete_key(key)
