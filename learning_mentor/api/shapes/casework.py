"""Nominations, the panel, sessions and plans."""

from datetime import date, datetime, timedelta
from typing import TypedDict

from typing_extensions import NotRequired


class NeedRating(TypedDict):
	"""``severity`` goes from 1 to 5."""

	need: str
	severity: int
	evidence: NotRequired[str]


class Nominated(TypedDict):
	name: str
	status: str
	priority_score: float


class OwnNomination(TypedDict):
	name: str
	student_name: str | None
	status: str
	submitted_on: date | None
	decision_reason: str | None


class PanelView(TypedDict, total=False):
	"""Nothing of it for whoever is not on the panel."""

	name: str
	nomination: str
	student: str
	taken_on: datetime | None
	attendance_from: date | None
	attendance_to: date | None
	attendance_days: int | None
	attendance_percent: float | None
	assessments: list[dict]
	pupil_wish: str | None
	mentor: str | None
	panel_notes: str | None


class BoardNeed(TypedDict):
	need: str
	severity: int
	points: float | None


class BoardRow(TypedDict):
	name: str
	student: str
	student_name: str | None
	program: str | None
	source: str | None
	urgency: str | None
	status: str
	submitted_on: date | None
	triage_by: date | None
	priority_score: float | None
	priority_explanation: str | None
	nominated_by: str | None
	safeguarding_concern: int | None
	safeguarding_released_by: str | None
	needs: list[BoardNeed]
	attendance_percent: float | None
	held: bool


class BoardMentor(TypedDict):
	name: str
	mentor_name: str | None
	limit: int
	open_cases: int
	free_places: int
	obstacle: str | None


class Board(TypedDict):
	nominations: list[BoardRow]
	total: int


class RankedMentor(TypedDict):
	name: str
	mentor_name: str | None
	score: float
	reasons: list[str]
	obstacle: str | None


class Accepted(TypedDict):
	case: str


class CaseOfMentor(TypedDict):
	name: str
	student: str
	student_name: str | None
	program: str | None
	mode: str | None
	status: str
	opened_on: date
	last_seen: date | None
	days_since: int
	not_seen: bool
	absent: bool
	plan: str | None
	review_date: date | None
	review_due: bool
	advice: list[str]


class SessionToDo(TypedDict):
	name: str
	case: str
	student_name: str | None
	session_type: str | None
	starts_on: datetime
	duration: int | None
	status: str
	place: str | None
	group_session: str | None
	room_name: str | None


class GroupMember(TypedDict):
	case: str
	student_name: str | None


class GroupOfMentor(TypedDict):
	name: str
	theme: str | None
	weekday: str | None
	start_time: timedelta | None
	duration: int | None
	from_date: date | None
	to_date: date | None
	is_today: bool
	members: list[GroupMember]


class Caseload(TypedDict):
	cases: list[CaseOfMentor]
	sessions: list[SessionToDo]
	groups: list[GroupOfMentor]
	tasks: list[dict]
	messages: list[dict]
	handovers: list[dict]


class SessionDefaults(TypedDict):
	case: str
	student_name: str | None
	session_type: str
	duration: int
	in_lesson: NotRequired[str]
	room: NotRequired[str]
	place: NotRequired[str]
	starts_on: datetime
	session: str | None
	targets: dict[str, str]


class MeasuredTarget(TypedDict):
	"""What a target of the plan (by its number, from 1) was measured at."""

	target_number: int
	value: NotRequired[float | str]
	note: NotRequired[str]


class SessionLog(TypedDict):
	"""All may be left out: held just now, like the last one."""

	starts_on: NotRequired[datetime]
	session: NotRequired[str]
	status: NotRequired[str]
	not_held_reason: NotRequired[str]
	mood_before: NotRequired[str]
	mood_after: NotRequired[str]
	pupil_said: NotRequired[str]
	next_steps: NotRequired[str]
	session_type: NotRequired[str]
	duration: NotRequired[int]
	in_lesson: NotRequired[str]
	room: NotRequired[str]
	place: NotRequired[str]
	targets: NotRequired[list[MeasuredTarget]]


class Attendance(TypedDict):
	case: str
	status: NotRequired[str]
	not_held_reason: NotRequired[str]
	pupil_said: NotRequired[str]


class ChronologyEntry(TypedDict):
	on: datetime | date
	kind: str
	doctype: str
	name: str
	text: str


class PlanTarget(TypedDict):
	need: str
	target_text: str
	plain_words: NotRequired[str]
	strategy: str
	setting: str
	responsible: str
	measure: str
	due_date: date
	baseline: float
	target_value: float


class PlanReviewRow(TypedDict):
	target_number: int
	value: NotRequired[float]
	target_status: NotRequired[str]
	next_step: NotRequired[str]
	comment: NotRequired[str]
	reviewed_on: NotRequired[date]


class PlanReviewed(TypedDict):
	status: str
	review_date: date | None


class PlanPoint(TypedDict):
	on: date
	value: float
	line: float


class TargetProgress(TypedDict):
	number: int
	text: str
	status: str | None
	started: date
	due: date
	baseline: float
	goal: float
	points: list[PlanPoint]
	advice: str


class Delivery(TypedDict):
	planned_sessions: int
	planned_minutes: int
	held_sessions: int
	held_minutes: int
	cost: float | None


class PlanImpact(TypedDict):
	targets: list[TargetProgress]
	delivery: Delivery | None


class CaseImpact(TypedDict):
	check_ins: list[dict]
	attendance: list[dict]
	results: list[dict]


class ClosingDefaults(TypedDict):
	outcomes: list[dict]
	first_reason: str | None
	check_in_changes: list[dict]
	aftercare: list[dict]


class CheckInAnswer(TypedDict):
	item_number: int
	answer: str


class CheckInTaken(TypedDict):
	name: str
	status: str
	score: float | None
	band: str | None
