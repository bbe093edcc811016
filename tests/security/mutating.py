"""Changing what the app's code and hooks say, in this process alone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import frappe

from tests.security.mutant_list import GONE, Mutant


def forget_hooks() -> None:
	"""The hooks that Redis, the request and this process keep are read anew."""
	frappe.cache.delete_value("app_hooks")
	with suppress(AttributeError):
		del frappe.local.doc_events_hooks
	with suppress(AttributeError):
		frappe.local.request_cache.clear()
	for cached in ("app_hooks", "hooks"):
		getattr(frappe.cache, "value_cache", {}).pop(cached, None)


@contextmanager
def mutated(mutant: Mutant) -> Iterator[None]:
	"""The mutant's world, in this process alone; the hooks that Redis keeps are read anew."""
	is_table = isinstance(mutant.holder, dict)
	before = mutant.holder[mutant.key] if is_table else vars(mutant.holder)[mutant.key]
	if mutant.value is GONE:
		del mutant.holder[mutant.key]
	elif is_table:
		mutant.holder[mutant.key] = mutant.value
	else:
		setattr(mutant.holder, mutant.key, mutant.value)
	forget_hooks()
	try:
		yield
	finally:
		if is_table:
			mutant.holder[mutant.key] = before
		else:
			setattr(mutant.holder, mutant.key, before)
		forget_hooks()
