"""Whether a mentor may work with pupils on a day: employment, leave, clearance; and for how many cases."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, add_years, getdate

from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.mixins import DocumentMixin
from learning_mentor.permissions import sees_every_pupil

PROFILE = "Mentor Profile"
CLEARED = ("Cleared", "Due Soon")
ENHANCED = "Enhanced"
ENHANCED_WITH_BARRED_LIST = "Enhanced with children's barred list"
COLUMNS = (
	"name",
	"mentor_name",
	"user",
	"status",
	"leave_from",
	"leave_to",
	"caseload_limit",
	"clearance_type",
	"clearance_issued_on",
	"update_service",
	"last_status_check",
)


class MentorStanding(DocumentMixin):
	"""Mixin of the profile. It needs `COLUMNS` alone, so that a row of each mentor will do: `standings`."""

	def get_next_check_due(self) -> date | None:
		"""Last day on which the check holds: a policy of Settings, since certificates carry no expiry."""
		if not self.clearance_issued_on:
			return None
		settings = get_settings()
		if self.update_service:
			checked = max(
				getdate(self.last_status_check or self.clearance_issued_on), getdate(self.clearance_issued_on)
			)
			return getdate(add_years(checked, settings.update_service_years))
		return getdate(add_years(getdate(self.clearance_issued_on), settings.clearance_years))

	def get_clearance_status(self, on=None) -> str:
		"""Cleared, Due Soon, Lapsed or Not Cleared on a day (default: today)."""
		day, due = getdate(on), self.get_next_check_due()
		if not due or self.clearance_type not in accepted_checks():
			return "Not Cleared"
		if day > due:
			return "Lapsed"
		return "Due Soon" if day >= getdate(add_days(due, -get_settings().due_soon_days)) else "Cleared"

	def is_away(self, on=None) -> bool:
		"""Whether the mentor is on leave on a day (default: today)."""
		if self.status == "On Leave":
			return True
		if not self.leave_from:
			return False
		day = getdate(on)
		return getdate(self.leave_from) <= day and (not self.leave_to or day <= getdate(self.leave_to))

	def get_caseload_limit(self) -> int:
		return self.caseload_limit or get_settings().default_caseload_limit

	def get_obstacle(self, on=None) -> str | None:
		"""Why the mentor may not work with pupils on a day (default: today), in words; None when free to.

		Leave and clearance are told to the mentor and to coordinators; a colleague learns that there is one.
		"""
		if self.status == "Left":
			return _("{0} has left.").format(self.mentor_name)
		is_away, clearance = self.is_away(on), self.get_clearance_status(on)
		if not is_away and clearance in CLEARED:
			return None
		if not (self.user == frappe.session.user or sees_every_pupil()):
			return _("{0} cannot work with pupils then; a coordinator knows why.").format(self.mentor_name)
		if is_away:
			return _("{0} is on leave.").format(self.mentor_name)
		return _("{0} is not cleared to work with pupils ({1}).").format(self.mentor_name, _(clearance))


class _Row(MentorStanding):
	def __init__(self, row: dict):
		self.__dict__.update(row)


def standings(filters: dict, order_by: str = "name asc") -> list[MentorStanding]:
	"""Those who have not left and suit the filters, without their documents: all are looked at at once."""
	working = {"status": ["!=", "Left"], **filters}
	rows = frappe.get_all(PROFILE, filters=working, fields=list(COLUMNS), order_by=order_by)
	return [_Row(row) for row in rows]


def accepted_checks() -> tuple[str, ...]:
	"""Checks that clear a mentor: enhanced, with the barred list unless Settings say otherwise."""
	if get_settings().barred_list_required:
		return (ENHANCED_WITH_BARRED_LIST,)
	return (ENHANCED_WITH_BARRED_LIST, ENHANCED)
