"""How nominations are ranked: a sum that explains itself."""

from frappe import _
from frappe.utils import flt

from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings


def set_priority(nomination) -> None:
	"""Set the points of each need, the score (points, one decimal) and its explanation, a line per part."""
	lines = [_rate(row, weight) for row, weight in _weighted(nomination)]
	score = sum(row.points for row in nomination.needs)
	if urgency := urgency_points(nomination.urgency):
		score += urgency
		lines.append(_("Urgency {0}: {1}").format(_(nomination.urgency), urgency))
	nomination.priority_score = flt(score, 1)
	nomination.priority_explanation = "\n".join(lines)


def urgency_points(urgency: str) -> float:
	settings = get_settings()
	return {"Soon": flt(settings.points_soon), "Urgent": flt(settings.points_urgent)}.get(urgency, 0.0)


def _weighted(nomination) -> list[tuple]:
	weights = nomination.facts.need_weights([row.need for row in nomination.needs])
	return [(row, flt(weights.get(row.need))) for row in nomination.needs]


def _rate(row, weight: float) -> str:
	row.points = flt(row.severity * weight, 1)
	return _("{0}: severity {1} x weight {2} = {3}").format(row.need, row.severity, weight, row.points)
