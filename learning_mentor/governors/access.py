"""Equality of access: who is nominated and accepted, against the school's pupils."""

from learning_mentor.figures import access as figures

FIGURES = (*figures.FIGURES, "nominated_percent", "ratio")


def of(academic_year: str) -> list[dict]:
	"""``[{"by": group, "rows": [{"group", **figures}]}]`` with None for what is hidden. The figures are
	``pupils, nominated, accepted, nominated_percent, ratio``.
	"""
	return [{"by": group, "rows": _rows(group, academic_year)} for group in figures.GROUPS]


def _rows(group: str, academic_year: str) -> list[dict]:
	found = figures.by(group, academic_year=academic_year)["groups"]
	return [{"group": row["group"], **{figure: row[figure] for figure in FIGURES}} for row in found]
