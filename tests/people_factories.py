"""People of the school for tests: their users, roles and who of them is taken."""

import itertools
import os

import frappe

from tests.conftest import PASSWORD

COORDINATOR, SECOND_COORDINATOR = "coordinator@example.com", "deputy@example.com"

CLEARING_CHECK = "Enhanced with children's barred list"

_numbers = itertools.count(1)


def server_address() -> str:
	"""The address of the test site's web server, which sees what is committed."""
	address = os.environ.get("LM_BASE_URL")
	assert address, "LM_BASE_URL is not set: run the tests with './run test'."
	return address


def unique(word: str) -> str:
	"""A word that no other record of the run has, also beside records that other runs left."""
	return f"{word}-{frappe.generate_hash(length=6)}{next(_numbers)}"


MENTOR_ROLES, TEACHER_ROLES = ("Learning Mentor", "Instructor"), ("Instructor",)

LEAD_ROLES, GUARDIAN_ROLES = ("Safeguarding Lead",), ("Guardian",)

OFFICER_ROLES = ("Data Protection Officer",)

# roles -> how many users of the kind tests are content with: a new one empties all of Frappe's caches
PEOPLE = {MENTOR_ROLES: 9, TEACHER_ROLES: 5, LEAD_ROLES: 2, GUARDIAN_ROLES: 6, OFFICER_ROLES: 2}

_taken: dict[tuple[str, ...], int] = {}

_group = [""]


def make_people() -> None:
	"""Make the users whom `take_user` hands out; the caller commits.

	An administrator first: Frappe makes the first user of a site a System Manager where there is none.
	"""
	make_user("System Manager", email="admin@example.com")
	for roles, number in PEOPLE.items():
		for place in range(number):
			make_user(*roles, email=address(roles, place))
	for email in (COORDINATOR, SECOND_COORDINATOR):
		make_coordinator(email)


def free_people(group: str = "") -> None:
	"""Hand out from the start again: the test that took them is over.

	``group`` names people of their own for tests that keep what they make, so that nobody meets its traces.
	"""
	_taken.clear()
	_group[:] = [group]


def take_user(roles: tuple[str, ...]):
	"""A user with these roles whom the test has not had yet."""
	place = _taken.get(roles, 0)
	_taken[roles] = place + 1
	return make_user(*roles, email=address(roles, place))


def address(roles: tuple[str, ...], place: int) -> str:
	return f"{_group[0]}{frappe.scrub(roles[0])}.{place}@example.com"


def make_user(*roles: str, email: str):
	"""The user with this address, made with the roles and the password of all test users where absent."""
	if frappe.db.exists("User", email):
		return frappe.get_doc("User", email)
	user = frappe.new_doc("User")
	user.update(
		{
			"email": email,
			"first_name": email.split("@")[0],
			"send_welcome_email": 0,
			"user_type": "Website User" if roles == GUARDIAN_ROLES else "System User",
			"new_password": PASSWORD,
		}
	)
	user.flags.no_welcome_mail = user.flags.ignore_password_policy = True
	for role in roles:
		user.append("roles", {"role": role})
	return user.insert()


def make_coordinator(email: str = COORDINATOR):
	return make_user("Mentoring Coordinator", "Academics User", email=email)


def make_teacher():
	return take_user(TEACHER_ROLES)


def make_safeguarding_lead():
	return take_user(LEAD_ROLES)


def make_officer():
	return take_user(OFFICER_ROLES)
