"""Figures of a few pupils are not shown, nor what would give them away by subtraction.

The rule is the usual one of statistical disclosure control for tables of counts (primary and complementary
suppression, as in Hundepool and others, *Statistical Disclosure Control*, Wiley 2012): a group of fewer than
five is hidden; where the total, less the groups that are shown, would leave fewer than five or one group
alone, the next smallest group is hidden as well.

That holds for tables that share nothing but their total. So tables that are made with it group all pupils of
one academic year by one trait, and offer no filter: the difference of two filtered tables would be a small
group.
"""

from collections.abc import Collection

FEWEST = 5


def is_small(count: int) -> bool:
	return 0 < count < FEWEST


def hidden(counts: list[int], also: Collection[int] = ()) -> set[int]:
	"""Places in ``counts`` of groups that must not be shown where their total may be.

	``also`` are places that must be hidden for another reason. Groups of nobody tell nothing, and stay.
	"""
	places = {place for place, count in enumerate(counts) if is_small(count)} | set(also)
	by_size = sorted((place for place, count in enumerate(counts) if count), key=lambda place: counts[place])
	for place in by_size:
		if not places or (len(places) > 1 and sum(counts[each] for each in places) >= FEWEST):
			break
		places.add(place)
	return places
