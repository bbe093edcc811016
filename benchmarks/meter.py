"""Figures without noise: queries, rows that MariaDB read for them, and calls of Redis.

Counted where they leave this process, so that a request through the site's WSGI application is counted too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import frappe
import redis
import redis.client
from frappe.database.database import Database

BOOKKEEPING = ("start transaction", "commit", "rollback", "savepoint", "release savepoint")
ROWS_READ = "show session status like 'Handler_read%'"


@dataclass
class Cost:
	"""``queries`` without transaction marks; ``rows``: sum of ``Handler_read%``; ``redis``: commands sent."""

	queries: int = 0
	rows: int = 0
	redis: int = 0
	texts: list[str] = field(default_factory=list)


def cost_of(work: Callable[[], object]) -> Cost:
	"""What one call costs; call it once before, so that what Frappe keeps is there."""
	with counting() as cost:
		work()
	return cost


@contextmanager
def counting() -> Iterator[Cost]:
	"""Count what the block asks, in whatever thread it runs and whatever connections it opens."""
	cost = Cost()
	kept = (Database.sql, Database.close, redis.Redis.execute_command, redis.client.Pipeline.execute)
	Database.sql = _counted_query(kept[0], cost)
	Database.close = _noted_close(kept[1], cost)
	redis.Redis.execute_command = _counted_command(kept[2], cost)
	redis.client.Pipeline.execute = _counted_command(kept[3], cost)
	before = _rows_read(frappe.db)
	try:
		yield cost
		cost.rows += _rows_read(frappe.db) - before
	finally:
		Database.sql, Database.close, redis.Redis.execute_command, redis.client.Pipeline.execute = kept


def _counted_query(original: Callable, cost: Cost) -> Callable:
	def sql(self, query, *args, **options):
		if not str(query).strip().lower().startswith(BOOKKEEPING):
			cost.queries += 1
			cost.texts.append(str(query))
		return original(self, query, *args, **options)

	return sql


def _noted_close(original: Callable, cost: Cost) -> Callable:
	"""A request's connection counts from its own start, and is gone afterwards."""

	def close(self):
		cost.rows += _rows_read(self)
		return original(self)

	return close


def _counted_command(original: Callable, cost: Cost) -> Callable:
	def call(self, *args, **options):
		cost.redis += 1
		return original(self, *args, **options)

	return call


def _rows_read(database) -> int:
	if not database or not database._conn:
		return 0
	with database._conn.cursor() as cursor:  # past Frappe: not to be counted itself
		cursor.execute(ROWS_READ)
		return sum(int(value) for _name, value in cursor.fetchall())
