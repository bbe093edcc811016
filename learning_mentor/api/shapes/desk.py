"""What pages of the desk ask for beside records."""

from datetime import date, datetime
from typing import Literal, TypedDict

from learning_mentor.api.shapes.casework import TargetProgress


class Term(TypedDict):
	name: str
	term_name: str
	academic_year: str


class LatestRecord(TypedDict):
	on: datetime | date | str
	kind: str
	doctype: str
	name: str
	state: str | None


class WorkOnCase(TypedDict):
	targets: list[TargetProgress]
	latest: list[LatestRecord]


class DemoState(TypedDict):
	"""The demo school on this site."""

	records: int
	working: bool


RunState = Literal["Queued", "Running", "Done", "Failed", "Cancelled"]


class ReportRun(TypedDict):
	run: str


class ReportRunState(TypedDict):
	"""Where a run is. ``seconds``: from asking until now, or its end; ``position``: in the queue, from 1."""

	run: str
	state: RunState
	seconds: int
	position: int | None
	message: str | None
