"""Guard mutants: each guard is taken away in turn, and the suite has to notice.

Not collected by name, since it takes long: ``./run test tests/security/mutants.py``. The suite's tests are
asked on one school, the likeliest first, until one fails or something leaks; that kills the mutant, if the
same test passes with the guard. One that outlives them all fails its test here. ``LM_MUTANTS=0/2`` asks the
first half, ``1/2`` the second. ``LM_MUTANT_SECONDS`` gives each so long: who is alive then is undecided.
"""

import os
import time
from contextlib import nullcontext

import frappe
import pytest

from tests.conftest import forget_what_was_rolled_back
from tests.security.conftest import Tally
from tests.security.mutant_checks import checks
from tests.security.mutant_list import MUTANTS, Mutant
from tests.security.mutating import mutated

KILLED: dict[str, str] = {}
UNDECIDED: list[str] = []
SECONDS = float(os.environ.get("LM_MUTANT_SECONDS", "inf"))
PART, PARTS = map(int, os.environ.get("LM_MUTANTS", "0/1").split("/"))


class LeakError(AssertionError):
	"""Something came out: no more needs to be asked."""


class Alarm(Tally):
	"""A tally that stops at the first leak."""

	def check(self, *arguments, **more):
		found = super().check(*arguments, **more)
		self._raise_if_leaked()
		return found

	def note(self, *arguments) -> None:
		super().note(*arguments)
		self._raise_if_leaked()

	def _raise_if_leaked(self) -> None:
		if leaks := self.taken():
			raise LeakError(leaks[0])


@pytest.fixture(scope="module")
def school(world, lane, tables) -> dict:
	victim = world.records["Mentoring Case", "former"]
	given = {"world": world, "lane": lane, "tally": Alarm(world), "tables": tables, "victim": victim}
	return {**given, "begin": lambda actor, verb, path, **asked: lane(actor).begin(verb, path, asked)}


@pytest.mark.parametrize("mutant", MUTANTS[PART::PARTS], ids=lambda mutant: mutant.name)
def test_the_suite_notices(school, mutant):
	began = time.monotonic()
	for how, check in checks(mutant, school):
		if time.monotonic() - began > SECONDS:
			UNDECIDED.append(mutant.name)
			return
		if notices(check, mutant) and not notices(check):  # what fails with the guard too, says nothing
			KILLED[mutant.name] = how
			return
	pytest.fail(f"Nothing noticed that this is gone: {mutant.name}")


def notices(check, mutant: Mutant | None = None) -> bool:
	"""Whether a test of the suite fails, without the guard or, where none is named, with all of them."""
	try:
		with mutated(mutant) if mutant else nullcontext():
			check()
	except (Exception, pytest.fail.Exception):  # the second is no Exception of Python's
		return True
	finally:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		forget_what_was_rolled_back()
	return False


def test_the_figures(capsys):
	by_schema = sorted(name for name, how in KILLED.items() if how == "schema")
	with capsys.disabled():
		print(f"\nguard mutants: {len(KILLED)} killed of {len(MUTANTS[PART::PARTS])} asked about")
		print(f"{len(UNDECIDED)} undecided after {SECONDS} s: {UNDECIDED}")
		print(f"{len(by_schema)} of them by the schema alone, since roles close them too: {by_schema}")
