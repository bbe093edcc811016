"""Other people in what is written about a pupil: found for a person to decide on, never decided here.

Known names are matched as a whole: the pupil's family, those who share a group with the pupil, and the full
name of every other pupil. Words that look like a name are found too. A name at the start of a sentence that
nobody knows is not: whoever decides reads the pack before it goes out.
"""

import re
from typing import NamedTuple

import frappe
from frappe import _

from learning_mentor import education_records

OTHER_PERSON, POSSIBLE_NAME, CONTACT = "Other person", "Possible name", "Contact details"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.-])(?!\d{4}-\d\d-\d\d)(?:\+|\()?\d[\d ()/.-]{6,}\d")
WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
ENDS_A_SENTENCE = '.!?:\n"\u201c(\u2022'
SHORTEST_PART = 3
NO_NAMES = frozenset(
	"monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
	" august september october november december christmas easter english maths science history geography"
	" mr mrs ms miss dr mum dad mentor school year".split()
)


class Finding(NamedTuple):
	"""A stretch of a text that may be about somebody else."""

	start: int
	end: int
	kind: str


class Finder:
	"""Finds other people in texts about one pupil."""

	def __init__(self, student: str):
		self.own = _words(_names_of(student))
		self.staff = _words(_staff())
		self.known: dict[str, set[str]] = {}
		for name in _close_people(student):
			self._know(name)
			for part in _words([name]) - self.own - self.staff:
				if len(part) >= SHORTEST_PART:
					self._know(part)
		for name in _other_pupils(student):
			self._know(name)

	def _know(self, name: str) -> None:
		words = WORD.findall(name.lower())
		if words:
			self.known.setdefault(words[0], set()).add(name.lower().strip())

	def find(self, text: str) -> list[Finding]:
		"""Findings in order, none within another."""
		found = [*self._contacts(text), *self._known_names(text), *self._possible_names(text)]
		kept: list[Finding] = []
		for finding in sorted(found, key=lambda each: (each.start, -each.end)):
			if not kept or finding.start >= kept[-1].end:
				kept.append(finding)
		return kept

	def _contacts(self, text: str) -> list[Finding]:
		matches = (*EMAIL.finditer(text), *PHONE.finditer(text))
		return [Finding(*match.span(), CONTACT) for match in matches]

	def _known_names(self, text: str) -> list[Finding]:
		lower = text.lower()
		return [
			Finding(word.start(), word.start() + len(name), OTHER_PERSON)
			for word in WORD.finditer(lower)
			for name in self.known.get(_bare(word[0]), ())
			if _is_whole(lower, word.start(), name)
		]

	def _possible_names(self, text: str) -> list[Finding]:
		known = self.own | self.staff | NO_NAMES
		return [
			Finding(word.start(), word.start() + len(_bare(word[0])), POSSIBLE_NAME)
			for word in WORD.finditer(text)
			if _looks_like_a_name(word[0])
			and _bare(word[0]).lower() not in known
			and not _starts_a_sentence(text, word.start())
		]


def _bare(word: str) -> str:
	"""A word without the ending of a genitive."""
	return re.sub(r"['\u2019]s?$", "", word)


def _is_whole(text: str, start: int, name: str) -> bool:
	end = start + len(name)
	return text.startswith(name, start) and not (text[end : end + 1].isalnum())


def _looks_like_a_name(word: str) -> bool:
	return len(_bare(word)) >= SHORTEST_PART and word[0].isupper() and not word[1:].isupper()


def _starts_a_sentence(text: str, start: int) -> bool:
	before = text[:start].rstrip(" \t")
	return not before or before[-1] in ENDS_A_SENTENCE


def redact(text: str, findings: list[Finding]) -> str:
	"""The text with each finding blotted out."""
	marks = {CONTACT: _("[contact details]")}
	for finding in reversed(findings):
		mark = marks.get(finding.kind, _("[another person]"))
		text = text[: finding.start] + mark + text[finding.end :]
	return text


def _words(names: list[str]) -> set[str]:
	return {word for name in names for word in WORD.findall((name or "").lower())}


def _names_of(student: str) -> list[str]:
	fields = ["first_name", "middle_name", "last_name", "student_name"]
	return [name for name in frappe.db.get_value("Student", student, fields) or () if name]


def _staff() -> list[str]:
	"""Those who act for the school; their names stay, their addresses and numbers do not."""
	users = frappe.get_all(
		"User", {"user_type": "System User"}, ["full_name"], pluck="full_name", order_by="name"
	)
	return [*users, *frappe.get_all("Mentor Profile", pluck="mentor_name", order_by="name")]


def _close_people(student: str) -> list[str]:
	siblings = frappe.get_all(
		"Student Sibling", {"parent": student, "parenttype": "Student"}, pluck="full_name", order_by="idx"
	)
	guardians = [row.guardian_name for row in education_records.guardians_of(student)]
	return [name for name in (*guardians, *siblings, *_group_mates(student)) if name]


def _group_mates(student: str) -> list[str]:
	member = frappe.qb.DocType("Mentoring Group Member")
	mate, case = member.as_("mate"), frappe.qb.DocType("Mentoring Case")
	rows = (
		frappe.qb.from_(member)
		.join(case)
		.on(member.case == case.name)
		.join(mate)
		.on((mate.parent == member.parent) & (mate.name != member.name))
		.select(mate.student_name)
		.where(case.student == student)
	).run()
	return [name for (name,) in rows]


def _other_pupils(student: str) -> list[str]:
	"""Full names: a first name alone would blot out half of the words of a language."""
	others = frappe.get_all("Student", {"name": ["!=", student]}, pluck="student_name", order_by="name")
	return [name for name in others if name and " " in name.strip()]
