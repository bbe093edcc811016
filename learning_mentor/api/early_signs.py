"""Decisions on pupils who were noticed in Education's records."""

import frappe

from learning_mentor import early_signs


@frappe.whitelist(methods=["POST"])
def dismiss(sign: str, reason: str) -> None:
	"""Take a pupil off the list for the dismissal period. Coordinators only; 417 without a reason."""
	early_signs.dismiss(sign, reason)
