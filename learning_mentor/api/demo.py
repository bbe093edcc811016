"""The demo school by a button. System Managers only."""

import frappe

from learning_mentor.api.shapes.desk import DemoState
from learning_mentor.demo import asked
from learning_mentor.rest.idempotency import once_per_key


@frappe.whitelist(methods=["GET"])
def state() -> DemoState:
	"""How much of the demo there is, and whether it is being made or removed. 403 for others."""
	frappe.only_for("System Manager")
	return asked.state()


@frappe.whitelist(methods=["POST"])
@once_per_key
def make(password: str) -> None:
	"""Make the demo in the background. 417 on a site with pupils of its own, and for a short password."""
	frappe.only_for("System Manager")
	asked.ask_to_make(password)


@frappe.whitelist(methods=["POST"])
@once_per_key
def remove() -> None:
	"""Take the demo away in the background, with all about its pupils. 417 where there is none."""
	frappe.only_for("System Manager")
	asked.ask_to_remove()
