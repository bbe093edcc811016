"""Nominating a pupil."""

import frappe

from learning_mentor import limits
from learning_mentor.api.arguments import as_rows
from learning_mentor.workflow import move_to


@frappe.whitelist(methods=["POST"])
@limits.per_user()
def nominate(
	student: str,
	needs: list,
	tried: str,
	source: str = "Teacher",
	urgency: str = "Routine",
	guardian_told: bool = False,
	guardian_not_told_reason: str | None = None,
	academic_year: str | None = None,
) -> dict:
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
def mine() -> list[dict]:
	"""The session user's own nominations and their status, newest first."""
	return frappe.get_list(
		"Mentoring Nomination",
		filters={"owner": frappe.session.user},
		fields=["name", "student_name", "status", "submitted_on", "decision_reason"],
		order_by="creation desc",
	)


@frappe.whitelist(methods=["GET"])
def panel_view(nomination: str) -> dict:
	"""What the panel sees beside a nomination: attendance, recent results, the mentor chosen, notes.

	Empty for whoever may not read the selection record.
	"""
	name = frappe.db.get_value("Mentoring Selection Record", {"nomination": nomination}, "name")
	if not name or not frappe.has_permission("Mentoring Selection Record", "read", name):
		return {}
	return frappe.get_doc("Mentoring Selection Record", name).as_dict()
