"""The pupil's certificate, nice to have on a wall: first name, mentor, what was reached, and no more."""

import frappe
from frappe import _

from learning_mentor import pdf
from learning_mentor.exceptions import MentoringError


def as_pdf(case: str) -> bytes:
	"""Raises PermissionError for whoever may not print the case, MentoringError without words for it."""
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("print")
	if not reached(doc):
		frappe.throw(
			_("For the certificate: write down, in the pupil's words, what was reached."), MentoringError
		)
	return pdf.make_pdf("certificate", values(doc))


def values(case) -> dict:
	"""First name, mentor, and what the mentor chose of the pupil's words; nothing else of the record."""
	return {
		"first_name": frappe.db.get_value("Student", case.student, "first_name"),
		"mentor_name": case.mentor_name,
		"lines": reached(case),
	}


def reached(case) -> list[str]:
	return [line.strip() for line in (case.certificate_words or "").splitlines() if line.strip()]
