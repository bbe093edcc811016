"""The action plan on paper: whole for the file, and in plain words for home."""

import frappe
from frappe import _
from frappe.utils import get_fullname

from learning_mentor import portal
from learning_mentor.exceptions import MentoringError

HEAD = (
	"name",
	"student_name",
	"mentor_name",
	"version_number",
	"status",
	"review_date",
	"summary",
	"approved_on",
	"agreed_name",
	"agreed_how",
	"agreed_on",
)
TARGET = (
	"idx",
	"need",
	"target_text",
	"plain_words",
	"strategy",
	"setting",
	"responsible",
	"measure",
	"due_date",
	"baseline",
	"target_value",
	"current_value",
	"progress",
	"status",
)
REVIEW = ("reviewed_on", "target_number", "value", "target_status", "next_step", "comment")
DECISION = ("decision", "decided_on", "decided_by_name", "how", "comment")


def for_file(plan) -> dict:
	"""All of the plan, for whoever may print it."""
	return {
		**{field: plan.get(field) for field in HEAD},
		"written_by": plan.prepared_by and get_fullname(plan.prepared_by),
		"approved_by": plan.approved_by and get_fullname(plan.approved_by),
		"targets": [_fields(row, TARGET) for row in plan.targets],
		"reviews": [_fields(row, REVIEW) for row in plan.reviews],
		"decisions": [_fields(row, DECISION) for row in plan.decisions],
	}


def _fields(row, fields: tuple) -> dict:
	return {field: row.get(field) for field in fields}


def for_home(plan) -> dict:
	"""What the portal shows to the pupil's family, and who agreed; no word that was between staff.

	Raises MentoringError for a plan that no family sees yet, or no longer.
	"""
	if plan.status not in portal.SHOWN:
		frappe.throw(
			_("This plan is {0}: a paper for home is printed once the school has approved the plan.").format(
				_(plan.status)
			),
			MentoringError,
		)
	first_name = frappe.db.get_value("Student", plan.student, "first_name")
	shown = portal.in_plain_words(plan, first_name)
	agreed = [answer for answer in shown["answers"] if answer["decision"] in portal.AGREED]
	words = {field: value for field, value in shown.items() if field != "answers"}
	return {**words, "agreed": [{"by": answer["by"], "on": answer["on"]} for answer in agreed]}
