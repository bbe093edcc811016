"""A transition plan as its family meets it: read in plain words, agreed to section by section, withdrawn."""

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate, now_datetime

from learning_mentor import education_records, guardians, notify
from learning_mentor.api.shapes.families import TransitionOfFamily
from learning_mentor.data_protection.read_log import note
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import checklist, consent
from learning_mentor.notices import kinds
from learning_mentor.portal import LONGEST_NAME, plain, require_guardian

PLAN = "Mentoring Transition Plan"
TRANSITION_AWAITS_FAMILY = kinds.MOVE_AWAITS_FAMILY.email_template
TEXTS = ("worries", "hopes", "strengths", "what_works", "what_to_avoid", "people")
AGREED = ("Agreed", "Shared", "Received", "Settled")
IN_FORCE = ("given", "refused", "withdrawn")


def ask(name: str) -> None:
	"""Show a draft to the pupil's guardians and ask them what may be shared; by whoever may write the plan.

	Raises PermissionError, MentoringError when the plan is no draft or says too little to agree to.
	"""
	plan = frappe.get_doc(PLAN, name, for_update=True)
	plan.check_permission("write")
	if plan.status != "Draft":
		frappe.throw(_("The family is asked while the plan is a draft: revise it first."), MentoringError)
	if not any(cstr(plan.get(field)).strip() for field in TEXTS):
		frappe.throw(_("The plan says nothing yet: write what the next school should know."), MentoringError)
	plan.flags.set_by_code = {"family_asked_on": now_datetime()}
	plan.save()
	users = [row.user for row in education_records.guardians_of(plan.student) if row.user]
	notify.mail(users, TRANSITION_AWAITS_FAMILY, {"link": frappe.utils.get_url("/mentoring")})


def of_children(children: list[str], guardian: str) -> dict[str, list]:
	"""Student -> plans that a guardian may see, newest first: ``{"name", "to_school", "awaits"}``."""
	if not children:
		return {}
	shown: dict[str, list] = {}
	for plan in _read({"student": ["in", children]}):
		answers = [row for row in plan.consents if row.guardian == guardian]
		if _is_shown(plan, bool(answers)):
			in_force = bool(answers) and _state_of(plan, answers[-1]) in IN_FORCE
			awaits = plan.status == "Draft" and not in_force
			entry = {"name": plan.name, "to_school": plan.to_school, "awaits": awaits}
			shown.setdefault(plan.student, []).append(entry)
	return shown


def _read(filters: dict) -> list[frappe._dict]:
	"""Plans, newest first, with what a consent covers and their ``consents``, in two queries."""
	plans = frappe.get_all(
		PLAN,
		filters=filters,
		fields=["name", "student", "status", "family_asked_on", "transfer_date", *consent.CONTENT],
		order_by="creation desc",
	)
	consents = plans and frappe.get_all(
		"Mentoring Transition Consent",
		filters={"parenttype": PLAN, "parent": ["in", [plan.name for plan in plans]]},
		fields=[
			"parent",
			"party",
			"guardian",
			"given_name",
			"withdrawn_on",
			"content_key",
			*consent.SECTIONS,
		],
		order_by="idx asc",
	)
	for plan in plans:
		plan.consents = [row for row in consents if row.parent == plan.name]
	return plans


def _is_shown(plan, has_answered: bool) -> bool:
	"""What is agreed, what the family was asked about, and what this guardian has answered on paper."""
	return plan.status in AGREED or bool(plan.family_asked_on) or has_answered


def _has_answered(name: str, guardian: str) -> bool:
	answered = {"parent": name, "parenttype": PLAN, "guardian": guardian}
	return bool(frappe.db.exists("Mentoring Transition Consent", answered))


def get_plan(name: str) -> TransitionOfFamily:
	"""One plan in plain words, for a guardian of its pupil.

	Returns ``name, first_name, mentor_name, to_school, transfer_date, texts {field: text}, steps [{"step",
	"due_date", "done"}], sections [{"field", "label", "agreed"}], answer ("given", "refused", "withdrawn",
	"outdated" or None), answered_on, answered_how, is_shared``. Raises DoesNotExistError alike for plans
	missing, foreign or not to be shown.
	"""
	plan, child, guardian = _shown_plan(name)
	note(plan, "Portal")
	row = _answer_of(plan, guardian)
	agreed = row if row and not row.withdrawn_on else {}
	return {
		"name": plan.name,
		"first_name": child.first_name,
		"mentor_name": plan.mentor_name,
		"to_school": plan.to_school,
		"transfer_date": plan.transfer_date,
		"texts": {field: plan.get(field) for field in TEXTS},
		"steps": [{"step": each.step, "due_date": each.due_date, "done": each.done} for each in plan.steps],
		"sections": [
			{"field": field, "label": label, "agreed": bool(cint(agreed.get(field)))}
			for field, label in consent.section_labels().items()
		],
		"answer": _state_of(plan, row),
		"answered_on": row and (row.withdrawn_on or row.given_on),
		"answered_how": row and (row.withdrawn_how or row.how),
		"is_shared": plan.status in ("Shared", "Received", "Settled"),
	}


def _shown_plan(name: str, lock: bool = False) -> tuple:
	"""The plan, the child it is about, the guardian; hidden and missing plans answer alike."""
	guardian = require_guardian()
	children = {child.name: child for child in guardians.children_of(guardian)}
	fields = ["name", "student", "status", "family_asked_on"]
	stored = frappe.db.get_value(PLAN, {"name": cstr(name)}, fields, as_dict=True)
	if (
		not stored
		or stored.student not in children
		or not _is_shown(stored, _has_answered(stored.name, guardian))
	):
		frappe.throw(_("There is no such plan."), frappe.DoesNotExistError)
	return frappe.get_doc(PLAN, cstr(name), for_update=lock), children[stored.student], guardian


def _answer_of(plan, guardian: str):
	return next((row for row in consent.standing(plan) if row.guardian == guardian), None)


def _state_of(plan, row) -> str | None:
	if not row:
		return None
	if row.withdrawn_on:
		return "withdrawn"
	if row.content_key != consent.content_key(plan):
		return "outdated"
	return "given" if any(cint(row.get(field)) for field in consent.SECTIONS) else "refused"


def answer(name: str, typed_name: str, sections: list[str]) -> None:
	"""Agree that these sections (fields of `consent.SECTIONS`) are shared; none: to nothing.

	Raises DoesNotExistError when hidden, MentoringError without a name, for unknown sections, or when the
	pack has gone out: then a consent can be withdrawn, and the school asks again.
	"""
	plan, _child, guardian = _shown_plan(name, lock=True)
	typed_name = plain(typed_name, LONGEST_NAME)
	if not typed_name:
		frappe.throw(_("Your name is missing: type it to answer."), MentoringError)
	if not set(sections) <= set(consent.SECTIONS):
		frappe.throw(_("Choose what may be shared from the list."), MentoringError)
	if plan.status not in ("Draft", "Agreed"):
		frappe.throw(_("The plan has been shared: you can withdraw your consent."), MentoringError)
	row = {"party": consent.GUARDIAN, "guardian": guardian, "given_name": typed_name, "how": consent.PORTAL}
	plan.append("consents", {**row, "given_on": getdate(), **dict.fromkeys(sections, 1)})
	_save(plan, kinds.MOVE_ANSWERED)


def withdraw(name: str) -> None:
	"""A guardian takes the consent back, whenever they like. Errors as `answer`; twice is no error."""
	plan, _child, guardian = _shown_plan(name, lock=True)
	_withdraw(plan, _answer_of(plan, guardian))


def withdraw_of_pupil(student: str | None) -> None:
	"""A pupil (the session's) takes back the consent to their own plan. DoesNotExistError without one."""
	filters = {"student": student, "status": ["in", AGREED]}
	name = student and frappe.db.get_value(PLAN, filters, "name", order_by="creation desc")
	if not name:
		frappe.throw(_("There is no such plan."), frappe.DoesNotExistError)
	plan = frappe.get_doc(PLAN, name, for_update=True)
	_withdraw(plan, next((row for row in consent.standing(plan) if row.party == consent.PUPIL), None))


def _withdraw(plan, row) -> None:
	if not row:
		frappe.throw(_("You have not agreed to anything: there is nothing to withdraw."), MentoringError)
	if row.withdrawn_on:
		return
	row.update({"withdrawn_on": getdate(), "withdrawn_how": consent.PORTAL})
	_save(plan, kinds.MOVE_WITHDRAWN)


def _save(plan, notice: kinds.Kind) -> None:
	plan.flags.ignore_permissions = True  # families have no desk rights; the callers have checked theirs
	plan.flags.portal_consent = True
	plan.save()
	mentor = notify.user_of(plan.mentor)
	notify.tell([mentor], notice, plan)


def for_pupil(case: str) -> dict | None:
	"""What a pupil sees of the move: nothing before it is agreed; then own words, where to, the next step.

	``{"to_school", "transfer_date", "worries", "hopes", "next_step": {"step", "due_date"} or None,
	"may_withdraw"}``.
	"""
	plan = next(iter(_read({"case": case, "status": ["in", AGREED]})), None)
	if not plan:
		return None
	step = checklist.next_step(_steps_of(plan.name))
	return {
		"to_school": plan.to_school,
		"transfer_date": plan.transfer_date,
		"worries": plan.worries,
		"hopes": plan.hopes,
		"next_step": step and {"step": step.step, "due_date": step.due_date},
		"may_withdraw": not consent.obstacle(plan),
	}


def _steps_of(plan: str) -> list[dict]:
	return frappe.get_all(
		"Mentoring Transition Step",
		filters={"parenttype": PLAN, "parent": plan},
		fields=["step", "due_date", "done"],
		order_by="idx asc",
	)
