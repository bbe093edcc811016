"""Whom mentoring reaches, and what changed for them: by school year, since the tables of less would tell
of a few.
"""

from learning_mentor.figures import impact as figures
from learning_mentor.figures.reach import GROUPS, NEED

FIGURES = ("pupils", "before", "since", "change", "low", "high", "effect")


def reach(academic_year: str) -> list[dict]:
	"""``[{"by": group, "rows": [{"group", "pupils"}]}]``: pupils whose case was opened in the year."""
	return [{"by": group, "rows": _pupils(group, academic_year)} for group in GROUPS]


def _pupils(group: str, academic_year: str) -> list[dict]:
	found = figures.by(group, academic_year=academic_year)["groups"]
	return [{"group": row["group"], "pupils": row["pupils"]} for row in found]


def of(academic_year: str) -> dict:
	"""``{"total": {outcome: figures}, "needs": [{"group", **figures of check-ins}]}`` with None for what is
	hidden; the figures are ``pupils, before, since, change, low, high, effect``.
	"""
	found = figures.by(NEED, academic_year=academic_year)
	total = {outcome: _figures(found["total"][outcome]) for outcome in figures.OUTCOMES}
	needs = [{"group": row["group"], **_figures(row[figures.CHECK_IN])} for row in found["groups"]]
	return {"total": total, "needs": [row for row in needs if row["change"] is not None]}


def _figures(cell: dict) -> dict:
	return {figure: cell[figure] for figure in FIGURES}
