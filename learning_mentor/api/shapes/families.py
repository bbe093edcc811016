"""What guardians and pupils read of themselves."""

from datetime import date, datetime
from typing import TypedDict

from learning_mentor.api.shapes.common import Idea


class PlanHead(TypedDict):
	name: str
	status: str
	version_number: int
	review_date: date | None
	agreed_on: date | None


class Child(TypedDict):
	student: str
	first_name: str | None
	plans: list[PlanHead]


class PlanTargetInWords(TypedDict):
	text: str
	how: str | None
	setting: str | None
	who: str | None
	due_date: date | None
	progress: float | None
	status: str | None


class PlanAnswer(TypedDict):
	decision: str
	on: datetime
	by: str | None
	comment: str | None


class PlanInWords(TypedDict):
	name: str
	first_name: str | None
	mentor_name: str | None
	status: str
	awaits_answer: bool
	version_number: int
	review_date: date | None
	summary: str | None
	targets: list[PlanTargetInWords]
	answers: list[PlanAnswer]


class CheckIn(TypedDict):
	name: str
	title: str
	about: str | None
	answered_as: str
	student: str
	first_name: str | None
	asked_on: date | None
	answered_on: date | None
	awaits_answer: bool


class CheckInChoice(TypedDict):
	answer: int
	label: str


class CheckInQuestion(TypedDict):
	number: int
	text: str


class CheckInToAnswer(CheckIn):
	instructions: str | None
	choices: list[CheckInChoice]
	questions: list[CheckInQuestion]


class VisitOfFamily(TypedDict):
	name: str
	first_name: str | None
	starts_on: datetime
	ends_on: datetime
	visitors: list[str]
	what_for: str | None
	is_ahead: bool
	answer: str | None
	comment: str | None
	advice: list[Idea]


class EventInWords(TypedDict):
	name: str
	event_title: str
	kind: str | None
	starts_on: datetime
	ends_on: datetime
	address: str | None
	description: str | None
	equipment: str | None
	cost: float | None
	open_to: str | None
	status: str
	consent_needed: int
	consent_by: date | None
	room: str | None
	is_full: bool
	registration: str | None
	year_consent_covers: bool
	is_too_late: bool


class EventOfChild(EventInWords):
	student: str
	first_name: str | None
	own_name: str | None


class ChildWithEvents(TypedDict):
	student: str
	first_name: str | None
	events: list[EventInWords]
	has_year_consent: bool


class TransitionStep(TypedDict):
	step: str
	due_date: date | None
	done: int | None


class TransitionSection(TypedDict):
	field: str
	label: str
	agreed: bool


class TransitionOfFamily(TypedDict):
	name: str
	first_name: str | None
	mentor_name: str | None
	to_school: str | None
	transfer_date: date | None
	texts: dict[str, str | None]
	steps: list[TransitionStep]
	sections: list[TransitionSection]
	answer: str | None
	answered_on: date | None
	answered_how: str | None
	is_shared: bool
