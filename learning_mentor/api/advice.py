"""Ideas for home as a PDF: for staff by case, for guardians by who is signed in."""

import frappe

from learning_mentor import advice, pdf
from learning_mentor.api.shapes.files import PdfFile


@frappe.whitelist(methods=["GET"])
def sheet(case: str) -> PdfFile:
	"""Download the ideas for home of a case. 403 for others' cases."""
	pdf.download(advice.sheet([advice.for_staff(case)]), advice.FILE_TITLE)


@frappe.whitelist(methods=["GET"])
def my_sheet() -> PdfFile:
	"""Download the ideas for home for the session guardian's children. 403 for whoever is no guardian."""
	pdf.download(advice.sheet(advice.for_guardian()), advice.FILE_TITLE)
