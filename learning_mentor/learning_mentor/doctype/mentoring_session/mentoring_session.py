from itertools import takewhile

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, get_datetime, getdate, now_datetime

from learning_mentor import notify, progress
from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from learning_mentor.learning_mentor.doctype.mentoring_session.clashes import TAKES_PLACE, warn_of_clashes
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR, mentor_keys
from learning_mentor.plans import plan_in_force, target_texts

NOT_HELD = ("Missed", "Cancelled")
PLACED_BY_CODE = ("mentoring_group", "group_session", "series", "series_date")


class MentoringSession(CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_session_target.mentoring_session_target import (
			MentoringSessionTarget,
		)

		case: DF.Link
		duration: DF.Int
		ends_on: DF.Datetime | None
		group_session: DF.Data | None
		in_lesson: DF.Check
		led_by: DF.Link | None
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		mentoring_group: DF.Link | None
		minutes_in_lessons: DF.Int
		minutes_outside_lessons: DF.Int
		mood_after: DF.Int
		mood_before: DF.Int
		next_steps: DF.SmallText | None
		not_held_reason: DF.Literal["", "Absent", "Rescheduled", "Holiday", "Clash", "Refused", "Mentor away"]
		place: DF.Data | None
		plan: DF.Link | None
		pupil_said: DF.SmallText | None
		room: DF.Link | None
		series: DF.Data | None
		series_date: DF.Date | None
		session_type: DF.Literal["One-to-one", "Group", "In-class support", "Drop-in"]
		starts_on: DF.Datetime
		status: DF.Literal["Planned", "Held", "Missed", "Cancelled"]
		student: DF.Link | None
		student_name: DF.Data | None
		targets: DF.Table[MentoringSessionTarget]
	# end: auto-generated types

	def before_validate(self) -> None:
		super().before_validate()
		self.keep_place()
		self.take_plan()
		self.led_by = self.led_by or self.usual_leader()
		self.duration = self.duration or get_settings().session_minutes

	def validate(self) -> None:
		self.take_dragged_end()
		self.set_times()
		self.check_case_is_open()
		self.check_leader()
		self.check_status()
		self.check_moods()
		self.take_targets_from_plan()
		if self.status == "Planned" and self.needs_the_time():
			warn_of_clashes(self)

	def on_update(self) -> None:
		progress.take_from_session(self)
		if self.status == "Missed" and self.status_changed():
			self.tell_of_missed_in_a_row()

	def status_changed(self) -> bool:
		return self.value_before("status") != self.status

	def is_moved(self) -> bool:
		"""Whether this save gives the session a new time, leader or room."""
		return self.is_new() or any(
			self.has_value_changed(field) for field in ("starts_on", "duration", "led_by", "room")
		)

	def needs_the_time(self) -> bool:
		"""Whether this save says anew that the session takes place, then and with that leader."""
		return self.status in TAKES_PLACE and (self.is_moved() or self.status_changed())

	def keep_place(self) -> None:
		"""Group and series are set by the code that logs and plans them, whatever a caller sends."""
		if self.flags.placed_by_code:
			return
		for fieldname in PLACED_BY_CODE:
			self.set(fieldname, self.value_before(fieldname))

	def take_plan(self) -> None:
		"""The plan in force, until the session is logged; never one that a caller sends."""
		logged_under = None if self.value_before("status") == "Planned" else self.value_before("plan")
		self.plan = logged_under or plan_in_force(self.case)

	def usual_leader(self) -> str | None:
		"""The case's mentor; for what is planned on a working day also where another one covers."""
		mentor = frappe.get_cached_doc("Mentor Profile", self.mentor)
		if self.status == "Planned" and not mentor.is_away(getdate(self.starts_on)):
			return self.mentor
		return leader_for(self.mentor)

	def check_case_is_open(self) -> None:
		if not self.needs_the_time():
			return
		if frappe.db.get_value("Mentoring Case", self.case, "status") == "Closed":
			frappe.throw(_("Case {0} is closed: reopen it first.").format(self.case), MentoringError)

	def take_dragged_end(self) -> None:
		"""Dragging the end in the calendar changes the length; dragging the whole session does not."""
		moved = {field for field in ("starts_on", "ends_on", "duration") if self.has_value_changed(field)}
		if self.is_new() or not self.ends_on or moved != {"ends_on"}:
			return
		length = get_datetime(self.ends_on) - get_datetime(self.starts_on)
		self.duration = max(1, int(length.total_seconds() // 60))

	def set_times(self) -> None:
		"""Minutes count once the session was held, apart for lessons missed and free time."""
		self.ends_on = add_to_date(get_datetime(self.starts_on), minutes=cint(self.duration))
		minutes = cint(self.duration) if self.status == "Held" else 0
		self.minutes_in_lessons = minutes if self.in_lesson else 0
		self.minutes_outside_lessons = 0 if self.in_lesson else minutes

	def check_leader(self) -> None:
		if not self.needs_the_time():
			return
		leader = frappe.get_cached_doc("Mentor Profile", self.led_by)
		if obstacle := leader.get_obstacle(getdate(self.starts_on)):
			frappe.throw(
				obstacle + " " + _("Led by: choose another mentor."),
				MentorUnavailableError,
			)

	def check_status(self) -> None:
		if self.status in NOT_HELD and not self.not_held_reason:
			frappe.throw(_("Why not held is missing: choose a reason."), MentoringError)
		if self.status not in NOT_HELD:
			self.not_held_reason = None
		if self.status in ("Held", "Missed") and get_datetime(self.starts_on) > now_datetime():
			frappe.throw(_("Start is in the future: a session is logged when it has begun."), MentoringError)

	def check_moods(self) -> None:
		for fieldname in ("mood_before", "mood_after"):
			if self.get(fieldname) and not 1 <= cint(self.get(fieldname)) <= 5:
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0}: choose a number from 1 to 5.").format(label), MentoringError)

	def take_targets_from_plan(self) -> None:
		if not self.targets:
			return
		texts = target_texts(self.plan)
		for row in self.targets:
			if row.target_number not in texts:
				frappe.throw(
					_("Targets worked on, row {0}: the plan has no target {1}.").format(
						row.idx, row.target_number
					),
					MentoringError,
				)
			row.target_text = texts[row.target_number][:140]
			self.check_value(row)

	def check_value(self, row) -> None:
		if row.value in (None, ""):
			return
		try:
			row.value = f"{float(row.value):g}"
		except ValueError:
			frappe.throw(
				_("Targets worked on, row {0}: Measured today must be a number.").format(row.idx),
				MentoringError,
			)

	def tell_of_missed_in_a_row(self) -> None:
		"""Tell coordinators once when as many sessions in a row were missed as Settings allow.

		Also where this one fills the gap between others that were logged before it.
		"""
		before, after = self.missed_around()
		parted = self.value_before("status") == "Held"  # until this save
		longest_so_far = max(before, after) if parted else before + after
		if before + 1 + after >= get_settings().missed_in_a_row > longest_so_far:
			notify.tell_role(COORDINATOR, kinds.MISSED_SESSIONS, self, self.case)

	def missed_around(self) -> tuple[int, int]:
		"""How many sessions were missed in a row just before this one, and just after it."""
		rows = frappe.get_all(
			"Mentoring Session",
			filters={"case": self.case, "status": ["in", ("Held", "Missed")]},
			fields=["name", "status"],
			order_by="starts_on asc, creation asc",
		)
		place = [row.name for row in rows].index(self.name)
		return _missed_at_start(rows[:place][::-1]), _missed_at_start(rows[place + 1 :])


def _missed_at_start(rows: list[frappe._dict]) -> int:
	return len(list(takewhile(lambda row: row.status == "Missed", rows)))


def leader_for(mentor: str | None) -> str | None:
	"""Who leads for a mentor: the session user where their own profile covers that one, else the mentor."""
	own = {"user": frappe.session.user, "status": ["!=", "Left"]}
	if mentor not in mentor_keys():
		return mentor
	return frappe.db.get_value("Mentor Profile", own, "name") or mentor


def on_doctype_update() -> None:
	index_access_key("Mentoring Session")
	for fieldname in ("case", "student", "led_by", "room"):
		add_index("Mentoring Session", fieldname, "starts_on")
