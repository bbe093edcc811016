"""Steps of a move that are late, and child-protection files that nobody has recorded: each told of once."""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import follow_ups, notify
from learning_mentor.job_marks import claim_once, not_done
from learning_mentor.notices import kinds
from learning_mentor.permissions import SAFEGUARDING_LEAD
from learning_mentor.scheduled import each_alone
from learning_mentor.school_days import add_school_days

PLAN, STEP, FILE = "Mentoring Transition Plan", "Mentoring Transition Step", "Mentoring Protection File"
SCHOOL_DAYS_FOR_FILE = 5  # statutory guidance: within the first five days of the start of a new term


def remind(day: date | None = None) -> None:
	"""Tell of what is late on ``day`` (default: today)."""
	each_alone(due(getdate(day)), remind_of, "Move {0.name}")


def due(day: date) -> list[frappe._dict]:
	"""What nobody has been told of: ``name`` of the plan; ``step``, ``responsible`` where a step is late."""
	return [*_late_steps(day), *_without_file_record(day)]


def remind_of(row: frappe._dict) -> bool:
	"""Tell of one, in the caller's transaction. Returns whether nobody had."""
	mark = f"transition step {row.name} {row.step}" if row.step else f"protection file {row.name}"
	if not claim_once(mark):
		return False
	plan = frappe.get_doc(PLAN, row.name)
	if row.step:
		notify.tell(follow_ups.whom_to_remind(plan, row.responsible), kinds.MOVE_STEP_LATE, plan)
	else:
		notify.tell_role(SAFEGUARDING_LEAD, kinds.PROTECTION_FILE, plan)
	return True


def _late_steps(day: date) -> list[frappe._dict]:
	step, plan = frappe.qb.DocType(STEP), frappe.qb.DocType(PLAN)
	query = (
		frappe.qb.from_(step)
		.join(plan)
		.on((step.parent == plan.name) & (step.parenttype == PLAN))
		.select(step.parent.as_("name"), step.name.as_("step"), step.responsible, step.due_date)
		.where((step.done == 0) & (step.due_date < day) & (plan.status != "Settled"))
	)
	return not_done(query, "transition step ", step.parent, " ", step.name, order=("due_date", "step"))


def _without_file_record(day: date) -> list[frappe._dict]:
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
	return [row for row in moved if send_by(row.transfer_date) <= day]


def send_by(transfer_date) -> date:
	"""The last day on which a child-protection file is sent in time."""
	return add_school_days(transfer_date, SCHOOL_DAYS_FOR_FILE)
