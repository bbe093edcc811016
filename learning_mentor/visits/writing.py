"""Visits are written up within one school day: whoever made one is reminded, once."""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import notify
from learning_mentor.job_marks import claim_once, not_done
from learning_mentor.notices import kinds
from learning_mentor.scheduled import each_alone
from learning_mentor.school_days import add_school_days

VISIT = "Mentoring Home Visit"
SCHOOL_DAYS = 1


def remind(day: date | None = None) -> None:
	"""Remind the visitors of visits that should have been written up by ``day`` (default: today)."""
	each_alone(due(getdate(day)), remind_of, "Writing up visit {0.name}")


def remind_of(row: frappe._dict) -> bool:
	"""Remind of one, in the caller's transaction. Returns whether nobody had."""
	if not claim_once(f"visit writing {row.name}"):
		return False
	visit = frappe.get_doc(VISIT, row.name)
	user = notify.user_of(visit.visitor)
	notify.tell([user], kinds.VISIT_TO_WRITE, visit)
	return True


def due(day: date) -> list[frappe._dict]:
	"""Visits made and not written up in time, of which nobody has been reminded."""
	visit = frappe.qb.DocType(VISIT)
	query = (
		frappe.qb.from_(visit)
		.select(visit.name, visit.ends_on, visit.checked_out_on)
		.where(visit.status.isin(("Completed", "No Access")) & visit.written_up_on.isnull())
	)
	unwritten = not_done(query, "visit writing ", visit.name, order=("ends_on", "name"))
	return [row for row in unwritten if add_school_days(row.checked_out_on, SCHOOL_DAYS) <= day]
