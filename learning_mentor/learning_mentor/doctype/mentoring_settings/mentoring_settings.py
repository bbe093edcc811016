import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_time

from learning_mentor.exceptions import MentoringError

AT_LEAST_ONE = (
	"review_cycle_weeks",
	"max_targets",
	"clearance_years",
	"update_service_years",
	"snapshot_days",
	"session_minutes",
	"missed_in_a_row",
	"not_seen_days",
	"early_days",
	"early_dismissal_days",
	"alarm_after",
	"alarm_every",
	"risk_medium_from",
	"first_follow_up_weeks",
	"second_follow_up_weeks",
	"chaser_days",
	"most_chasers",
	"escalate_from",
	"link_days",
	"link_tries_per_hour",
	"children_per_adult_to_8",
	"children_per_adult_to_12",
	"children_per_adult_to_18",
)


class MentoringSettings(Document):
	def validate(self) -> None:
		from learning_mentor.notices import choices
		from learning_mentor.school_days import parse_holidays

		for fieldname in AT_LEAST_ONE:
			if not self.get(fieldname) or self.get(fieldname) < 1:
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0} must be 1 or more.").format(label), MentoringError)
		parse_holidays(self.holidays)
		self.check_visits()
		self.check_mail_hours()
		choices.check(self)

	def check_visits(self) -> None:
		if self.risk_high_from <= self.risk_medium_from:
			frappe.throw(
				_("High risk from (points) must be more than Medium risk from (points)."), MentoringError
			)
		if get_time(self.visit_hours_to) <= get_time(self.visit_hours_from):
			frappe.throw(_("Working hours to must be later than Working hours from."), MentoringError)

	def check_mail_hours(self) -> None:
		if not self.quiet_hours:
			return
		first, last = get_time(self.mails_from), get_time(self.mails_to)
		if last <= first:
			frappe.throw(_("Notices and mails: To must be later than From."), MentoringError)
		if not first <= get_time(self.digest_at) < last:
			frappe.throw(_("Daily digest at must be within the hours of mails."), MentoringError)


def get_settings() -> MentoringSettings:
	"""The school's rules, cached; whoever asks needs no right to the form."""
	return frappe.get_cached_doc("Mentoring Settings")
