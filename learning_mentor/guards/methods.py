"""Putting a guard before a whitelisted method of Frappe."""

import inspect
from collections.abc import Callable, Iterator
from functools import cache, wraps
from importlib import import_module

import frappe

# path of Frappe's method -> path of ours; becomes ``override_whitelisted_methods`` in hooks.py
OVERRIDES: dict[str, str] = {}
GUARDS = "learning_mentor.guards."
ANY_METHOD = ["GET", "POST", "PUT", "DELETE"]


def guards(
	*paths: str, methods: list[str] | None = None, allow_guest: bool = False, if_there: bool = False
) -> Callable:
	"""Make a function the guard of Frappe's method at ``paths[0]``, under all names that it is imported by.

	The guard gets the request's arguments and ``ask``, which calls the original with them (changed where the
	guard changes them). ``methods`` and ``allow_guest`` are those of the original: a test compares. What
	not every version of Frappe has is guarded ``if_there``.
	"""

	module, _dot, name = paths[0].rpartition(".")

	def decorate(guard: Callable) -> Callable:
		if if_there and not _has(module, name):
			return guard

		@wraps(guard)
		def guarded(**arguments):
			original = getattr(_module(module), name)
			_check_open(original)

			def ask(**changed):
				return _call(original, {**arguments, **changed} if changed else arguments)

			return guard(frappe._dict(arguments), ask)

		del guarded.__wrapped__  # Frappe hands over the arguments that the signature names: here, all
		vars(guarded)["__signature__"] = inspect.signature(guarded)  # asked with each call: told once
		OVERRIDES.update(dict.fromkeys(paths, f"{guard.__module__}.{guard.__name__}"))
		return frappe.whitelist(methods=methods or ANY_METHOD, allow_guest=allow_guest)(guarded)

	return decorate


def _has(module: str, name: str) -> bool:
	"""Whole modules come and go too."""
	try:
		return hasattr(_module(module), name)
	except ModuleNotFoundError:
		return False


@cache
def _module(path: str):
	"""As `frappe.get_attr` finds it, which looks up the site's apps each time: for what is always there."""
	return import_module(path)


def _check_open(original: Callable) -> None:
	"""A guard is as open as this version's original: to guests, and to GET."""
	frappe.is_whitelisted(original)
	if getattr(frappe.local, "request", None):
		_module("frappe.handler").is_valid_http_method(original)


def _call(function: Callable, arguments: dict):
	"""As `frappe.call` does, by a signature that is read once: with those arguments that it names."""
	names = _names_of_arguments(function)
	return function(**{key: value for key, value in arguments.items() if names is None or key in names})


@cache
def _names_of_arguments(function: Callable) -> frozenset[str] | None:
	"""None: it takes whatever comes."""
	parameters = inspect.signature(function).parameters
	if any(each.kind is each.VAR_KEYWORD for each in parameters.values()):
		return None
	return frozenset(parameters)


def is_guarded(path) -> bool:
	"""Asked of the site's hooks: Frappe keeps them, so this process may not have read hooks.py."""
	known = frappe.get_hooks("override_whitelisted_methods")
	return any(each.startswith(GUARDS) for name in names_of(path) for each in known.get(name, ()))


def names_of(path) -> Iterator[str]:
	"""A method's path as it was given, and where the method is defined: a module may have it from another."""
	if not isinstance(path, str):
		return
	yield path.strip()
	try:
		method = frappe.get_attr(path.strip())
	except Exception:  # Frappe refuses in its own words what is not there
		return
	yield f"{getattr(method, '__module__', '')}.{getattr(method, '__qualname__', '')}"
