"""What a referral tells: sections, of which only those within the scope leave the school."""

import frappe
from frappe import _
from frappe.utils import formatdate

from learning_mentor import education_records, pdf
from learning_mentor.api.shapes.outreach import ReferralDefaults
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.translatable import N_

ABOUT, NEEDS = N_("About the pupil"), N_("Needs and reason")
DOCUMENTS = "Documents"
# section -> its field; these go where the scope allows, name and needs always
SECTIONS = {
	"What was tried": "tried",
	"Attendance": "attendance",
	"The pupil's wishes": "pupil_wishes",
	"The family's wishes": "guardian_wishes",
	"How to reach the family": "family_contact",
	DOCUMENTS: None,
}


def take_sections(referral) -> None:
	"""A row per section, whatever a caller sends; the ticks of those that were there stay."""
	given = {row.section: row for row in referral.scope}
	rows = [given.get(section) or {"section": section, "wanted": 1} for section in SECTIONS]
	referral.set("scope", rows)
	for number, row in enumerate(referral.scope, 1):
		row.idx = number


def sections(referral, allowed_only: bool = True) -> list[dict]:
	"""The text of a referral, ``[{"section", "text"}]``, within the scope that was consented to.

	With ``allowed_only`` False it is what the school would like to share: what a guardian is asked about.
	"""
	in_scope = {row.section for row in referral.scope if (row.allowed if allowed_only else row.wanted)}
	shown = [
		{"section": ABOUT, "text": _about(referral)},
		{"section": NEEDS, "text": _needs(referral)},
	]
	for section, fieldname in SECTIONS.items():
		text = (referral.get(fieldname) or "").strip() if fieldname else _titles(referral)
		if section in in_scope and text:
			shown.append({"section": section, "text": text})
	return shown


def _about(referral) -> str:
	pupil = frappe.db.get_value("Student", referral.student, ["student_name", "date_of_birth"], as_dict=True)
	year = education_records.year_group(referral.student, education_records.current_academic_year())
	born = pupil.date_of_birth and _("Born on {0}").format(formatdate(pupil.date_of_birth))
	return "\n".join(filter(None, (pupil.student_name, born, year)))


def _needs(referral) -> str:
	needs = ", ".join(row.need for row in referral.needs)
	wanted = referral.wanted and _("Asked for: {0}").format(referral.wanted)
	added = referral.added_information and _("Added later: {0}").format(referral.added_information)
	return "\n".join(filter(None, (needs, referral.reason, wanted, added)))


def _titles(referral) -> str:
	return "\n".join(row.title for row in referral.documents)


def shared_documents(referral) -> list:
	"""Rows of the documents that the scope lets out; none where it does not."""
	allowed = any(row.section == DOCUMENTS and row.allowed for row in referral.scope)
	return list(referral.documents) if allowed else []


def make(referral) -> bytes:
	"""The referral as PDF, with just what the scope allows."""
	return pdf.make_pdf("referral", values(referral))


def values(referral) -> dict:
	"""What is on a referral's paper: with just what the scope allows."""
	return {
		"agency": referral.agency,
		"urgency": referral.urgency,
		"mentor_name": referral.mentor_name,
		"name": referral.name,
		"sent_on": referral.sent_on,
		"without_consent": bool(referral.authorised_by),
		"consented": referral.consent_status == "Given",
		"sections": sections(referral),
	}


def defaults_for(case: str) -> ReferralDefaults:
	"""What the form of a new referral starts with, drawn from the case, its plan and Education's records.

	Returns ``needs`` (rows), ``tried, attendance, pupil_wishes, family_contact`` (texts). Raises
	PermissionError for whoever may not write the case.
	"""
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("write")
	return {
		"needs": [{"need": row.need} for row in doc.needs],
		"tried": _tried(doc),
		"attendance": _attendance(doc.student),
		"pupil_wishes": "\n".join(row.aim for row in doc.aims if row.status != "Set Aside"),
		"family_contact": _family(doc.student),
	}


def _tried(case) -> str:
	before = case.nomination and frappe.db.get_value("Mentoring Nomination", case.nomination, "tried")
	return "\n".join(filter(None, [before, *_of_plans(case.name)]))


def _of_plans(case: str) -> list[str]:
	"""A line per target of the plans that were in force: what was worked on, how, and how far it came."""
	plans = frappe.get_all(
		"Mentoring Action Plan",
		filters={"case": case, "status": ["in", ("Active", "Under Review", "Completed")]},
		pluck="name",
		order_by="creation asc",
	)
	targets = plans and frappe.get_all(
		"Mentoring Plan Target",
		filters={"parent": ["in", plans], "parenttype": "Mentoring Action Plan"},
		fields=["target_text", "strategy", "progress"],
		order_by="parent asc, idx asc",
	)
	return [
		_("{0}: {1} ({2}% of the way)").format(row.strategy, row.target_text, round(row.progress or 0))
		for row in targets or []
	]


def _attendance(student: str) -> str:
	seen = education_records.attendance(student, get_settings().snapshot_days)
	if seen["percent"] is None:
		return ""
	return _("{0}% of {1} recorded days from {2} to {3}").format(
		seen["percent"], seen["days"], formatdate(seen["from_date"]), formatdate(seen["to_date"])
	)


def _family(student: str) -> str:
	lines = [
		", ".join(filter(None, (row.guardian_name, row.relation, row.mobile_number, row.email_address)))
		for row in education_records.guardians_of(student)
	]
	return "\n".join([*lines, education_records.address_of(student)]).strip()
