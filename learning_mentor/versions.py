"""What differs between the versions of Frappe that the app runs on. Nothing else asks for the version."""

import frappe


def major(version: str = frappe.__version__) -> int:
	"""15 or 16; a development line counts as the version that it becomes."""
	return int(version.split(".")[0])


def home(version: str = frappe.__version__) -> str:
	"""Address of the app's workspace: the desk has moved with 16."""
	return "/desk/mentoring" if major(version) >= 16 else "/app/mentoring"


def no_objection() -> bool | None:
	"""The answer of a ``has_permission`` hook beside others that leaves the decision to them.

	On 16 each hook has to agree; on 15 an answer other than None keeps the other hooks unasked.
	"""
	return True if major() >= 16 else None
