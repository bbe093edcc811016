"""Decisions on pupils who were noticed in Education's records."""

import frappe

from learning_mentor import early_signs
from learning_mentor.rest.idempotency import once_per_key


@frappe.whitelist(methods=["POST"])
@once_per_key
def dismiss(sign: str, reason: str) -> None:
	"""Take a pupil off the list for the dismissal period. Coordinators only; 417 without a reason."""
	early_signs.dismiss(sign, reason)
