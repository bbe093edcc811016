"""Comparing two ways to do a thing within one run: in turns, with a control that voids what is no measure.

``A`` is ours, ``B`` the baseline. Each round measures A, B and A once more, in changing order; the two series
of A are the control: where their medians differ by more than 3 %, the machine was too busy and the comparison
is void. Ratios carry over to other machines, times do not.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.meter import Cost, cost_of

CONTROL = (0.97, 1.03)
TRIES = 3
RESAMPLED = 2000
SHORTEST = 0.02  # seconds that one measured sample takes at least, in as many calls as that needs


@dataclass
class Way:
	"""One way to do the thing: what it is called, the work, and what is done unmeasured after each sample."""

	name: str
	work: Callable[[], object]
	undo: Callable[[], object] | None = None


@dataclass
class Comparison:
	ours: str
	baseline: str
	ratio: float  # medians, ours / baseline
	interval: tuple[float, float]  # 95 %, by bootstrap
	control: float
	ours_ms: float
	baseline_ms: float
	samples: int
	ours_cost: Cost = field(default_factory=Cost)
	baseline_cost: Cost = field(default_factory=Cost)

	@property
	def is_void(self) -> bool:
		return not CONTROL[0] <= self.control <= CONTROL[1]


def compare(ours: Way, baseline: Way, samples: int) -> Comparison:
	"""Measured again, up to three times, while the control is outside its limits."""
	costs = [_cost(way) for way in (ours, baseline)]
	calls = [_calls_needed(way) for way in (ours, baseline)]
	for _try in range(TRIES):
		comparison = _measure(ours, baseline, samples, calls)
		if not comparison.is_void:
			break
	comparison.ours_cost, comparison.baseline_cost = costs
	return comparison


def _cost(way: Way) -> Cost:
	seconds_of(way, 2)  # warm: Frappe has read its settings and its own records
	cost = cost_of(way.work)
	if way.undo:
		way.undo()
	return cost


def seconds_of(way: Way, calls: int) -> float:
	"""Seconds per call."""
	start = time.perf_counter()
	for _number in range(calls):
		way.work()
	spent = (time.perf_counter() - start) / calls
	if way.undo:
		way.undo()
	return spent


def _calls_needed(way: Way) -> int:
	return max(1, round(SHORTEST / max(seconds_of(way, 1), 1e-7)))


def _measure(ours: Way, baseline: Way, samples: int, calls: list[int]) -> Comparison:
	series: dict[str, list[float]] = {"ours": [], "baseline": [], "again": []}
	runs = {
		"ours": lambda: seconds_of(ours, calls[0]),
		"baseline": lambda: seconds_of(baseline, calls[1]),
		"again": lambda: seconds_of(ours, calls[0]),
	}
	gc.collect()
	gc.disable()
	try:
		for number in range(samples):
			order = list(runs)[number % 3 :] + list(runs)[: number % 3]
			for name in order if number % 2 else reversed(order):
				series[name].append(runs[name]())
	finally:
		gc.enable()
	return _comparison(ours, baseline, series)


def _comparison(ours: Way, baseline: Way, series: dict[str, list[float]]) -> Comparison:
	both = series["ours"] + series["again"]
	middle = {name: statistics.median(values) for name, values in series.items()}
	return Comparison(
		ours=ours.name,
		baseline=baseline.name,
		ratio=statistics.median(both) / middle["baseline"],
		interval=bootstrap(both, series["baseline"]),
		control=middle["ours"] / middle["again"],
		ours_ms=1000 * statistics.median(both),
		baseline_ms=1000 * middle["baseline"],
		samples=len(series["ours"]),
	)


def bootstrap(ours: list[float], baseline: list[float]) -> tuple[float, float]:
	"""95 % interval of the ratio of the medians."""
	draw = random.Random(8)  # the same series give the same interval
	ratios = sorted(
		statistics.median(draw.choices(ours, k=len(ours)))
		/ statistics.median(draw.choices(baseline, k=len(baseline)))
		for _number in range(RESAMPLED)
	)
	return ratios[round(0.025 * RESAMPLED)], ratios[round(0.975 * RESAMPLED) - 1]
