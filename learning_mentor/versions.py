"""What differs between the versions of Frappe that the app runs on. Nothing else asks for the version."""

import frappe


def major() -> int:
	"""15 or 16; a development line counts as the version that it becomes."""
	return int(frappe.__version__.split(".")[0])


def no_objection() -> bool | None:
	"""The answer of a ``has_permission`` hook beside others that leaves the decision to them.

	On 16 each hook has to agree; on 15 an answer other than None keeps the other hooks unasked.
	"""
	return True if major() >= 16 else None
