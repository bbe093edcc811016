"""A site with a MariaDB, Redis, a web server and a worker of its own, whose programs tests may kill.

``LM_FAULTS=long`` (as `./run reliability` sets it) takes the long counts.
"""

import os
from collections.abc import Callable, Iterator

import pymysql
import pytest

from tests.conftest import RestSession
from tests.people_factories import COORDINATOR, PASSWORD, SECOND_COORDINATOR
from tests.reliability.own_bench import OwnSite
from tests.reliability.table import record

IS_LONG = os.environ.get("LM_FAULTS") == "long"


def times(short: int, long: int) -> int:
	return long if IS_LONG else short


@pytest.fixture(scope="package")
def own(site) -> Iterator[OwnSite]:
	"""The site, with people, served; ``own.act("name", ...)`` calls a function of `acts` in it."""
	made = OwnSite()
	try:
		made.begin()
		made.people = made.act("make_people")
		yield made
	finally:
		made.end()


@pytest.fixture
def other(own):
	"""A connection of somebody else's, as the server's root."""
	connection = pymysql.connect(
		host="127.0.0.1",
		port=own.bench.ports["mariadb"],
		user="root",
		password=own.bench.mariadb.password,
		database=own.database,
	)
	yield connection
	connection.close()


@pytest.fixture
def reviews(own) -> Callable:
	"""``reviews(3)`` makes plans whose review is due; returns them, and what tells who has been reminded."""

	def make(number: int) -> tuple[list[str], list[str], Callable[[], list[str]]]:
		made = own.act("make_reviews_due", number)
		names, users = ([each[place] for each in made] for place in (0, 1))
		listed = ", ".join(f"'{name}'" for name in names)
		told = (
			f"SELECT for_user FROM {own.database}.`tabNotification Log` WHERE document_name IN ({listed})"
			" AND subject LIKE '%review%due%' ORDER BY document_name"
		)
		return names, users, lambda: own.sql(told)

	return make


@pytest.fixture
def table(record_property) -> Callable[..., None]:
	"""``table("Overbooking", tried=800, lost=0)`` adds a line to the table at the end of the run."""

	def add(fault: str, **figures) -> None:
		record(record_property, fault, **figures)

	return add


@pytest.fixture
def sign_in(own) -> Iterator[Callable[[str], RestSession]]:
	opened = []

	def session(user: str) -> RestSession:
		opened.append(RestSession(own.address))
		opened[-1].log_in(user, PASSWORD)
		return opened[-1]

	yield session
	for each in opened:
		each.close()


@pytest.fixture
def coordinators(sign_in) -> list[RestSession]:
	return [sign_in(user) for user in (COORDINATOR, SECOND_COORDINATOR)]
