"""A request that the database broke off in a deadlock is done again, and whoever sent it sees nothing of it.

Only within a request, where the endpoint is all that there is to do: a job's caller may have written before.
"""

from collections.abc import Callable
from copy import deepcopy

import frappe
from frappe import _

from learning_mentor import broken_off
from learning_mentor.exceptions import DatabaseBusyError, refuse

LONGEST_PAUSE = 0.1  # seconds, after the first attempt


def until_done(work: Callable, arguments: dict):
	"""``work(**arguments)``, again after a deadlock. Raises DatabaseBusyError after four of them.

	Who waits for a lock in vain has waited most of a minute already and gets the same error at once.
	"""
	if not getattr(frappe.local, "request", None):
		return work(**arguments)
	for attempt in range(1, broken_off.ATTEMPTS + 1):
		try:
			return work(**deepcopy(arguments))
		except frappe.QueryTimeoutError:
			_take_back()
			break
		except Exception as error:
			if not broken_off.is_rolled_back(error):
				raise
			_take_back()
			broken_off.wait(attempt, LONGEST_PAUSE)
	refuse(busy(), DatabaseBusyError)


def busy() -> str:
	"""What somebody reads whose request the database has broken off for good."""
	return _("Others are writing the same records: send it again in a moment.")


def _take_back() -> None:
	broken_off.take_back()
	frappe.local.response.pop("exc_type", None)
