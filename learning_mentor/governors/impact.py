"""Whom mentoring reaches, and what changed for them: by school year, since the tables of less would tell
of a few.
"""

from math import ceil

from learning_mentor.figures import impact as figures
from learning_mentor.figures.reach import GROUPS, NEED

SCALE = 10
FIGURES = ("pupils", "before", "since", "change", "low", "high", "effect")


def reach(academic_year: str) -> list[dict]:
	"""``[{"by": group, "rows": [{"group", "pupils"}]}]``: pupils whose case was opened in the year."""
	return [{"by": group, "rows": _pupils(group, academic_year)} for group in GROUPS]


def _pupils(group: str, academic_year: str) -> list[dict]:
	found = figures.by(group, academic_year=academic_year)["groups"]
	return [{"group": row["group"], "pupils": row["pupils"]} for row in found]


def of(academic_year: str) -> dict:
	"""``{"total": {outcome: figures}, "needs": [{"group", **figures of check-ins}]}`` with None for what is
	hidden, and ``reach`` of the drawings; the figures are those of `FIGURES`.
	"""
	found = figures.by(NEED, academic_year=academic_year)
	total = {outcome: _figures(found["total"][outcome]) for outcome in figures.OUTCOMES}
	needs = [{"group": row["group"], **_figures(row[figures.CHECK_IN])} for row in found["groups"]]
	shown = [row for row in needs if row["change"] is not None]
	return {"total": total, "needs": shown, "reach": _reach([*total.values(), *shown])}


def _reach(rows: list[dict]) -> int:
	"""How far a drawing has to go on both sides of 0 so that every interval is on it; whole tens."""
	ends = [abs(end) for row in rows for end in (row["low"], row["high"]) if end is not None]
	return max(SCALE, SCALE * ceil(max(ends, default=0) / SCALE))


def _figures(cell: dict) -> dict:
	return {figure: cell[figure] for figure in FIGURES}
