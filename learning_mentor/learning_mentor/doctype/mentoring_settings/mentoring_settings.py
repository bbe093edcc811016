import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_time

from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import scope

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
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_notice_setting.mentoring_notice_setting import (
			MentoringNoticeSetting,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_risk_question.mentoring_risk_question import (
			MentoringRiskQuestion,
		)
		from learning_mentor.learning_mentor.doctype.mentoring_transition_template_step.mentoring_transition_template_step import (
			MentoringTransitionTemplateStep,
		)

		alarm_after: DF.Int
		alarm_every: DF.Int
		approval_from: DF.Literal["Low", "Medium", "High"]
		barred_list_required: DF.Check
		chaser_days: DF.Int
		children_per_adult_to_12: DF.Int
		children_per_adult_to_18: DF.Int
		children_per_adult_to_8: DF.Int
		clearance_years: DF.Int
		companion_from: DF.Literal["Low", "Medium", "High"]
		cost_per_hour: DF.Currency
		default_caseload_limit: DF.Int
		digest_at: DF.Literal[
			"06:00",
			"06:30",
			"07:00",
			"07:30",
			"08:00",
			"08:30",
			"09:00",
			"09:30",
			"10:00",
			"10:30",
			"11:00",
			"11:30",
			"12:00",
			"12:30",
			"13:00",
			"13:30",
			"14:00",
			"14:30",
			"15:00",
			"15:30",
			"16:00",
			"16:30",
			"17:00",
			"17:30",
			"18:00",
			"18:30",
			"19:00",
			"19:30",
			"20:00",
			"20:30",
			"21:00",
			"21:30",
			"22:00",
			"22:30",
		]
		due_soon_days: DF.Int
		early_attendance: DF.Float
		early_attendance_fall: DF.Float
		early_days: DF.Int
		early_dismissal_days: DF.Int
		early_log_entries: DF.Int
		early_result_fall: DF.Float
		escalate_from: DF.Int
		event_reminder_days: DF.Int
		event_risk_questions: DF.Table[MentoringRiskQuestion]
		first_aider_required: DF.Check
		first_follow_up_weeks: DF.Int
		holidays: DF.SmallText | None
		initials_in_mails: DF.Check
		link_days: DF.Int
		link_tries_per_hour: DF.Int
		mails_from: DF.Literal[
			"06:00",
			"06:30",
			"07:00",
			"07:30",
			"08:00",
			"08:30",
			"09:00",
			"09:30",
			"10:00",
			"10:30",
			"11:00",
			"11:30",
			"12:00",
			"12:30",
			"13:00",
			"13:30",
			"14:00",
			"14:30",
			"15:00",
			"15:30",
			"16:00",
			"16:30",
			"17:00",
			"17:30",
			"18:00",
			"18:30",
			"19:00",
			"19:30",
			"20:00",
			"20:30",
			"21:00",
			"21:30",
			"22:00",
			"22:30",
		]
		mails_on_school_days: DF.Check
		mails_to: DF.Literal[
			"06:00",
			"06:30",
			"07:00",
			"07:30",
			"08:00",
			"08:30",
			"09:00",
			"09:30",
			"10:00",
			"10:30",
			"11:00",
			"11:30",
			"12:00",
			"12:30",
			"13:00",
			"13:30",
			"14:00",
			"14:30",
			"15:00",
			"15:30",
			"16:00",
			"16:30",
			"17:00",
			"17:30",
			"18:00",
			"18:30",
			"19:00",
			"19:30",
			"20:00",
			"20:30",
			"21:00",
			"21:30",
			"22:00",
			"22:30",
		]
		max_targets: DF.Int
		missed_in_a_row: DF.Int
		most_chasers: DF.Int
		not_seen_days: DF.Int
		notices: DF.Table[MentoringNoticeSetting]
		points_soon: DF.Float
		points_urgent: DF.Float
		portal_enabled: DF.Check
		quiet_hours: DF.Check
		require_guardian_agreement: DF.Check
		review_cycle_weeks: DF.Int
		risk_high_from: DF.Int
		risk_medium_from: DF.Int
		risk_questions: DF.Table[MentoringRiskQuestion]
		school_name: DF.Data | None
		schools_apart: DF.Check
		second_follow_up_weeks: DF.Int
		session_minutes: DF.Int
		snapshot_days: DF.Int
		tell_of_drop_ins: DF.Check
		transition_phase: DF.Literal[
			"",
			"Nursery",
			"Primary",
			"Middle",
			"Secondary",
			"Sixth form or college",
			"Special school",
			"Other",
		]
		transition_steps: DF.Table[MentoringTransitionTemplateStep]
		triage_days: DF.Int
		update_service_years: DF.Int
		visit_hours_from: DF.Literal[
			"06:00",
			"06:30",
			"07:00",
			"07:30",
			"08:00",
			"08:30",
			"09:00",
			"09:30",
			"10:00",
			"10:30",
			"11:00",
			"11:30",
			"12:00",
			"12:30",
			"13:00",
			"13:30",
			"14:00",
			"14:30",
			"15:00",
			"15:30",
			"16:00",
			"16:30",
			"17:00",
			"17:30",
			"18:00",
			"18:30",
			"19:00",
			"19:30",
			"20:00",
			"20:30",
			"21:00",
			"21:30",
			"22:00",
			"22:30",
		]
		visit_hours_to: DF.Literal[
			"06:00",
			"06:30",
			"07:00",
			"07:30",
			"08:00",
			"08:30",
			"09:00",
			"09:30",
			"10:00",
			"10:30",
			"11:00",
			"11:30",
			"12:00",
			"12:30",
			"13:00",
			"13:30",
			"14:00",
			"14:30",
			"15:00",
			"15:30",
			"16:00",
			"16:30",
			"17:00",
			"17:30",
			"18:00",
			"18:30",
			"19:00",
			"19:30",
			"20:00",
			"20:30",
			"21:00",
			"21:30",
			"22:00",
			"22:30",
		]
	# end: auto-generated types

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
		self.check_who_parts_schools()
		choices.check(self)

	def on_update(self) -> None:
		from learning_mentor.setup import schools

		schools.keep_apart(bool(self.schools_apart))

	def check_visits(self) -> None:
		if self.risk_high_from <= self.risk_medium_from:
			frappe.throw(
				_("High risk from (points) must be more than Medium risk from (points)."), MentoringError
			)
		if get_time(self.visit_hours_to) <= get_time(self.visit_hours_from):
			frappe.throw(_("Working hours to must be later than Working hours from."), MentoringError)

	def check_who_parts_schools(self) -> None:
		"""A coordinator of one school writes settings too, and would see all schools with this one off."""
		if bool(self.schools_apart) == scope.is_on() or "System Manager" in frappe.get_roles():
			return
		frappe.throw(_("Keep schools apart: only a System Manager may change this."), frappe.PermissionError)

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
