"""How long records are kept: the school's rules, what is due by them, and what is held whatever they say.

A record type without a rule is kept. Nothing here deletes anything: see `disposal`.
"""

from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import add_years, cstr, getdate, today

from learning_mentor.data_protection import pupil_records
from learning_mentor.data_protection.access_contents import SAFEGUARDING
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import require_data_protection, scope

RULE, CASE = "Mentoring Retention Rule", "Mentoring Case"
BIRTH, RECORD = "Date of birth", "Date of the record"
UNANSWERED = ("Received", "In Review", "Ready")
AUDIT = ("Mentoring Read Log",)  # logs that name no pupil


class Due(NamedTuple):
	"""Records of one pupil (None: of an audit) and type whose time has come."""

	student: str | None
	record_type: str
	names: list[str]
	due_on: date


def rules() -> dict[str, dict]:
	"""Record type -> ``{"basis", "years", "statutory_years"}``, for rules that are not disabled."""
	rows = frappe.get_all(
		RULE,
		filters={"disabled": 0},
		fields=["record_type", "basis", "years", "statutory_years"],
		order_by="record_type asc",
	)
	return {row.record_type: row for row in rows}


def may_have_rule() -> set[str]:
	"""Record types that a rule can be about. Safeguarding is never disposed of by a rule."""
	return {*pupil_records.bonds(), *AUDIT} - set(SAFEGUARDING)


def due(day=None, school: str | None = None) -> tuple[list[Due], dict[str, str]]:
	"""What is due by ``day`` (default: today), and the pupils kept although it is: pupil -> why.

	``school``: of this one alone, where the site keeps schools apart.
	"""
	day, in_force = getdate(day), rules()
	found: list[Due] = _due_audit(day, in_force, school)
	kept: dict[str, str] = {}
	for student in _of_school(_pupils_to_ask(day, in_force), school):
		lines = due_of_pupil(student, day, in_force)
		reason = why_kept(student) if lines else None
		if reason:
			kept[student] = reason
		else:
			found += lines
	return found, kept


def _pupils_to_ask(day: date, in_force: dict) -> list[str]:
	"""Pupils with records who may have something due: old enough for a rule, or with a record old enough."""
	by_birth = [rule.years for rule in in_force.values() if rule.basis == BIRTH]
	asked: set[str] = set()
	if by_birth:
		born = {"date_of_birth": ["<=", add_years(day, -min(by_birth))]}
		asked.update(frappe.get_all("Student", born, pluck="name", order_by="name"))
	with_records: set[str] = set()
	for doctype, bond in pupil_records.bonds().items():
		if bond.target == pupil_records.STUDENT:
			with_records |= _pupils_of(doctype, bond.fieldname)
			if (rule := in_force.get(doctype)) and rule.basis == RECORD:
				old_enough = {"creation": ["<=", f"{add_years(day, -rule.years)} 23:59:59"]}
				asked |= _pupils_of(doctype, bond.fieldname, old_enough)
	return sorted(asked & with_records)


def _of_school(students: list[str], school: str | None) -> list[str]:
	if not students or not scope.is_on():
		return students
	theirs = {"name": ["in", students], scope.FIELD: school or ["is", "not set"]}
	return frappe.get_all("Student", theirs, pluck="name", order_by="name")


def _pupils_of(doctype: str, fieldname: str, filters: dict | None = None) -> set[str]:
	rows = frappe.get_all(doctype, filters, pluck=fieldname, distinct=True, order_by=fieldname)
	return set(filter(None, rows))


def due_of_pupil(student: str, day=None, in_force: dict | None = None) -> list[Due]:
	"""The pupil's records that are due, without those that a record which stays still points to."""
	day, in_force = getdate(day), rules() if in_force is None else in_force
	born = frappe.db.get_value("Student", student, "date_of_birth")
	is_statutory = bool(frappe.db.exists(CASE, {"student": student, "statutory_plan": 1}))
	records = pupil_records.of_pupil(student)
	going = {}
	for doctype, names in records.items():
		if rule := in_force.get(doctype):
			going[doctype] = _due_names(doctype, names, rule, born, is_statutory, day)
	_keep_what_is_pointed_to(going, records)
	return [
		Due(student, doctype, sorted(names), max(names.values())) for doctype, names in going.items() if names
	]


def _due_names(doctype, names: list[str], rule, born, is_statutory: bool, day: date) -> dict[str, date]:
	"""Names of the records that are due, each with the day since which it is."""
	if rule.basis == BIRTH:
		years = rule.statutory_years if is_statutory and rule.statutory_years else rule.years
		since = getdate(add_years(getdate(born), years)) if born else None
		return dict.fromkeys(names, since) if since and since <= day else {}
	made = frappe.get_all(doctype, {"name": ["in", names]}, ["name", "creation"], order_by="name")
	since_of = {row.name: getdate(add_years(getdate(row.creation), rule.years)) for row in made}
	return {name: since for name, since in since_of.items() if since <= day}


def _keep_what_is_pointed_to(going: dict[str, dict], records: dict[str, list[str]]) -> None:
	"""A case stays while a record of it stays, and so on until nothing that stays points to what goes."""
	while pointed := _pointed_to(going, records):
		for doctype, name in pointed:
			del going[doctype][name]


def _pointed_to(going: dict[str, dict], records: dict[str, list[str]]) -> set[tuple[str, str]]:
	found = set()
	for doctype, names in records.items():
		staying = [name for name in names if name not in going.get(doctype, {})]
		fields = [field for field in frappe.get_meta(doctype).get_link_fields() if going.get(field.options)]
		for field in fields if staying else []:
			targets = frappe.get_all(
				doctype, {"name": ["in", staying]}, pluck=field.fieldname, order_by="name"
			)
			found |= {(field.options, target) for target in targets if target in going[field.options]}
	return found


def _due_audit(day: date, in_force: dict, school: str | None = None) -> list[Due]:
	found = []
	for doctype in AUDIT:
		rule = in_force.get(doctype)
		last = add_years(day, -rule.years) if rule else None
		names = last and frappe.get_all(
			doctype, {"creation": ["<=", f"{last} 23:59:59"]}, pluck="name", order_by="creation asc"
		)
		if names and scope.is_on():
			names = scope.rows_among(doctype, names, school)
		if names:
			found.append(Due(None, doctype, names, day))
	return found


def why_kept(student: str) -> str | None:
	"""Why nothing of a pupil may go, whatever the rules say; None where nothing stands against it."""
	cases = frappe.get_all(CASE, {"student": student}, ["legal_hold", "status"], order_by="creation asc")
	if any(case.legal_hold for case in cases):
		return _("On hold")
	if frappe.db.exists(SAFEGUARDING[0], {"student": student}):
		return _("Safeguarding note: always held")
	if any(case.status != "Closed" for case in cases):
		return _("Open case")
	if frappe.db.exists("Mentoring Access Request", {"student": student, "status": ["in", UNANSWERED]}):
		return _("Access request that is not answered")
	return None


def check_rule(rule) -> None:
	"""Raise MentoringError for a record type that no rule can be about, or years that make no sense."""
	if rule.record_type not in may_have_rule():
		frappe.throw(
			_("Record type: choose a record of mentoring about a pupil. Safeguarding is always kept."),
			MentoringError,
		)
	if rule.record_type in AUDIT and rule.basis != RECORD:
		frappe.throw(_("Counted from: a log is counted from the date of the record."), MentoringError)
	if rule.years < 1:
		frappe.throw(_("Years: enter one year or more."), MentoringError)
	if rule.basis == BIRTH and rule.statutory_years and rule.statutory_years < rule.years:
		frappe.throw(_("Years with a statutory plan: enter no fewer than Years."), MentoringError)


def hold(case: str, reason: str) -> None:
	"""Keep a pupil's records whatever the rules say. For the officer and leads (PermissionError)."""
	reason = cstr(reason).strip()
	if not reason:
		frappe.throw(_("Why it is on hold is missing: give a reason."), MentoringError)
	values = {"legal_hold": 1, "hold_reason": reason, "hold_by": frappe.session.user, "hold_since": today()}
	_set_hold(case, values, _("Put on hold: {0}").format(reason))


def release(case: str, reason: str) -> None:
	"""End a hold, with the reason in the case's comments. For the officer and leads (PermissionError)."""
	reason = cstr(reason).strip()
	if not reason:
		frappe.throw(_("Why the hold ends is missing: give a reason."), MentoringError)
	values = dict.fromkeys(("hold_reason", "hold_by", "hold_since"))
	_set_hold(case, {"legal_hold": 0, **values}, _("Hold ended: {0}").format(reason))


def _set_hold(case: str, values: dict, words: str) -> None:
	require_data_protection()
	scope.require(CASE, case)
	doc = frappe.get_doc(CASE, case, for_update=True)
	doc.db_set(values)  # a closed case cannot be saved, and nothing of it changes but the hold
	doc.add_comment("Info", words)
