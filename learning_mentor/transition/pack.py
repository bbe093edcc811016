"""The handover pack: what the next school gets, as data, as a page and as PDF. Just what consent covers.

Its form is described by ``public/handover-pack.schema.json``, which the receiving school can read too.
"""

import json

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from learning_mentor import pdf
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import consent

FORMAT, VERSION = "learning-mentor-handover-pack", 1
# field of a consent -> name of the section in the pack
NAMES = {
	"share_words": "own_words",
	"share_strengths": "strengths",
	"share_works": "what_works",
	"share_avoid": "what_to_avoid",
	"share_people": "people",
	"share_steps": "steps",
}


def build(plan) -> dict:
	"""The pack of a plan now, as the schema says. Whoever calls has checked who may read it.

	Raises MentoringError when consent covers nothing. Nothing of the plan is in it but the sections that
	pupil and guardians agree to, and what a school needs to know whom they are about.
	"""
	if obstacle := consent.obstacle(plan):
		frappe.throw(_("Consent to share is missing: {0}").format(obstacle), MentoringError)
	fields = consent.covered(plan)
	return {
		"format": FORMAT,
		"version": VERSION,
		"pupil": _pupil(plan.student),
		"from": {
			"school": cstr(plan.from_school),
			"phase": cstr(plan.from_phase),
			"mentor": cstr(plan.mentor_name),
		},
		"to": {"school": plan.to_school, "phase": plan.to_phase},
		"transfer_date": str(plan.transfer_date),
		"support": plan.tier,
		"consent": {
			"agreed": [{"who": row.party, "on": str(row.given_on)} for row in consent.standing(plan)],
			"sections": [NAMES[field] for field in fields],
		},
		"sections": {NAMES[field]: _section(plan, field) for field in fields},
		"child_protection_file": "apart",
	}


def _pupil(student: str) -> dict:
	row = frappe.db.get_value(
		"Student", student, ["student_name", "first_name", "date_of_birth"], as_dict=True
	)
	born = str(row.date_of_birth) if row.date_of_birth else None
	return {"name": row.student_name, "first_name": row.first_name, "date_of_birth": born}


def _section(plan, field: str):
	if field == "share_words":
		return {"worries": cstr(plan.worries).strip(), "hopes": cstr(plan.hopes).strip()}
	if field == "share_steps":
		return [_step(row) for row in plan.steps]
	(text,) = consent.SECTIONS[field]
	return [line.strip() for line in cstr(plan.get(text)).splitlines() if line.strip()]


def _step(row) -> dict:
	return {"step": row.step, "due": str(getdate(row.due_date)), "done": bool(row.done)}


def as_pdf(pack: dict) -> bytes:
	return pdf.make_pdf("handover_pack", pack)


def as_json(pack: dict) -> bytes:
	return json.dumps(pack, ensure_ascii=False, indent=1).encode()


def for_staff(name: str) -> dict:
	"""The pack of a plan for whoever may read the plan. Raises PermissionError, MentoringError as `build`."""
	plan = frappe.get_doc("Mentoring Transition Plan", name)
	plan.check_permission("print")
	return build(plan)
