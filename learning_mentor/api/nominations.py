"""Nominating a pupil."""

from typing import Annotated

import frappe

from learning_mentor import limits
from learning_mentor.api.arguments import as_rows
from learning_mentor.api.shapes.casework import NeedRating, Nominated, OwnNomination, PanelView
from learning_mentor.api.shapes.common import NameAndStatus
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.pages import MOST, Limit, Start, bounds, say_next
from learning_mentor.rest.shapes import Choice, Shape
from learning_mentor.rest.steps import take_step
from learning_mentor.workflow import move_to

SOURCES = ("Teacher", "Pastoral staff", "Guardian", "Pupil", "Safeguarding", "Outside agency")
URGENCIES = ("Routine", "Soon", "Urgent")


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def nominate(
	student: str,
	needs: Annotated[list, Shape(list[NeedRating])],
	tried: str,
	source: Annotated[str, Choice(SOURCES)] = "Teacher",
	urgency: Annotated[str, Choice(URGENCIES)] = "Routine",
	guardian_told: bool = False,
	guardian_not_told_reason: str | None = None,
	academic_year: str | None = None,
) -> Nominated:
	"""Nominate a pupil and submit the nomination, as the session user.

	``needs`` is ``[{"need", "severity": 1-5, "evidence"}]``.
	Returns ``{"name", "status", "priority_score"}``.
	409 when the pupil has an open nomination or case (named), 417 with the field for bad input.
	"""
	nomination = frappe.new_doc("Mentoring Nomination")
	nomination.update(
		{
			"student": student,
			"needs": as_rows(needs, "needs"),
			"tried": tried,
			"source": source,
			"urgency": urgency,
			"guardian_told": int(bool(guardian_told)),
			"guardian_not_told_reason": guardian_not_told_reason,
			"academic_year": academic_year,
		}
	)
	nomination.insert()
	move_to(nomination, "Submitted")
	return {
		"name": nomination.name,
		"status": nomination.status,
		"priority_score": nomination.priority_score,
	}


@frappe.whitelist(methods=["GET"])
def mine(start: Start = 0, limit: Limit = MOST) -> list[OwnNomination]:
	"""The session user's own nominations and their status, newest first, in pages."""
	start, limit = bounds(start, limit)
	rows = frappe.get_list(
		"Mentoring Nomination",
		filters={"owner": frappe.session.user},
		fields=["name", "student_name", "status", "submitted_on", "decision_reason"],
		order_by="creation desc",
		limit_start=start,
		limit_page_length=limit + 1,
	)
	say_next(start, limit, has_more=len(rows) > limit)
	return rows[:limit]


@frappe.whitelist(methods=["POST"])
@once_per_key
def withdraw(nomination: str) -> NameAndStatus:
	"""Take a nomination back before it is decided. 403 for others' nominations, 417 once it is decided."""
	doc = take_step("Mentoring Nomination", nomination, "Withdrawn")
	return {"name": doc.name, "status": doc.status}


@frappe.whitelist(methods=["GET"])
def panel_view(nomination: str) -> PanelView:
	"""What the panel sees beside a nomination: attendance, recent results, the mentor chosen, notes.

	Empty for whoever may not read the selection record.
	"""
	name = frappe.db.get_value("Mentoring Selection Record", {"nomination": nomination}, "name")
	if not name or not frappe.has_permission("Mentoring Selection Record", "read", name):
		return {}
	return frappe.get_doc("Mentoring Selection Record", name).as_dict()
