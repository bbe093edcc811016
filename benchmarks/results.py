"""What a benchmark found, beside what was promised."""

# ruff: noqa: RUF001, RUF003  × and – are what the tables show

from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.harness import Comparison
from benchmarks.meter import Cost

MET, MISSED, VOID, INFORMS = "met", "**missed**", "void", "–"


@dataclass
class Figure:
	"""One line of the tables. ``verdict``: MET, MISSED, VOID (the control failed) or INFORMS (no promise)."""

	claim: str
	what: str
	target: str
	measured: str
	verdict: str
	comparison: Comparison | None = None
	cost: Cost | None = None


@dataclass
class Series:
	"""A line of a plot: ``points`` are (records, value)."""

	name: str
	points: list[tuple[int, float]] = field(default_factory=list)


def ratio(claim: str, what: str, found: Comparison, most: float | None = None) -> Figure:
	"""Time against the baseline's, at most ``most`` times it; without ``most`` for information."""
	low, high = found.interval
	measured = f"{found.ratio:.2f}× ({low:.2f}–{high:.2f})"
	target = f"≤ {most}×" if most else ""
	return Figure(claim, what, target, measured, _verdict(found, most), found)


def _verdict(found: Comparison, most: float | None) -> str:
	if found.is_void:
		return VOID
	if most is None:
		return INFORMS
	return MET if found.ratio <= most else MISSED


def rate(claim: str, what: str, found: Comparison, least: float) -> Figure:
	"""Requests per second against the baseline's, at least ``least`` times as many."""
	low, high = (1 / edge for edge in reversed(found.interval))
	measured = f"{1 / found.ratio:.2f}× ({low:.2f}–{high:.2f})"
	verdict = VOID if found.is_void else MET if 1 / found.ratio >= least else MISSED
	return Figure(claim, what, f"≥ {least}×", measured, verdict, found)


def limit(claim: str, what: str, value: float, most: float, words: str, cost: Cost | None = None) -> Figure:
	"""A figure with an upper limit; ``words`` is its unit."""
	verdict = MET if value <= most else MISSED
	return Figure(claim, what, f"≤ {most:g} {words}", f"{value:g} {words}", verdict, cost=cost)


def least(claim: str, what: str, value: float, target: float, words: str) -> Figure:
	verdict = MET if value >= target else MISSED
	return Figure(claim, what, f"≥ {target:g} {words}", f"{value:.1f} {words}", verdict)


def holds(claim: str, what: str, target: str, measured: str, check: Callable[[], bool]) -> Figure:
	return Figure(claim, what, target, measured, MET if check() else MISSED)
