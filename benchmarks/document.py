"""docs/performance.md and its pictures, made of the figures and never by hand."""

# ruff: noqa: RUF001, RUF003  × and – are what the tables show

import os
import platform
from collections.abc import Iterable
from pathlib import Path

import frappe

from benchmarks import plots
from benchmarks.bench_site import Bench
from benchmarks.harness import CONTROL
from benchmarks.results import MET, MISSED, VOID, Figure, Series

CLONE = Path(__file__).resolve().parents[1]
DOCUMENT = CLONE / "docs" / "performance.md"

INTRODUCTION = """\
# Performance

Written by `./run benchmark`, never by hand: one site, one run, ours and the baseline in turns.

- **Queries, rows and Redis calls** have no noise. Rows are what MariaDB's `Handler_read%` counted; queries
  leave out the marks of transactions. Each is of one call with Frappe's caches warm.
- **Times** are ratios of medians of {samples} rounds each, with 95 % intervals by bootstrap. In every round
  ours is measured twice; where the two series differ by more than {control:.0f} %, the comparison is *void*
  and gives no verdict. Ratios carry over to other machines, milliseconds do not.
- A **bare** doctype has the fields, child tables, change tracking, rights and workflow of ours, and none of
  our code.
- What misses its target stays in the table.

Run on {cores} cores, {memory:.0f} GB of memory, Python {python}, Frappe {frappe}, MariaDB {mariadb} with 1 GB
for its pages; {sessions:,} sessions of {cases:,} pupils with {mentors:,} mentors, and as many rows each of
attendance, student logs and tasks. The run took {minutes:.0f} minutes, of which filling {fill:.0f} seconds.
"""


def write(bench: Bench, figures: list[Figure], fills: dict[int, float], seconds: float) -> str:
	"""The page's text."""
	claims = list(dict.fromkeys(figure.claim for figure in figures))
	sections = [_introduction(bench, fills, seconds), _summary(figures, claims)]
	sections += [_claim(claim, [figure for figure in figures if figure.claim == claim]) for claim in claims]
	return "\n".join(sections)


def keep(text: str, growth: dict[str, Series], jobs: dict[str, Series], figures: list[Figure]) -> None:
	pictures = plots.draw(CLONE / "docs" / "images", growth, jobs, figures)
	shown = "\n".join(f"\n![{words}](images/{name})" for name, words in pictures.items())
	DOCUMENT.write_text(f"{text}\n## Pictures\n{shown}\n")


def _introduction(bench: Bench, fills: dict[int, float], seconds: float) -> str:
	return INTRODUCTION.format(
		samples=bench.samples,
		control=100 * (CONTROL[1] - 1),
		cores=os.cpu_count(),
		memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3,
		python=platform.python_version(),
		frappe=frappe.__version__,
		mariadb=frappe.db.sql("select version()")[0][0].partition("-")[0],
		sessions=bench.sessions,
		cases=frappe.db.count("Mentoring Case"),
		mentors=frappe.db.count("Mentor Profile"),
		minutes=seconds / 60,
		fill=sum(fills.values()),
	)


def _summary(figures: list[Figure], claims: list[str]) -> str:
	rows = [(claim, _overall([figure for figure in figures if figure.claim == claim])) for claim in claims]
	return "## Claims\n\n" + _table(("claim", "lines met", "verdict"), ((c, *found) for c, found in rows))


def _overall(figures: list[Figure]) -> tuple[str, str]:
	"""``met of judged`` and the worst verdict."""
	judged = [figure for figure in figures if figure.verdict in (MET, MISSED, VOID)]
	verdicts = {figure.verdict for figure in judged}
	worst = next((each for each in (MISSED, VOID, MET) if each in verdicts), "–")
	return f"{sum(figure.verdict == MET for figure in judged)} of {len(judged)}", worst


def _claim(claim: str, figures: list[Figure]) -> str:
	head = (
		"what",
		"target",
		"measured",
		"ours",
		"baseline",
		"queries",
		"rows",
		"Redis",
		"control",
		"verdict",
	)
	return f"## {claim}\n\n" + _table(head, (_row(figure) for figure in figures))


def _row(figure: Figure) -> tuple[str, ...]:
	found = figure.comparison
	if not found:
		cost = figure.cost
		counts = (str(cost.queries), f"{cost.rows:,}", str(cost.redis)) if cost else ("", "", "")
		return (figure.what, figure.target, figure.measured, "", "", *counts, "", figure.verdict)
	ours, baseline = found.ours_cost, found.baseline_cost
	return (
		f"{figure.what}, against {found.baseline}",
		figure.target,
		figure.measured,
		f"{found.ours_ms:.3g} ms",
		f"{found.baseline_ms:.3g} ms",
		f"{ours.queries} / {baseline.queries}",
		f"{ours.rows:,} / {baseline.rows:,}",
		f"{ours.redis} / {baseline.redis}",
		f"{found.control:.3f}",
		figure.verdict,
	)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
	lines = [list(head), ["---"] * len(list(head)), *map(list, rows)]
	return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
