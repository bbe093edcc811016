"""Pictures of what the tables say."""

# ruff: noqa: RUF001, RUF003  × is what the pictures show

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from benchmarks.results import MET, VOID, Figure, Series

LISTS, JOBS, RATIOS = "performance-lists.svg", "performance-jobs.svg", "performance-ratios.svg"
COLOURS = {MET: "#2e7d32", VOID: "#9e9e9e"}
MISSED_COLOUR = "#c62828"
ABOUT = {
	LISTS: "How long a list takes as the site grows, in units of a list that does not grow",
	JOBS: "Seconds that each daily job takes by number of records",
	RATIOS: "Time against the baseline, with 95 % intervals",
}


def draw(
	folder: Path, lists: dict[str, Series], jobs: dict[str, Series], figures: list[Figure]
) -> dict[str, str]:
	"""File name -> what the picture shows, of the pictures drawn."""
	pyplot.rcParams["svg.hashsalt"] = "performance"  # the same figures give the same file
	_lines(folder / LISTS, lists, "sessions on the site", "times the unit")
	_lines(folder / JOBS, jobs, "records", "seconds", log=True)
	_ratios(folder / RATIOS, [figure for figure in figures if figure.comparison])
	return ABOUT


def _lines(file: Path, series: dict[str, Series], across: str, up: str, log: bool = False) -> None:
	picture, axes = pyplot.subplots(figsize=(7, 4))
	for name, each in series.items():
		axes.plot(*zip(*each.points, strict=True), marker="o", label=name)
	axes.set(xscale="log", xlabel=across, ylabel=up)
	axes.set_yscale("log") if log else axes.set_ylim(bottom=0)
	axes.grid(alpha=0.3)
	axes.legend(frameon=False)
	_save(picture, file)


def _ratios(file: Path, figures: list[Figure]) -> None:
	picture, axes = pyplot.subplots(figsize=(7, 0.3 * len(figures) + 1))
	for place, figure in enumerate(reversed(figures)):
		found = figure.comparison
		colour = COLOURS.get(figure.verdict, MISSED_COLOUR if figure.target else "#1565c0")
		axes.plot(found.interval, (place, place), color=colour)
		axes.plot(found.ratio, place, marker="o", color=colour)
	axes.axvline(1, color="black", linewidth=0.8)
	axes.set_yticks(range(len(figures)), [figure.what for figure in reversed(figures)], fontsize=7)
	axes.set(xscale="log", xlabel="time, baseline = 1×")
	axes.grid(alpha=0.3, axis="x")
	_save(picture, file)


def _save(picture, file: Path) -> None:
	picture.tight_layout()
	picture.savefig(file, metadata={"Date": None})
	pyplot.close(picture)
