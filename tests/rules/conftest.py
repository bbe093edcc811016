import frappe
import pytest

from tests import check_in_factories, factories


@pytest.fixture(scope="session", autouse=True)
def people(site):
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
