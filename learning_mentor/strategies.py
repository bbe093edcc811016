"""Strategies of the library, as others than staff read them."""

import frappe

from learning_mentor.api.shapes.common import Idea


def for_family(name: str, words_to_family: str | None) -> Idea:
	"""A strategy in plain words: ``{"strategy", "plain_words", "words_to_family", "steps": [text]}``."""
	strategy = frappe.get_cached_doc("Mentoring Strategy", name)
	return {
		"strategy": strategy.strategy_name,
		"plain_words": strategy.plain_words or strategy.description,
		"words_to_family": words_to_family,
		"steps": [step.step for step in strategy.steps],
	}
