"""Home visits: the taps of visitors and duty contact, and a guardian's answer."""

import frappe

from learning_mentor import limits
from learning_mentor.learning_mentor.doctype.mentoring_home_visit.mentoring_home_visit import defaults_for
from learning_mentor.visits import duty as visit_duty
from learning_mentor.visits import families as visit_families


@frappe.whitelist(methods=["GET"])
def defaults(case: str) -> dict:
	"""What the form of a new visit starts with: see `defaults_for`. 403 for others' cases."""
	return defaults_for(case)


@frappe.whitelist(methods=["GET"])
def my_visits() -> list[dict]:
	"""Today's visits of the session user: see `learning_mentor.visits.duty.my_visits`. 403 but for staff."""
	return visit_duty.my_visits()


@frappe.whitelist(methods=["POST"])
def check_in(name: str) -> dict:
	"""The visit ``name`` begins. Returns ``{"status", "at"}``. 403 for whoever is not one of its visitors."""
	return visit_duty.check_in(name)


@frappe.whitelist(methods=["POST"])
def check_out(name: str, no_access_reason: str | None = None) -> dict:
	"""The visitors are safe; with a reason, nobody let them in. Returns ``{"status", "at"}``. 403, 417."""
	return visit_duty.check_out(name, no_access_reason)


@frappe.whitelist(methods=["POST"])
def extend(name: str, minutes: int) -> dict:
	"""Expect the visitors some minutes (5 to 120) later. Returns ``{"ends_on"}``. 403, 417."""
	return visit_duty.extend(name, minutes)


@frappe.whitelist(methods=["POST"])
def stand_down(name: str, reason: str) -> dict:
	"""Stop the alarm: the duty contact or a coordinator. Returns ``{"stood_down_on"}``. 403, 417."""
	return visit_duty.stand_down(name, reason)


@frappe.whitelist(methods=["GET"])
def of_family(name: str) -> dict:
	"""A visit for a guardian whom it is to: see `visit_families.get_visit`. 404 when hidden or missing."""
	return visit_families.get_visit(name)


@frappe.whitelist(methods=["POST"])
@limits.per_user()
def confirm(name: str) -> None:
	"""A guardian says that the time suits. 404 when hidden, 417 when the visit is over."""
	visit_families.confirm(name)


@frappe.whitelist(methods=["POST"])
@limits.per_user()
def ask_for_another_time(name: str, comment: str) -> None:
	"""A guardian asks for another time. 404 when hidden, 417 without a comment or when it is over."""
	visit_families.ask_for_another_time(name, comment)
