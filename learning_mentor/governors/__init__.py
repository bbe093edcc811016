"""The governors' termly report: one PDF of figures and charts, without a name or a free text.

Its figures are those of `learning_mentor.figures`. What tells of fewer than five pupils is left out, and what
would give it away by subtraction (`learning_mentor.figures.small_groups`).
"""

import frappe

from learning_mentor import pdf
from learning_mentor.governors import access, charts, impact, period, work
from learning_mentor.permissions import require_coordinator


def as_pdf(
	academic_term: str | None = None, from_date: str | None = None, to_date: str | None = None
) -> bytes:
	"""The report on a term, or on the days from ``from_date`` to ``to_date``.

	Raises PermissionError unless the session user is a coordinator, MentoringError for days that are none.
	"""
	require_coordinator()
	content = build(period.of(academic_term, from_date, to_date))
	return pdf.make_pdf("governors_report", {**content, "charts": charts})


@frappe.read_only()  # from a replica where there is one
def build(days: period.Period) -> dict:
	"""All that is in the report, as `work`, `impact` and `access` describe it. The caller has
	checked who asks.
	"""
	return {
		"period": days._asdict(),
		**work.of(days),
		"reach": impact.reach(days.academic_year),
		"impact": impact.of(days.academic_year),
		"access": access.of(days.academic_year),
	}
