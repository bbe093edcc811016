"""A request that the database broke off in a deadlock is done again, and whoever sent it sees nothing of it.

InnoDB rolls back the whole of one of the two transactions, so nothing of that request has been kept. With
``innodb_snapshot_isolation`` (on by default from MariaDB 11.6.2) it does the same to whoever locks a row that
others have written since they began to read: error 1020, which not every Frappe takes for a deadlock. Only
within a request, where the endpoint is all that there is to do: a job's caller may have written before.
"""

import random
import time
from collections.abc import Callable
from copy import deepcopy

import frappe
from frappe import _

from learning_mentor.exceptions import DatabaseBusyError, refuse

ATTEMPTS = 4
RECORD_CHANGED = 1020  # ER_CHECKREAD
LONGEST_PAUSE = 0.1  # seconds, after the first attempt; of two in each other's way one goes first


def until_done(work: Callable, arguments: dict):
	"""``work(**arguments)``, again after a deadlock. Raises DatabaseBusyError after four of them.

	Who waits for a lock in vain has waited most of a minute already and gets the same error at once.
	"""
	if not getattr(frappe.local, "request", None):
		return work(**arguments)
	for attempt in range(1, ATTEMPTS + 1):
		try:
			return work(**deepcopy(arguments))
		except frappe.QueryTimeoutError:
			_take_back()
			break
		except Exception as error:
			if not is_rolled_back(error):
				raise
			_take_back()
			time.sleep(random.uniform(0, LONGEST_PAUSE * attempt))
	refuse(busy(), DatabaseBusyError)


def is_rolled_back(error: Exception) -> bool:
	"""Whether InnoDB has taken back the whole transaction, which may succeed when it is done again."""
	if isinstance(error, frappe.db.OperationalError):
		return error.args[:1] == (RECORD_CHANGED,)
	return isinstance(error, frappe.QueryDeadlockError)


def busy() -> str:
	"""What somebody reads whose request the database has broken off for good."""
	return _("Others are writing the same records: send it again in a moment.")


def _take_back() -> None:
	frappe.db.rollback()
	frappe.clear_messages()
	frappe.local.response.pop("exc_type", None)
