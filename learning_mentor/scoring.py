"""Scoring a check-in.

The rule for missing answers, stated on every scale: with more than ``most_missing`` there is no score;
with fewer, each counts as the mean of the answers given (after reversing), so a sum is prorated and a mean is
the mean of the given answers.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

HUNDREDTHS = Decimal("0.01")


class Score(NamedTuple):
	value: float | None
	band: str | None
	missing: int


def score(scale, answers: dict[int, int | None]) -> Score:
	"""Score answers by item number (from 1; None or absent: missing). ``value`` None: too many missing."""
	given = [
		_keyed(scale, item, answer) for item in scale.items if (answer := answers.get(item.idx)) is not None
	]
	missing = len(scale.items) - len(given)
	if not given or missing > (scale.most_missing or 0):
		return Score(None, None, missing)
	total = Decimal(sum(given))
	if scale.scoring != "Mean":
		total *= len(scale.items)
	value = float((total / len(given)).quantize(HUNDREDTHS, ROUND_HALF_UP))
	return Score(value, band_of(scale, value), missing)


def _keyed(scale, item, answer: int) -> int:
	return scale.lowest + scale.highest - answer if item.reversed else answer


def band_of(scale, value: float) -> str | None:
	"""The band of a score; None below the first and above the last one.

	A score between two bands, as prorating makes, belongs to the lower one.
	"""
	reached = [row for row in scale.bands if row.from_score <= value]
	if not reached or value > max(row.to_score for row in scale.bands):
		return None
	return max(reached, key=lambda row: row.from_score).band


def worries(scale, answers: dict[int, int | None]) -> list[int]:
	"""Numbers of the items whose answer alerts the safeguarding lead."""
	return [
		item.idx
		for item in scale.items
		if item.worry_rule and (answer := answers.get(item.idx)) is not None and _worries(item, answer)
	]


def _worries(item, answer: int) -> bool:
	limit = item.worry_answer or 0
	return answer <= limit if item.worry_rule == "At or below" else answer >= limit
