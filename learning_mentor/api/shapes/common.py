"""Shapes that several subjects answer with."""

from datetime import date, datetime
from typing import TypedDict


class Named(TypedDict):
	"""The record that was made or changed."""

	name: str


class Names(TypedDict):
	"""The records that were made or changed."""

	names: list[str]


class Status(TypedDict):
	status: str


class NameAndStatus(TypedDict):
	name: str
	status: str


class Option(TypedDict):
	value: str
	label: str


class RelatedGuardian(TypedDict):
	name: str
	guardian_name: str | None
	relation: str | None
	email_address: str | None
	mobile_number: str | None
	user: str | None


class NeedRow(TypedDict):
	need: str


class Address(TypedDict):
	"""A secret address: whoever has it reads the calendar."""

	address: str


class Reviewed(TypedDict):
	"""What an access request holds."""

	lines: int
	undecided: int


class DryRun(TypedDict):
	"""What a disposal would remove."""

	records: dict[str, int]
	traces: int


class SafeguardingEntry(TypedDict):
	kind: str
	entry_text: str | None
	agency: str | None
	told_on: datetime | date | None
	author_name: str | None
	written_on: datetime


class Idea(TypedDict):
	"""A strategy in a family's words."""

	strategy: str
	plain_words: str | None
	words_to_family: str | None
	steps: list[str]


class NextStep(TypedDict):
	step: str
	due_date: date | None
