"""Connections beside the test's own: what they write and commit is there for all."""

import threading
import time
from collections.abc import Callable

import frappe

from tests import factories as make
from tests.conftest import SITE, session_of


def in_another_connection(work: Callable, outcomes: list) -> threading.Thread:
	"""Start ``work`` as a coordinator in a request of its own, and commit; what comes of it is added.

	To ``outcomes`` is added what ``work`` returns, or the error that it raises.
	"""

	def run() -> None:
		frappe.init(site=SITE, sites_path=".")
		frappe.connect()
		try:
			with session_of(make.COORDINATOR):
				outcome = work()
			frappe.db.commit()
			outcomes.append(outcome)
		except Exception as error:
			frappe.db.rollback()
			outcomes.append(error)
		finally:
			frappe.destroy()

	thread = threading.Thread(target=run)
	thread.start()
	return thread


def committed_meanwhile(work: Callable):
	"""What ``work`` returns, done and committed in another connection while the test's own waits."""
	outcomes: list = []
	in_another_connection(work, outcomes).join(60)
	[outcome] = outcomes
	if isinstance(outcome, Exception):
		raise outcome
	return outcome


def wait_until_another_waits(statement: str) -> None:
	"""Until another connection of this site has been at a statement with these words for a while."""
	give_up = time.monotonic() + 60
	asked = (
		"select count(*) from information_schema.processlist"
		" where id != connection_id() and time_ms > 200 and info like %s"
	)
	while not frappe.db.sql(asked, f"%{statement}%")[0][0]:
		assert time.monotonic() < give_up
		time.sleep(0.05)
