"""Scoring a check-in.

The rule for missing answers, stated on every scale: with more than ``most_missing`` there is no score;
with fewer, each counts as the mean of the answers given (after reversing), so a sum is prorated and a mean is
the mean of the given answers.
"""

from typing import NamedTuple


class Score(NamedTuple):
	value: float | None
	band: str | None
	missing: int


def score(scale, answers: dict[int, int | None]) -> Score:
	"""Score answers by item number (from 1; None or absent: missing). ``value`` None: too many missing."""
	given = [
		_keyed(scale, item, answers[item.idx]) for item in scale.items if answers.get(item.idx) is not None
	]
	missing = len(scale.items) - len(given)
	if not given or missing > (scale.most_missing or 0):
		return Score(None, None, missing)
	mean = sum(given) / len(given)
	value = round(mean if scale.scoring == "Mean" else mean * len(scale.items), 2)
	return Score(value, band_of(scale, value), missing)


def _keyed(scale, item, answer: int) -> int:
	return scale.lowest + scale.highest - answer if item.reversed else answer


def band_of(scale, value: float) -> str | None:
	"""The band of a score. One between two bands, as prorating makes, belongs to the lower one."""
	reached = [row for row in scale.bands if row.from_score <= value]
	if not reached:
		return None
	return max(reached, key=lambda row: row.from_score).band


def worries(scale, answers: dict[int, int | None]) -> list[int]:
	"""Numbers of the items whose answer alerts the safeguarding lead."""
	return [
		item.idx
		for item in scale.items
		if item.worry_rule and answers.get(item.idx) is not None and _worries(item, answers[item.idx])
	]


def _worries(item, answer: int) -> bool:
	if item.worry_rule == "At or below":
		return answer <= item.worry_answer
	return answer >= item.worry_answer
