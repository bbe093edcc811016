"""Arguments that come as JSON: what they have to be, said in a sentence rather than by a server error."""

import frappe
from frappe import _

from learning_mentor.exceptions import refuse


def as_dict(value: dict | str | None, name: str) -> dict:
	"""``value``, or what it says in JSON; an empty dict for None. Raises MentoringError for anything else."""
	parsed = _parsed(value, name)
	if parsed in (None, ""):
		return {}
	if not isinstance(parsed, dict):
		refuse(_("{0}: send the fields with their values.").format(name), field=name)
	return parsed


def as_rows(value: list | str | None, name: str) -> list[dict]:
	"""As `as_dict`, for a list of rows with fields each."""
	parsed = _parsed(value, name) or []
	if not isinstance(parsed, list) or not all(isinstance(row, dict) for row in parsed):
		refuse(_("{0}: send a list of rows with their fields.").format(name), field=name)
	return parsed


def as_words(value: list | str | None, name: str) -> list[str]:
	"""As `as_dict`, for a list of words."""
	parsed = _parsed(value, name) or []
	if not isinstance(parsed, list) or not all(isinstance(word, str) for word in parsed):
		refuse(_("{0}: send a list of words.").format(name), field=name)
	return parsed


def _parsed(value, name: str):
	try:
		return frappe.parse_json(value)
	except (ValueError, RecursionError):
		refuse(_("{0}: this is no JSON that can be read.").format(name), field=name)
