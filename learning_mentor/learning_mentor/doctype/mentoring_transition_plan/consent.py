"""Who agrees to what of a transition plan being shared, and what follows from that.

Pupil and guardian agree section by section; either may withdraw. A consent is to the words as they were then.
"""

import hashlib
import json

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate

from learning_mentor import education_records
from learning_mentor.exceptions import MentoringError

PUPIL, GUARDIAN, PORTAL = "Pupil", "Guardian", "Portal"
# field of a consent -> fields of the plan that it covers
SECTIONS = {
	"share_words": ("worries", "hopes"),
	"share_strengths": ("strengths",),
	"share_works": ("what_works",),
	"share_avoid": ("what_to_avoid",),
	"share_people": ("people",),
	"share_steps": ("steps",),
}
# what a consent is given to; the checklist goes on after it
CONTENT = ("to_school", "worries", "hopes", "strengths", "what_works", "what_to_avoid", "people")


def section_labels() -> dict[str, str]:
	"""Field of a consent -> what it stands for, in the reader's language."""
	meta = frappe.get_meta("Mentoring Transition Consent")
	return {field: _(meta.get_label(field)) for field in SECTIONS}


def apply(plan) -> None:
	"""Keep what was given, check what is new, and say on the plan what may be shared."""
	keep_given(plan)
	labels = section_labels()
	plan.may_share = obstacle(plan) or ", ".join(labels[field] for field in covered(plan))


def keep_given(plan) -> None:
	"""Consents are added to and withdrawn; nobody rewrites or removes one."""
	before = plan.get_doc_before_save()
	sent = {row.name: row for row in plan.consents}
	stored = [row.as_dict() for row in before.consents] if before else []
	known = {row.name for row in stored}
	added = [row for row in plan.consents if row.name not in known]
	for row in stored:
		_take_withdrawal(row, sent.get(row.name))
	for row in added:
		_check_new(plan, row)
	plan.set("consents", [*stored, *(row.as_dict() for row in added)])


def _take_withdrawal(row: frappe._dict, sent) -> None:
	if not sent or row.withdrawn_on or not sent.withdrawn_on:
		return
	if getdate(sent.withdrawn_on) > getdate():
		frappe.throw(_("Consents, row {0}: Withdrawn on lies ahead.").format(row.idx), MentoringError)
	if not sent.withdrawn_how:
		frappe.throw(
			_("Consents, row {0}: How withdrawn is missing: say how you were told.").format(row.idx),
			MentoringError,
		)
	row.update({"withdrawn_on": sent.withdrawn_on, "withdrawn_how": sent.withdrawn_how})


def _check_new(plan, row) -> None:
	if row.how == PORTAL and not plan.flags.portal_consent:
		frappe.throw(
			_("Consents, row {0}: what is given on the portal is entered by whoever gives it.").format(
				row.idx
			),
			MentoringError,
		)
	if row.party == GUARDIAN and row.guardian not in _guardians(plan):
		frappe.throw(
			_("Consents, row {0}: choose one of the pupil's guardians.").format(row.idx), MentoringError
		)
	if getdate(row.given_on) > getdate():
		frappe.throw(_("Consents, row {0}: On lies ahead.").format(row.idx), MentoringError)
	row.guardian = row.guardian if row.party == GUARDIAN else None
	row.content_key = content_key(plan)
	row.recorded_by = frappe.session.user


def content_key(plan) -> str:
	"""Stands for the words that somebody agreed to: other words have another key."""
	words = [" ".join(cstr(plan.get(field)).split()) for field in CONTENT]
	return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def standing(plan) -> list:
	"""The latest answer of the pupil and of each guardian who answered and is on the pupil's record today."""
	own = _guardians(plan)
	latest = {
		(row.party, row.guardian): row for row in plan.consents if row.party == PUPIL or row.guardian in own
	}
	return list(latest.values())


def _guardians(plan) -> set[str]:
	return {guardian.name for guardian in education_records.guardians_of(plan.student)}


def obstacle(plan) -> str | None:
	"""Why nothing may be shared, in words for staff; None when something may be."""
	rows = standing(plan)
	for party, missing in (
		(PUPIL, _("The pupil has not been asked yet.")),
		(GUARDIAN, _("No guardian has agreed yet.")),
	):
		if party not in {row.party for row in rows}:
			return missing
	for row in rows:
		if row.withdrawn_on:
			return _("{0} has withdrawn the consent.").format(row.given_name)
		if row.content_key != content_key(plan):
			return _("The plan has changed since {0} agreed: ask again.").format(row.given_name)
	return None if _agreed_by_all(rows) else _("There is nothing that all of them agree to share.")


def _agreed_by_all(rows: list) -> list[str]:
	return [field for field in SECTIONS if all(cint(row.get(field)) for row in rows)]


def covered(plan) -> list[str]:
	"""Fields of `SECTIONS` that may be shared now; empty when anybody's answer stands against it."""
	return [] if obstacle(plan) else _agreed_by_all(standing(plan))
