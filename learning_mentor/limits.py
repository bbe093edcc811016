"""How often one user may write through an endpoint that families, pupils and teachers reach.

Frappe's ``rate_limit`` counts by address, and a whole school has one: a class that checks in would lock
itself out. Frappe's other key is an argument, which the caller chooses. Counted here is who is signed in.
"""

from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _
from redis.exceptions import ConnectionError as NoRedis

from learning_mentor.exceptions import TooOftenError

WRITES_PER_HOUR = 60
HOUR = 60 * 60  # seconds


def per_user(limit: int = WRITES_PER_HOUR, seconds: int = HOUR) -> Callable:
	"""Decorator beneath ``frappe.whitelist``: TooOftenError (429) after ``limit`` calls in ``seconds``."""

	def decorate(endpoint: Callable) -> Callable:
		@wraps(endpoint)
		def limited(*arguments, **named):
			if getattr(frappe.local, "request", None):
				_count(f"{endpoint.__module__}.{endpoint.__name__}", limit, seconds)
			return endpoint(*arguments, **named)

		limited.calls_per_user = limit
		return limited

	return decorate


def _count(endpoint: str, limit: int, seconds: int) -> None:
	"""The first call begins the window. Without Redis nothing is counted: people's work goes on."""
	key = frappe.cache.make_key(f"rl:{endpoint}:{frappe.session.user}")
	try:
		calls = frappe.cache.incr(key)
		if calls == 1:
			frappe.cache.expire(key, seconds)
	except NoRedis:
		return
	if calls > limit:
		frappe.throw(
			_("You have done this {0} times within an hour: wait a while, then try again.").format(limit),
			TooOftenError,
		)
