"""What of a few numbers may be shown beside their sum. None stands for a number that may not."""

from learning_mentor.figures.small_groups import hidden, is_small


def number(count: int | None) -> int | None:
	return None if count is None or is_small(count) else count


def parts(row: dict, names: tuple[str, ...]) -> dict[str, int | None]:
	"""The counts of ``names``, which together are a sum that is shown too."""
	places = hidden([row[name] for name in names])
	return {name: None if place in places else row[name] for place, name in enumerate(names)}


def rows(found: list[dict], keep: tuple[str, ...], pupils: str = "pupils") -> list[dict]:
	"""Rows with all but ``keep`` emptied where their pupils are too few, or would follow from the others'."""
	places = hidden([row[pupils] for row in found])
	return [
		{name: row[name] if place not in places or name in keep else None for name in row}
		for place, row in enumerate(found)
	]
