import frappe
import pytest

from learning_mentor.permissions import scope
from tests import background_factories, check_in_factories, factories, fresh_site, school_factories
from tests.conftest import LONG, group_of


@pytest.fixture(scope="session", autouse=True)
def site_as_installed(site, request):
	"""Where tests that commit have gone before, the site is what it was before them."""
	if any(group_of(item) in LONG for item in request.session.items):
		fresh_site.restore()


@pytest.fixture(scope="session", autouse=True)
def people(site_as_installed):
	"""Users for all tests: Frappe empties its caches with each user it makes, a second each time."""
	factories.make_people()
	frappe.db.commit()


@pytest.fixture(autouse=True)
def nobody_taken(db):
	factories.free_people()


@pytest.fixture(autouse=True)
def no_quiet_hours(db):
	"""Mails go at any hour of the day that the suite runs at; tests of quiet hours set their own."""
	frappe.db.set_single_value("Mentoring Settings", "quiet_hours", 0)


@pytest.fixture
def no_runs(db):
	"""What tests of reports in the background leave in Redis goes with each of them, and before it."""
	background_factories.forget_runs()
	yield
	background_factories.forget_runs()


@pytest.fixture
def officer(db) -> str:
	"""The data protection officer's user."""
	return factories.make_officer().name


@pytest.fixture
def lead(db) -> str:
	"""A safeguarding lead's user."""
	return factories.make_safeguarding_lead().name


@pytest.fixture
def case(db):
	"""An open case of the mentor; tests that need more have a fixture of this name of their own."""
	return factories.make_case()


@pytest.fixture
def receiver(db):
	"""A mentor to whom a case is offered."""
	return factories.make_mentor()


@pytest.fixture
def scale(db):
	"""A scale of five questions."""
	return check_in_factories.make_scale()


@pytest.fixture(scope="module")
def schools_of_trust(people):
	"""Made once for a file, since each pupil takes a case: names, as `school_factories.trust` gives them."""
	with school_factories.trust() as made:
		yield made


@pytest.fixture
def trust(schools_of_trust, nobody_taken) -> dict:
	"""Two schools, kept apart: school -> ``coordinator`` (a user), ``student``, ``mentor``, ``case``."""
	factories.free_people("apart.")
	scope.turn(True)
	doctypes = {"student": "Student", "mentor": "Mentor Profile", "case": "Mentoring Case"}
	return {
		school: frappe._dict(
			each, **{field: frappe.get_doc(doctype, each[field]) for field, doctype in doctypes.items()}
		)
		for school, each in schools_of_trust.items()
	}
