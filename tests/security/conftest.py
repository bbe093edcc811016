"""One school for all these tests, and a tally of what was tried."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import frappe
import pytest
from werkzeug.wrappers import Response

from learning_mentor.permissions import PARENTS, RULES
from tests import factories as make
from tests import referral_factories as referrals
from tests.conftest import begin_request, end_request
from tests.security import fingerprints, policy
from tests.security.canaries import WORD, Canary
from tests.security.lane import Lane, text_of
from tests.security.world import World, school


@pytest.fixture(scope="package")
def world(site) -> Iterator[World]:
	end_request()
	begin_request()
	frappe.cache.delete_keys("rl:")  # what an earlier run on this site has counted
	with fingerprints.watched(), school() as made:
		yield made
	end_request()
	begin_request()


@pytest.fixture(scope="package")
def lane(world) -> Callable[[str], Lane]:
	"""``lane(policy.MENTOR)`` asks as that actor."""
	lanes = {actor: Lane(user) for actor, user in world.users.items()}
	return lanes.__getitem__


@pytest.fixture
def victim(world) -> str:
	"""A case that the mentor, once removed, and all other parties must not touch."""
	return world.records["Mentoring Case", policy.FORMER]


@pytest.fixture
def own_school(world, db) -> Iterator[None]:
	"""People without the profiles that the matrix gave to the others; all of it is rolled back."""
	make.free_people("forging.")
	referrals.make_mail_account()
	yield
	make.free_people()


@pytest.fixture(scope="package")
def tables() -> str:
	"""All tables of the app, for a fingerprint of what they hold."""
	names = [each for each in (*RULES, *PARENTS) if not frappe.get_meta(each).issingle]
	return ", ".join(f"`tab{name}`" for name in sorted(names))


@dataclass
class Tally:
	"""Cells tried, and what they let out that they must not."""

	world: World
	cells: int = 0
	leaks: list[str] = field(default_factory=list)

	def check(
		self, actor: str, way: str, what: str, response: Response, at_home: bool = False, asked: str = ""
	) -> set[Canary]:
		"""Take one cell down; returns the canaries that the answer held. ``asked``: words of the request."""
		self.cells += 1
		text = text_of(response)
		for word in WORD.findall(asked):
			text = text.replace(word, "")
		for canary in self.world.aviary.leaks(actor, text, at_home):
			self.leaks.append(
				f"{actor}: {way} of {what} tells {canary.doctype}.{canary.fieldname} of {canary.name}"
			)
		if response.status_code >= 500:
			self.leaks.append(f"{actor}: {way} of {what} answers {response.status_code}: {text[-300:]}")
		return self.world.aviary.found_in(text)

	def note(self, actor: str, way: str, what: str, problem: str) -> None:
		self.leaks.append(f"{actor}: {way} of {what}: {problem}")

	def taken(self) -> list[str]:
		"""What leaked since this was asked last."""
		leaks, self.leaks = self.leaks, []
		return leaks


@pytest.fixture(scope="package")
def tally(world) -> Tally:
	return Tally(world)


@pytest.fixture
def no_leak(tally) -> Iterator[None]:
	"""Fails the test that let something out, with all of what it let out."""
	tally.taken()
	yield
	leaks = tally.taken()
	assert not leaks, f"{len(leaks)} leaks\n" + "\n".join(leaks[:40])


@pytest.fixture
def begin(lane) -> Iterator[Callable]:
	"""``begin(actor, verb, path, ...)``: what a request of the actor's is when Frappe has read it."""

	def begun(actor: str, verb: str, path: str, **arguments) -> None:
		lane(actor).begin(verb, path, arguments)

	yield begun
	frappe.db.rollback()
	frappe.set_user("Administrator")
