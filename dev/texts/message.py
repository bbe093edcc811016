"""What the readers of source files hand back."""

import re
from typing import NamedTuple


class Message(NamedTuple):
	"""A text that the app shows: ``source`` in English, ``path`` from the root of the repository."""

	source: str
	context: str | None
	path: str
	comment: str = ""


class Finding(NamedTuple):
	"""A text that nobody can translate as it is written.

	``unless`` is the text of one that is right if the catalogue has it from elsewhere, such as an option.
	"""

	path: str
	line: int
	problem: str
	unless: str | None = None


class Texts(NamedTuple):
	messages: list[Message]
	findings: list[Finding]

	def add(self, other: "Texts") -> None:
		self.messages.extend(other.messages)
		self.findings.extend(other.findings)


SENTENCE = re.compile(r"^[^\w<]*[A-Z][\w'\u2019-]*,?( [a-z(\d{][\w'\u2019{}-]*)+")
DATE_PATTERN = re.compile(r"\b(EEEE?|MMMM?|YYYY|yyyy|HH:mm)\b")
LETTER = re.compile(r"[^\W\d_]")


def has_words(text: str) -> bool:
	return bool(LETTER.search(text))


def is_sentence(text: str) -> bool:
	"""Two words or more of which the first has a capital and the second none: names of doctypes have more."""
	return bool(SENTENCE.match(text.strip())) and not DATE_PATTERN.search(text)
