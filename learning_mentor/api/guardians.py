"""Inviting guardians to the portal."""

import frappe

from learning_mentor import education_records, guardians
from learning_mentor.api.shapes.common import RelatedGuardian
from learning_mentor.rest.idempotency import once_per_key


@frappe.whitelist(methods=["POST"])
@once_per_key
def invite(case: str, guardian: str) -> str:
	"""Give a guardian of the case's pupil a portal account and mail them. Coordinators only.

	Returns the user's name. 403 for others, 417 with the reason when it cannot be done.
	"""
	return guardians.invite(case, guardian)


@frappe.whitelist(methods=["GET"])
def of_case(case: str) -> list[RelatedGuardian]:
	"""Guardians of a case's pupil, for whoever may read the case.

	``[{"name", "guardian_name", "relation", "email_address", "mobile_number", "user"}]``.
	"""
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("read")
	return education_records.guardians_of(doc.student)
