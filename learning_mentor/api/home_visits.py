"""Home visits: the taps of visitors and duty contact, and a guardian's answer."""

from typing import Annotated

import frappe

from learning_mentor import limits
from learning_mentor.api.arguments import as_dict
from learning_mentor.api.shapes.common import NameAndStatus
from learning_mentor.api.shapes.families import VisitOfFamily
from learning_mentor.api.shapes.outreach import (
	Extended,
	StoodDown,
	Tapped,
	VisitDefaults,
	VisitPlan,
	VisitToday,
)
from learning_mentor.learning_mentor.doctype.mentoring_home_visit.mentoring_home_visit import defaults_for
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.shapes import Bounds, Shape
from learning_mentor.rest.steps import take_step
from learning_mentor.visits import duty as visit_duty
from learning_mentor.visits import families as visit_families

VISIT = "Mentoring Home Visit"


@frappe.whitelist(methods=["GET"])
def defaults(case: str) -> VisitDefaults:
	"""What the form of a new visit starts with: see `defaults_for`. 403 for others' cases."""
	return defaults_for(case)


@frappe.whitelist(methods=["GET"])
def my_visits() -> list[VisitToday]:
	"""Today's visits of the session user: see `learning_mentor.visits.duty.my_visits`. 403 but for staff."""
	return visit_duty.my_visits()


@frappe.whitelist(methods=["POST"])
@once_per_key
def check_in(name: str) -> Tapped:
	"""The visit ``name`` begins. Returns ``{"status", "at"}``. 403 for whoever is not one of its visitors."""
	return visit_duty.check_in(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def check_out(name: str, no_access_reason: str | None = None) -> Tapped:
	"""The visitors are safe; with a reason, nobody let them in. Returns ``{"status", "at"}``. 403, 417."""
	return visit_duty.check_out(name, no_access_reason)


@frappe.whitelist(methods=["POST"])
@once_per_key
def extend(name: str, minutes: Annotated[int, Bounds(5, 120)]) -> Extended:
	"""Expect the visitors some minutes (5 to 120) later. Returns ``{"ends_on"}``. 403, 417."""
	return visit_duty.extend(name, minutes)


@frappe.whitelist(methods=["POST"])
@once_per_key
def stand_down(name: str, reason: str) -> StoodDown:
	"""Stop the alarm: the duty contact or a coordinator. Returns ``{"stood_down_on"}``. 403, 417."""
	return visit_duty.stand_down(name, reason)


@frappe.whitelist(methods=["GET"])
def of_family(name: str) -> VisitOfFamily:
	"""A visit for a guardian whom it is to: see `visit_families.get_visit`. 404 when hidden or missing."""
	return visit_families.get_visit(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def confirm(name: str) -> None:
	"""A guardian says that the time suits. 404 when hidden, 417 when the visit is over."""
	visit_families.confirm(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def ask_for_another_time(name: str, comment: str) -> None:
	"""A guardian asks for another time. 404 when hidden, 417 without a comment or when it is over."""
	visit_families.ask_for_another_time(name, comment)


@frappe.whitelist(methods=["POST"])
@once_per_key
def plan(case: str, values: Annotated[dict | str, Shape(VisitPlan)]) -> NameAndStatus:
	"""Plan a visit. What is left out is as in `defaults`. 403 for others' cases, 417 with the field."""
	given = as_dict(values, "values")
	doc = frappe.get_doc({"doctype": VISIT, **defaults_for(case), **given, "case": case})
	doc.insert()
	return {"name": doc.name, "status": doc.status}


@frappe.whitelist(methods=["POST"])
@once_per_key
def approve(name: str) -> NameAndStatus:
	"""Approve a planned visit: a coordinator, or its mentor where the risk is low. 403, 417."""
	doc = take_step(VISIT, name, "Approved")
	return {"name": doc.name, "status": doc.status}


@frappe.whitelist(methods=["POST"])
@once_per_key
def cancel(name: str, reason: str) -> NameAndStatus:
	"""Call a visit off before it begins. 403 for others' visits, 417 without a reason."""
	doc = take_step(VISIT, name, "Cancelled", status_reason=reason)
	return {"name": doc.name, "status": doc.status}
