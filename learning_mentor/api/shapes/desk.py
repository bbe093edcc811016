"""What pages of the desk ask for beside records."""

from datetime import date, datetime
from typing import TypedDict

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
