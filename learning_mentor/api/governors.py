"""The governors' termly report as a PDF, for coordinators."""

import frappe

from learning_mentor import governors, pdf
from learning_mentor.governors import period
from learning_mentor.permissions import require_coordinator

FILE_TITLE = "governors-report"


@frappe.whitelist(methods=["GET"])
def report(
	academic_term: str | None = None, from_date: str | None = None, to_date: str | None = None
) -> None:
	"""Download the report on a term, or on the days ``from_date`` to ``to_date``. 403 for all but
	coordinators, 417 without a term or days.
	"""
	pdf.download(governors.as_pdf(academic_term, from_date, to_date), FILE_TITLE)


@frappe.whitelist(methods=["GET"])
def terms() -> list[dict]:
	"""The terms to choose from: see `period.terms`. 403 for all but coordinators."""
	require_coordinator()
	return period.terms()
