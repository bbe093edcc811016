"""Steps of a move that are late, and child-protection files that nobody has recorded: each told of once."""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import follow_ups, notify
from learning_mentor.job_marks import claim_once, not_done
from learning_mentor.notices import kinds
from learning_mentor.permissions import SAFEGUARDING_LEAD
from learning_mentor.school_days import add_school_days

PLAN, STEP, FILE = "Mentoring Transition Plan", "Mentoring Transition Step", "Mentoring Protection File"
SCHOOL_DAYS_FOR_FILE = 5  # statutory guidance: within the first five days of the start of a new term


def remind(day: date | None = None) -> None:
	"""Tell of what is late on ``day`` (default: today)."""
	day = getdate(day)
	for step in _late_steps(day):
		if claim_once(f"transition step {step.parent} {step.name}"):
			plan = frappe.get_doc(PLAN, step.parent)
			notify.tell(
				follow_ups.whom_to_remind(plan, step.responsible),
				kinds.MOVE_STEP_LATE,
				plan,
			)
	for name in _without_file_record(day):
		if claim_once(f"protection file {name}"):
			notify.tell_role(SAFEGUARDING_LEAD, kinds.PROTECTION_FILE, frappe.get_doc(PLAN, name))


def _late_steps(day: date) -> list[frappe._dict]:
	step, plan = frappe.qb.DocType(STEP), frappe.qb.DocType(PLAN)
	query = (
		frappe.qb.from_(step)
		.join(plan)
		.on((step.parent == plan.name) & (step.parenttype == PLAN))
		.select(step.name, step.parent, step.responsible, step.due_date)
		.where((step.done == 0) & (step.due_date < day) & (plan.status != "Settled"))
	)
	return not_done(query, "transition step ", step.parent, " ", step.name, order=("due_date", "name"))


def _without_file_record(day: date) -> list[str]:
	"""Plans whose pupil has moved, with no record of a file sent or of there being none."""
	plan, file = frappe.qb.DocType(PLAN), frappe.qb.DocType(FILE)
	settled = (
		frappe.qb.from_(file)
		.select(file.transition_plan)
		.where((file.sent_on.isnotnull() | (file.file_exists == "No")) & file.transition_plan.isnotnull())
	)
	query = (
		frappe.qb.from_(plan)
		.select(plan.name, plan.transfer_date)
		.where((plan.transfer_date <= day) & plan.name.notin(settled))
	)
	moved = not_done(query, "protection file ", plan.name, order=("transfer_date", "name"))
	return [row.name for row in moved if send_by(row.transfer_date) <= day]


def send_by(transfer_date) -> date:
	"""The last day on which a child-protection file is sent in time."""
	return add_school_days(transfer_date, SCHOOL_DAYS_FOR_FILE)
