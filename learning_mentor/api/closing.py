"""Closing a case: what the form starts with, follow-ups after it, the pupil's certificate."""

import frappe

from learning_mentor import certificate as certificates
from learning_mentor import pdf
from learning_mentor.api.shapes.casework import ClosingDefaults
from learning_mentor.api.shapes.files import PdfFile
from learning_mentor.learning_mentor.doctype.mentoring_case import aftercare, closing
from learning_mentor.rest.idempotency import once_per_key


@frappe.whitelist(methods=["GET"])
def defaults(case: str) -> ClosingDefaults:
	"""``{"outcomes", "first_reason", "check_in_changes", "aftercare"}`` of a case that is to be closed.

	Rows as in `closing.outcome_rows`, `closing.check_in_changes` and `aftercare.planned`. 403 for whoever may
	not write the case.
	"""
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("write")
	return {
		"outcomes": closing.outcome_rows(doc),
		"first_reason": closing.first_reason(doc),
		"check_in_changes": closing.check_in_changes(doc.name),
		"aftercare": aftercare.planned(doc),
	}


@frappe.whitelist(methods=["POST"])
@once_per_key
def record_follow_up(case: str, number: int, result: str, note: str | None = None) -> None:
	"""How the pupil of a closed case is doing: see `aftercare.record`. 403 for others' cases, 417."""
	aftercare.record(case, number, result, note)


@frappe.whitelist(methods=["GET"])
def certificate(case: str) -> PdfFile:
	"""The pupil's certificate as PDF. 403 for others' cases, 417 before it is known what goes on it."""
	pdf.download(certificates.as_pdf(case), case)
