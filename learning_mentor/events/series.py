"""Planning an event again each school week."""

from datetime import date

import frappe
from frappe.utils import add_days, getdate

from learning_mentor import weekly_series
from learning_mentor.events.seats import EVENT

COPIED = (
	"event_title",
	"kind",
	"school",
	"room",
	"address",
	"description",
	"equipment",
	"cost",
	"open_to",
	"age_group",
	"capacity",
	"consent_needed",
)
ROWS = {
	"programs": ("program",),
	"staff": ("user", "first_aider", "clearance_seen"),
	"risks": ("question", "answer", "control_measure"),
}


def repeat_weekly(event: str, until: str) -> list[str]:
	"""Plan the event again each week until a day, leaving out days without school.

	Each is planned anew: it has to be opened, and where needed approved, by itself. Asking again adds nothing
	twice; a later day extends the series. Returns what was added. Raises PermissionError for whoever may not
	change the event, MentoringError for a series that is too long.
	"""
	first = frappe.get_doc(EVENT, event, for_update=True)
	first.check_permission("write")
	first.load_doc_before_save()
	first.check_writer()
	weekly_series.begin(first)
	days = weekly_series.check_length(weekly_series.days_to_add(first, getdate(until)))
	return [_plan_again(first, day) for day in days]


def _plan_again(first, day: date) -> str:
	event = frappe.new_doc(EVENT)
	event.update({field: first.get(field) for field in COPIED})
	event.update({**weekly_series.times_on(first, day), "series": first.series, "series_date": day})
	if first.consent_by:
		days_before = (getdate(first.starts_on) - getdate(first.consent_by)).days
		event.consent_by = add_days(day, -days_before)
	for table, fields in ROWS.items():
		event.set(table, [{field: row.get(field) for field in fields} for row in first.get(table)])
	event.flags.placed_by_code = True
	event.flags.clearances_seen = {row.user: row.clearance_seen_by for row in first.staff}
	event.insert()
	return event.name
