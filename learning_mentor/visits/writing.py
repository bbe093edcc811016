"""Visits are written up within one school day: whoever made one is reminded, once."""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import notify
from learning_mentor.job_marks import claim_once, not_done
from learning_mentor.notices import kinds
from learning_mentor.school_days import add_school_days

VISIT = "Mentoring Home Visit"
SCHOOL_DAYS = 1


def remind(day: date | None = None) -> None:
	"""Remind the visitors of visits that should have been written up by ``day`` (default: today)."""
	day = getdate(day)
	for name in _unwritten():
		visit = frappe.get_doc(VISIT, name)
		if add_school_days(visit.checked_out_on, SCHOOL_DAYS) <= day and claim_once(f"visit writing {name}"):
			user = frappe.db.get_value("Mentor Profile", visit.visitor, "user")
			notify.tell([user], kinds.VISIT_TO_WRITE, visit)


def _unwritten() -> list[str]:
	"""Visits made and not written up, of which nobody has been reminded."""
	visit = frappe.qb.DocType(VISIT)
	query = (
		frappe.qb.from_(visit)
		.select(visit.name, visit.ends_on)
		.where(visit.status.isin(("Completed", "No Access")) & visit.written_up_on.isnull())
	)
	return [row.name for row in not_done(query, "visit writing ", visit.name, order=("ends_on", "name"))]
