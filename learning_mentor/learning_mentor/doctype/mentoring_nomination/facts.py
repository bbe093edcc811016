"""What the rules of a nomination ask the rest of the site: one nomination by itself, or thousands at once.

The rules are the controller's, and they are there once. `OneByOne` reads what they ask when they ask it;
`Together` has read it before, for all nominations of an import in a handful of queries.
"""

from datetime import date

import frappe

from learning_mentor import education_records
from learning_mentor.exceptions import AlreadyOpenError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.school_days import add_school_days
from learning_mentor.unique import claim, wait_for_creators

NOMINATION, CASE = "Mentoring Nomination", "Mentoring Case"


class OneByOne:
	def current_academic_year(self) -> str | None:
		return education_records.current_academic_year()

	def is_enabled(self, student: str) -> bool:
		return education_records.is_enabled(student)

	def student_name(self, student: str) -> str | None:
		return frappe.db.get_value("Student", student, "student_name")

	def year_group(self, student: str, academic_year: str | None) -> str | None:
		return education_records.year_group(student, academic_year)

	def need_weights(self, needs: list[str]) -> dict[str, float]:
		"""Weight of each need by its name."""
		fields = {"fields": ["name", "weight"], "order_by": "name", "as_list": True}
		return dict(frappe.get_all("Mentoring Need", filters={"name": ["in", needs]}, **fields))

	def claim_pupil(self, nomination, message: str) -> None:
		"""Raise AlreadyOpenError with ``message`` when another nomination of the pupil is open."""
		claim(nomination, "open_for", ("Student", nomination.student), message)

	def open_case(self, student: str) -> str | None:
		return frappe.db.get_value(CASE, {"open_for": student}, "name")

	def triage_by(self, submitted_on) -> date:
		return add_school_days(submitted_on, get_settings().triage_days)


class Together(OneByOne):
	"""The facts about many pupils, read once and locked as `OneByOne` would lock them one after the other.

	``claimed`` grows with each nomination that is found good: of two of a pupil the second is refused.
	"""

	def __init__(self, students: list[str], lock: bool = False):
		if lock:
			wait_for_creators(NOMINATION)
		self.students = _by_name("Student", students, ["name", "enabled", "student_name"], for_update=lock)
		names = list(self.students)
		self.year = education_records.current_academic_year()
		self.enrollments = education_records.enrollments_of(names)
		self.weights = OneByOne.need_weights(self, _all_needs())
		self.claimed = _open_for(NOMINATION, names, for_update=lock)
		self.cases = _open_for(CASE, names)
		self.days: dict[str, date] = {}

	def current_academic_year(self) -> str | None:
		return self.year

	def is_enabled(self, student: str) -> bool:
		return bool(student in self.students and self.students[student].enabled)

	def student_name(self, student: str) -> str | None:
		return self.students[student].student_name if student in self.students else None

	def year_group(self, student: str, academic_year: str | None) -> str | None:
		return education_records.program_among(self.enrollments.get(student, []), academic_year)

	def need_weights(self, needs: list[str]) -> dict[str, float]:
		return {need: self.weights[need] for need in needs if need in self.weights}

	def claim_pupil(self, nomination, message: str) -> None:
		if holder := self.claimed.get(nomination.student):
			frappe.throw(message.format(frappe.bold(holder)), AlreadyOpenError)

	def open_case(self, student: str) -> str | None:
		return self.cases.get(student)

	def triage_by(self, submitted_on) -> date:
		day = str(submitted_on)
		if day not in self.days:
			self.days[day] = super().triage_by(submitted_on)
		return self.days[day]


def _all_needs() -> list[str]:
	return frappe.get_all("Mentoring Need", pluck="name", order_by="name")


def _by_name(
	doctype: str, names: list[str], fields: list[str], for_update: bool = False
) -> dict[str, frappe._dict]:
	if not names:
		return {}
	among = {"name": ["in", sorted(set(names))]}
	rows = frappe.db.get_values(doctype, among, fields, as_dict=True, for_update=for_update)
	return {row.name: row for row in rows}


def _open_for(doctype: str, students: list[str], for_update: bool = False) -> dict[str, str]:
	"""Pupil -> name of the open record."""
	if not students:
		return {}
	filters = {"open_for": ["in", students]}
	return dict(frappe.db.get_values(doctype, filters, ["open_for", "name"], for_update=for_update))


ONE_BY_ONE = OneByOne()
