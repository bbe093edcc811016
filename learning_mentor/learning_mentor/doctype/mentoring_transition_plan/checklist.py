"""The steps of a move: from the template of Settings, each on a school day, each somebody's."""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate

from learning_mentor import follow_ups, notify
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.school_days import nearest_school_day

TIERS = ("Universal", "Targeted", "Enhanced")
SERVER_FIELDS = ("done_on", "done_by", "weeks", "from_template")


def apply(plan) -> None:
	before = {row.name: row for row in plan.rows_before("steps")}
	for row in plan.steps:
		_keep_done(row, before.get(row.name))
	if plan.is_new() or plan.has_value_changed("tier"):
		add_missing(plan)
	if not plan.is_new() and plan.has_value_changed("transfer_date"):
		_move_with_transfer(plan)
	_check_people(plan, before)


def add_missing(plan) -> None:
	"""Steps of the template up to the plan's tier that are not in the plan yet, in order of time."""
	known = {row.step for row in plan.steps}
	wanted = TIERS.index(plan.tier)
	mentor = notify.user_of(plan.mentor)
	for row in get_settings().transition_steps:
		if row.step not in known and TIERS.index(row.tier) <= wanted:
			plan.append(
				"steps",
				{
					"step": row.step,
					"weeks": row.weeks,
					"due_date": still_due_on(plan.transfer_date, row.weeks),
					"responsible": mentor,
					"from_template": 1,
				},
			)
	plan.steps.sort(key=lambda row: getdate(row.due_date) if row.due_date else date.max)
	for number, row in enumerate(plan.steps, 1):
		row.idx = number


def due_on(transfer_date, weeks: int) -> date:
	"""So many weeks from the move; off a school day, earlier before the move and later after it."""
	day = getdate(transfer_date) + timedelta(weeks=cint(weeks))
	return nearest_school_day(day, backwards=cint(weeks) < 0)


def still_due_on(transfer_date, weeks: int) -> date:
	"""As `due_on`; what a plan that begins late should have done before is due on the next school day."""
	return max(due_on(transfer_date, weeks), nearest_school_day(getdate()))


def _move_with_transfer(plan) -> None:
	"""Steps of the template that are not done, unless somebody has given them a date of their own."""
	for row in plan.steps:
		if row.from_template and not row.done:
			row.due_date = still_due_on(plan.transfer_date, row.weeks)


def _keep_done(row, before) -> None:
	"""When and by whom a step was ticked is the server's to say; a tick that is taken back is gone."""
	for fieldname in SERVER_FIELDS:
		row.set(fieldname, before.get(fieldname) if before else None)
	if before and getdate(before.due_date) != getdate(row.due_date):
		row.from_template = 0  # from now on the date is somebody's own
	if not row.done:
		row.update({"done_on": None, "done_by": None})
	elif not row.done_on:
		row.update({"done_on": getdate(), "done_by": frappe.session.user})


def _check_people(plan, before: dict) -> None:
	"""A step is of somebody who may see the plan. The steps of a mentor who gave the case away go along."""
	mentor = notify.user_of(plan.mentor)
	new = []
	for row in plan.steps:
		row.responsible = row.responsible or mentor
		known = before.get(row.name)
		if not known or known.responsible != row.responsible:
			new.append(row)
		elif not row.done and not frappe.has_permission(plan.doctype, "read", doc=plan, user=row.responsible):
			row.responsible = mentor
	follow_ups.check_rows_people(plan, new, _("Checklist"))


def late_steps(steps: list, day: date) -> list:
	"""Steps that should have been done before ``day`` (date), the longest overdue first."""
	late = [row for row in steps if not row.done and getdate(row.due_date) < day]
	return sorted(late, key=lambda row: getdate(row.due_date))


def next_step(steps: list):
	"""The step that is due next, or overdue longest; None when all are done."""
	ahead = [row for row in steps if not row.done]
	return min(ahead, key=lambda row: getdate(row.due_date)) if ahead else None
