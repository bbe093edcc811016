"""What the tests under faults tried, as a table at the end of the run: how often, and how often it went well.

Any test may add lines: `record(record_property, "Overbooking", tried=800, lost=0)`.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PROPERTY = "fault"
HEADINGS = ("fault", "tried", "survived", "lost", "remark")


class Line(NamedTuple):
	fault: str
	tried: int
	survived: int
	lost: int
	remark: str


def record(record_property: Callable, fault: str, tried: int, lost: int, remark: str = "") -> None:
	"""Add a line to the table. ``record_property`` is pytest's fixture, so that it works with xdist too."""
	record_property(PROPERTY, list(Line(fault, tried, tried - lost, lost, remark)))


def pytest_terminal_summary(terminalreporter) -> None:
	lines = [
		Line(*value)
		for reports in terminalreporter.stats.values()
		for report in reports
		if getattr(report, "when", "") == "call"
		for name, value in report.user_properties
		if name == PROPERTY
	]
	if not lines:
		return
	table = as_table(lines)
	terminalreporter.section("faults")
	terminalreporter.write_line(table)
	logs = Path(os.environ.get("LM_BENCH", ".bench")) / "logs"
	logs.mkdir(parents=True, exist_ok=True)
	(logs / "reliability.md").write_text(table + "\n")


def as_table(lines: list[Line]) -> str:
	"""Markdown, its columns in line."""
	rows = [HEADINGS, *(tuple(str(part) for part in line) for line in lines)]
	widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
	rows.insert(1, tuple("-" * width for width in widths))
	return "\n".join(f"| {' | '.join(map(str.ljust, row, widths))} |" for row in rows)
