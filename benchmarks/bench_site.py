"""The benchmark site in this process: connected, with people who sign in, and its WSGI application to ask."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import frappe

from benchmarks import casework, fill
from learning_mentor import unchanged
from learning_mentor.permissions import forget_mentor_keys
from tests import factories as make
from tests.conftest import SITE, SITES, begin_request, end_request, session_of
from tests.security.client import Caller, Server

MENTOR, COVER, COORDINATOR = "mentor@bench.example", "cover@bench.example", "coordinator@bench.example"
OWN_PROFILE, COVERING_PROFILE, COVERED = "BENCH-MENTOR-0000001", "BENCH-MENTOR-0000002", (3, 4)


@dataclass
class Bench:
	"""What every benchmark gets."""

	samples: int
	largest: int
	sessions: int = 0
	server: Server = field(default_factory=Server)
	_callers: dict[str, Caller] = field(default_factory=dict)

	def caller(self, user: str) -> Caller:
		"""A session of the user, signed in once."""
		if user not in self._callers:
			self._callers[user] = Caller(self.server, user).log_in()
		return self._callers[user]

	def fill_to(self, sessions: int) -> float:
		"""Seconds that it took."""
		spent = 0.0
		if sessions > self.sessions:
			spent = fill.fill(self.sessions, sessions) + casework.fill(self.sessions, sessions)
		self.sessions = max(sessions, self.sessions)
		make_people()
		return spent


@contextmanager
def opened(samples: int, largest: int) -> Iterator[Bench]:
	if SITE != "bench.localhost":
		raise SystemExit("Benchmarks fill a site of their own: start them with './run benchmark'.")
	started_in = Path.cwd()
	os.chdir(SITES)
	begin_request()
	bench = Bench(
		samples, largest, sessions=frappe.db.count("Mentoring Session", {"name": ["like", "BENCH-SES-%"]})
	)
	try:
		yield bench
	finally:
		bench.server.close()
		end_request()
		os.chdir(started_in)


def make_people() -> None:
	"""The mentor, the one who covers two others, and the coordinator, in place of filled users."""
	make.make_user("System Manager", "Academics User", "Education Manager", email="admin@bench.example")
	make.make_user("Mentoring Coordinator", "Academics User", email=COORDINATOR)
	for profile, user in ((OWN_PROFILE, MENTOR), (COVERING_PROFILE, COVER)):
		make.make_user(*make.MENTOR_ROLES, email=user)
		frappe.db.set_value("Mentor Profile", profile, "user", user)
	for number in COVERED:
		_cover(f"BENCH-MENTOR-{number:07}")
	make.make_academic_year()
	frappe.db.commit()


def _cover(profile: str) -> None:
	if frappe.db.exists("Mentoring Cover", {"parent": profile}):
		return
	row = {
		"covered_by": COVERING_PROFILE,
		"from_date": frappe.utils.add_days(None, -10),
		"to_date": frappe.utils.add_days(None, 10),
	}
	doc = frappe.get_doc({"doctype": "Mentoring Cover", **row})
	doc.update({"parent": profile, "parenttype": "Mentor Profile", "parentfield": "cover", "idx": 1})
	doc.db_insert()


as_user = session_of  # in this process, without a request


def new_request() -> None:
	"""Nothing is known yet that Frappe or the app keep for one request."""
	forget_mentor_keys()
	unchanged.forget()
	frappe.local.role_permissions = {}
