"""`./run benchmark`: fill, measure, write docs/performance.md."""

# ruff: noqa: RUF001, RUF003  – is what the tables show

import argparse
import sys
import time
from collections.abc import Callable, Iterator

import frappe

from benchmarks import bare, board, checks, document, imports, jobs, lists, overview, pages, plans, reads
from benchmarks.bench_site import Bench, opened
from benchmarks.results import MISSED, VOID, Figure

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SAMPLES, QUICK_SAMPLES, QUICK_LARGEST = 30, 5, 10_000


def subjects() -> dict[str, Callable[[Bench], Iterator[Figure]]]:
	"""What is measured at the largest size, in this order."""
	return {
		"pages": pages.figures,
		"lists": lists.filtered,
		"baselines": lists.baselines,
		"plans": plans.figures,
		"checks": checks.figures,
		"reads": reads.figures,
		"board": board.figures,
		"overview": overview.figures,
		"imports": imports.figures,
		"jobs": jobs.figures,
	}


def main(words: list[str]) -> int:
	asked = parse(words)
	start = time.monotonic()
	with opened(asked.samples, asked.largest) as bench:
		growth, fills = grow(bench, asked)
		figures = list(measure(bench, asked.only))
		figures += [] if asked.only else list(growth.figures())
		text = document.write(bench, figures, fills, time.monotonic() - start)
	print(text)
	if not (asked.quick or asked.only):
		document.keep(text, growth.series, jobs.SERIES, figures)
	return int(any(figure.verdict in (MISSED, VOID) for figure in figures))


def parse(words: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(prog="./run benchmark", description=__doc__)
	parser.add_argument(
		"--quick", action="store_true", help="few samples of a small site; writes no document"
	)
	parser.add_argument("--only", nargs="*", choices=list(subjects()), help="just these, without growth")
	parser.add_argument("--largest", type=int, help="sessions of the largest site")
	parser.add_argument(
		"--samples", type=int, help=f"rounds of each comparison, {SAMPLES} for figures to publish"
	)
	parser.add_argument("--keep", action="store_true", help="leave the site for the next run with --keep")
	asked = parser.parse_args(words)
	asked.largest = asked.largest or (QUICK_LARGEST if asked.quick else SIZES[-1])
	asked.samples = asked.samples or (QUICK_SAMPLES if asked.quick else SAMPLES)
	return asked


def grow(bench: Bench, asked: argparse.Namespace) -> tuple[lists.Growth, dict[int, float]]:
	"""Fill the site step by step. Returns how the lists grew, and the seconds each step took to fill."""
	growth, fills = lists.Growth(), {}
	for size in (*(size for size in SIZES if size < asked.largest), asked.largest):
		fills[size] = bench.fill_to(size)
		say(f"{bench.sessions:,} sessions, filled in {fills[size]:.0f} s")
		if not asked.only and bench.sessions == size:
			growth.measure(bench)
	bare.make()
	bare.copy_rows(bare.SESSION)
	return growth, fills


def measure(bench: Bench, only: list[str] | None) -> Iterator[Figure]:
	for name, figures in subjects().items():
		if only and name not in only:
			continue
		started = time.monotonic()
		for figure in figures(bench):
			say(f"{name}: {figure.what}: {figure.measured}, target {figure.target or '–'}: {figure.verdict}")
			yield figure
		frappe.db.commit()
		say(f"{name} took {time.monotonic() - started:.0f} s")


def say(text: str) -> None:
	print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
