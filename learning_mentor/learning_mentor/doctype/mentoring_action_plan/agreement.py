"""A family's answer to a plan: given on the portal, or recorded by a coordinator."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from learning_mentor import education_records
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import is_coordinator

ANSWER = ("agreed_name", "agreed_how", "agreed_on", "agreed_guardian")
AWAITED = "Pending Guardian Agreement"
PORTAL = "Portal"


def keep_answer(plan) -> None:
	"""The answer can be written while it is awaited, by a coordinator; at other times it stays as it is."""
	if plan.status_before() == AWAITED and is_coordinator():
		return
	plan.keep_server_fields(ANSWER)


def take(plan) -> None:
	"""Keep the agreement under which a plan becomes active. Raises MentoringError when it is incomplete."""
	if not get_settings().require_guardian_agreement and not plan.agreed_name:
		return
	if answer := plan.flags.guardian_answer:
		_take_from_portal(plan, answer)
	else:
		_take_recorded(plan)


def _take_from_portal(plan, answer) -> None:
	plan.update(
		{
			"agreed_name": answer.typed_name,
			"agreed_how": PORTAL,
			"agreed_on": today(),
			"agreed_guardian": answer.guardian,
		}
	)
	plan.decision_comment = answer.comment
	plan.record("Guardian agreed", how=PORTAL, name=answer.typed_name)


def _take_recorded(plan) -> None:
	if not is_coordinator():
		frappe.throw(
			_("Only a mentoring coordinator may record a guardian's agreement."), frappe.PermissionError
		)
	if not (plan.agreed_name or "").strip():
		frappe.throw(_("Agreed by (guardian) is missing: enter who agreed."), MentoringError)
	if not plan.agreed_how or plan.agreed_how == PORTAL:
		frappe.throw(_("Agreed how: choose In person, On paper or By phone."), MentoringError)
	plan.agreed_on = plan.agreed_on or today()
	if getdate(plan.agreed_on) > getdate():
		frappe.throw(_("Agreed on is in the future."), MentoringError)
	_check_portal_was_no_way(plan)
	plan.record("Agreement recorded", how=plan.agreed_how, name=plan.agreed_name)


def _check_portal_was_no_way(plan) -> None:
	"""A guardian with a portal account answers there; the coordinator says why not in this case."""
	has_account = any(row.user for row in education_records.guardians_of(plan.student))
	if has_account and not (plan.decision_comment or "").strip():
		frappe.throw(
			_("A guardian has a portal account: say in Comment on the decision why it was not used."),
			MentoringError,
		)


def hand_back(plan) -> None:
	"""Return a plan to its author with a comment, by approver or guardian; an approval ends with it."""
	answer = plan.flags.guardian_answer
	if answer:
		plan.decision_comment = answer.comment
	if not (plan.decision_comment or "").strip():
		frappe.throw(_("Comment on the decision is missing: say what should change."), MentoringError)
	plan.approved_by = plan.approved_on = None
	for fieldname in ANSWER:
		plan.set(fieldname, None)
	if answer:
		plan.record("Change asked for", how=PORTAL, name=answer.guardian_name)
	else:
		plan.record("Returned")
