"""Endpoints that families, pupils and teachers write through are limited for each user."""

import frappe
import pytest

from learning_mentor.limits import WRITES_PER_HOUR
from tests.security import policy
from tests.security.app_methods import API
from tests.security.client import Caller, Server
from tests.security.lane import text_of

END = "learning_mentor.api.calendar.end_address"
FAMILIES = {policy.GUARDIAN, policy.PUPIL}
# Beyond those that the matrix lets families write by: what its records do not wait for, and what staff do
ALSO = (
	"portal.agree",
	"portal.ask_for_change",
	"home_visits.confirm",
	"home_visits.ask_for_another_time",
	"calendar.make_address",
	"calendar.end_address",
	"nominations.nominate",
	"events.attend",
)


@pytest.fixture(autouse=True)
def nothing_counted(world):
	frappe.cache.delete_keys("rl:")
	yield
	frappe.cache.delete_keys("rl:")


@pytest.fixture
def server():
	made = Server()
	yield made
	made.close()


def test_every_way_for_families_to_write_has_a_limit():
	by_families = [name for name, method in API.items() if FAMILIES & set(method.writers or ())]
	for name in (*by_families, *ALSO):
		endpoint = frappe.get_attr(f"learning_mentor.api.{name}")
		assert getattr(endpoint, "calls_per_user", 0), f"Put @limits.per_user() beneath {name}"


def test_a_concern_about_a_child_is_never_refused_for_being_one_too_many():
	assert not hasattr(frappe.get_attr("learning_mentor.api.safeguarding.raise_concern"), "calls_per_user")


def test_the_limit_bites_the_one_user_and_says_so(world, lane):
	guardian, other = lane(policy.GUARDIAN), lane(policy.OTHER_GUARDIAN)
	answers = [guardian.call(END).status_code for _call in range(WRITES_PER_HOUR)]
	assert set(answers) == {200}
	one_more = guardian.call(END)
	assert one_more.status_code == 429
	assert f"You have done this {WRITES_PER_HOUR} times within an hour" in text_of(one_more)
	assert other.call(END).status_code == 200
	assert guardian.ask("learning_mentor.api.portal.my_children").status_code == 200


def test_the_limit_holds_through_the_whole_application(world, server):
	frappe.cache.set(frappe.cache.make_key(f"rl:{END}:{world.users[policy.PUPIL]}"), WRITES_PER_HOUR)
	pupil = Caller(server, world.users[policy.PUPIL]).log_in()
	answer = pupil.call(END)
	assert answer.status_code == 429
	assert answer.json["exc_type"] == "TooOftenError"
