"""Who looks after pupils at an event: each cleared, enough of them for the pupils' age, one a first aider."""

from math import ceil

import frappe
from frappe import _
from frappe.utils import cint, getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import is_coordinator

# what the profession asks for; the numbers themselves are in Settings
RATIOS = {
	"4 to 8": "children_per_adult_to_8",
	"9 to 12": "children_per_adult_to_12",
	"13 to 18": "children_per_adult_to_18",
}
FEWEST_ADULTS = 2  # whatever the ratio says: one may have to go with a hurt child


def take_staff(event) -> None:
	"""Names and profiles of the staff, and who has seen a clearance: coordinators alone may say so."""
	seen_by = {row.user: row.clearance_seen_by for row in event.rows_before("staff") if row.clearance_seen}
	seen_by.update(event.flags.clearances_seen or {})
	listed = set()
	for row in event.staff:
		if row.user in listed:
			frappe.throw(_("Staff, row {0}: {1} is listed twice.").format(row.idx, row.user), MentoringError)
		listed.add(row.user)
		row.staff_name = frappe.utils.get_fullname(row.user)
		row.mentor = frappe.db.get_value("Mentor Profile", {"user": row.user}, "name")
		_take_clearance(row, seen_by)


def _take_clearance(row, seen_by: dict[str, str]) -> None:
	"""``seen_by``: user -> who has seen their clearance before this save."""
	if not row.clearance_seen or row.user in seen_by:
		row.clearance_seen_by = seen_by[row.user] if row.clearance_seen else None
		return
	if not is_coordinator():
		frappe.throw(
			_("Staff, row {0}: only a coordinator says that a clearance was seen.").format(row.idx),
			frappe.PermissionError,
		)
	if row.user == frappe.session.user:
		frappe.throw(
			_("Staff, row {0}: somebody else has to have seen your clearance.").format(row.idx),
			MentoringError,
		)
	row.clearance_seen_by = frappe.session.user


def check(event) -> None:
	"""Raise MentoringError when the event may not take place with this staff."""
	for row in event.staff:
		_check_cleared(row, getdate(event.starts_on))
	needed = adults_needed(event.age_group, event.capacity)
	if len(event.staff) < needed:
		frappe.throw(
			_("Staff: {0} places at this age need {1} adults, and {2} are listed.").format(
				event.capacity, needed, len(event.staff)
			),
			MentoringError,
		)
	if get_settings().first_aider_required and not any(row.first_aider for row in event.staff):
		frappe.throw(_("Staff: one of them has to be a first aider. Tick it in their row."), MentoringError)


def adults_needed(age_group: str, children: int) -> int:
	"""How many adults so many children of an age need."""
	return max(FEWEST_ADULTS, ceil(cint(children) / get_settings().get(RATIOS[age_group])))


def _check_cleared(row, day) -> None:
	"""By the mentor profile where there is one, on the event's day; else by what a coordinator has seen."""
	user = frappe.db.get_value("User", row.user, ["enabled", "user_type"], as_dict=True)
	if not user or not user.enabled or user.user_type != "System User":
		frappe.throw(
			_("Staff, row {0}: choose a member of staff who may sign in.").format(row.idx), MentoringError
		)
	if row.mentor:
		if obstacle := frappe.get_doc("Mentor Profile", row.mentor).get_obstacle(day):
			frappe.throw(_("Staff, row {0}: {1}").format(row.idx, obstacle), MentoringError)
	elif not row.clearance_seen:
		frappe.throw(
			_("Staff, row {0}: {1} has no mentor profile. A coordinator ticks Clearance seen.").format(
				row.idx, frappe.bold(row.staff_name)
			),
			MentoringError,
		)
