"""Putting a guard before a whitelisted method of Frappe."""

from collections.abc import Callable
from functools import wraps

import frappe

# path of Frappe's method -> path of ours; becomes ``override_whitelisted_methods`` in hooks.py
OVERRIDES: dict[str, str] = {}
GUARDS = "learning_mentor.guards."
ANY_METHOD = ["GET", "POST", "PUT", "DELETE"]


def guards(*paths: str, methods: list[str] | None = None, allow_guest: bool = False) -> Callable:
	"""Make a function the guard of Frappe's method at ``paths[0]``, under all names that it is imported by.

	The guard gets the request's arguments and ``ask``, which calls the original with them (changed where the
	guard changes them). ``methods`` and ``allow_guest`` are those of the original: a test compares.
	"""

	def decorate(guard: Callable) -> Callable:
		@wraps(guard)
		def guarded(**arguments):
			original = frappe.get_attr(paths[0])
			_check_open(original)

			def ask(**changed):
				return frappe.call(original, **{**arguments, **changed})

			return guard(frappe._dict(arguments), ask)

		del guarded.__wrapped__  # Frappe hands over the arguments that the signature names: here, all
		OVERRIDES.update(dict.fromkeys(paths, f"{guard.__module__}.{guard.__name__}"))
		return frappe.whitelist(methods=methods or ANY_METHOD, allow_guest=allow_guest)(guarded)

	return decorate


def _check_open(original: Callable) -> None:
	"""A guard is as open as this version's original: to guests, and to GET."""
	frappe.is_whitelisted(original)
	if getattr(frappe.local, "request", None):
		frappe.get_attr("frappe.handler.is_valid_http_method")(original)


def is_guarded(path) -> bool:
	"""Asked of the site's hooks: Frappe keeps them, so this process may not have read hooks.py."""
	known = frappe.get_hooks("override_whitelisted_methods")
	return isinstance(path, str) and any(each.startswith(GUARDS) for each in known.get(path.strip(), ()))
