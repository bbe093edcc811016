"""Data protection: what its officer and the safeguarding leads do beyond saving a record."""

import frappe

from learning_mentor import consents


@frappe.whitelist(methods=["GET"])
def kinds_of_consent() -> list[str]:
	"""What can be consented to, for the filter of the register."""
	return consents.kinds()
