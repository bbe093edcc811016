"""What is on each paper: letters, sheets and registers that Frappe prints, or that go out as PDF.

A paper is a template under ``templates/pdf`` and a function here that gathers its values. What the function
leaves out cannot be on the paper, whoever edits the template.
"""

import unicodedata

import frappe
from frappe.utils.jinja_globals import is_rtl

from learning_mentor import certificate
from learning_mentor.papers import cases, events, plans, sharing, visits

# name of a paper -> the record type that it prints, and what gathers its values
PAPERS = {
	"plan_for_file": ("Mentoring Action Plan", plans.for_file),
	"plan_for_home": ("Mentoring Action Plan", plans.for_home),
	"aims_agreement": ("Mentoring Case", cases.aims_agreement),
	"certificate": ("Mentoring Case", certificate.values),
	"visit_sheet": ("Mentoring Home Visit", visits.sheet),
	"referral": ("Mentoring Referral", sharing.referral),
	"handover_note": ("Mentoring Handover", cases.handover_note),
	"handover_pack": ("Mentoring Transition Plan", sharing.handover_pack),
	"event_register": ("Mentoring Event", events.event_register),
	"group_register": ("Mentoring Group", events.group_register),
}


def mentoring_paper(doc, paper: str) -> dict:
	"""Values of a paper, for print formats: ``{% set paper = mentoring_paper(doc, "visit_sheet") %}``.

	They are read from the database, never taken from the document at hand: Frappe's print renders any
	document that a caller makes up, with another pupil in it. Raises PermissionError for whoever may not
	print the record, MentoringError where there is nothing yet that may be on the paper.
	"""
	doctype, gather = PAPERS[paper]
	stored = frappe.get_doc(doctype, doc.name)
	stored.check_permission("print")
	return gather(stored)


def text_direction(text) -> str:
	"""``rtl`` or ``ltr`` by the first letter that has a direction; a page's own where there is none.

	``dir="auto"`` says the same to a browser, but to no maker of PDFs that Frappe uses.
	"""
	for letter in str(text or ""):
		direction = unicodedata.bidirectional(letter)
		if direction in ("R", "AL"):
			return "rtl"
		if direction == "L":
			return "ltr"
	return "rtl" if is_rtl() else "ltr"
