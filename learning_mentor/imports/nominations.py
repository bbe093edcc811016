"""Nominations of a whole list: the rules of the controller, the reads and writes of all rows together."""

import frappe
from frappe import _
from frappe.utils import cstr

from learning_mentor import early_signs, education_records, selection
from learning_mentor.exceptions import MentoringError
from learning_mentor.imports import bulk
from learning_mentor.learning_mentor.doctype.mentoring_nomination.facts import Together
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.workflow import enter

NOMINATION, SIGN = "Mentoring Nomination", "Mentoring Early Sign"
RATING = ("need", "severity", "evidence")


def make(values: dict, key: str):
	"""An unsaved nomination from the values of a row, in the name of whoever nominated."""
	plain = {field: value for field, value in values.items() if value is not None and not _is_rating(field)}
	imported = {"key": key, **{field: plain.pop(field, None) for field in ("nominated_on", "nominated_by")}}
	nomination = frappe.get_doc({"doctype": NOMINATION, **plain, "needs": _ratings(values)})
	enter(nomination, "Submitted")
	nomination.flags.imported = imported
	nomination.flags.moved_by_code = True
	return nomination


def _is_rating(fieldname: str) -> bool:
	return fieldname.rpartition("_")[0] in RATING and fieldname[-1].isdigit()


def _ratings(values: dict) -> list[dict]:
	numbers = sorted({field.rpartition("_")[2] for field in values if _is_rating(field)})
	rows = [{part: values.get(f"{part}_{number}") for part in RATING} for number in numbers]
	return [row for row in rows if any(row.values())]


class Batch:
	"""Some hundred nominations that are checked, and perhaps written, together."""

	def __init__(self, docs: list, lock: bool = False):
		self.docs = docs
		self.links = bulk.Links(docs)
		self.facts = Together([cstr(doc.student) for doc in docs], lock=lock)
		self.nominators = _staff({doc.flags.imported["nominated_by"] for doc in docs})

	def check(self, doc, number: int) -> None:
		"""Raise what is wrong with one of them. The pupil's next row in the file is refused then."""
		doc.flags.facts = self.facts
		_take_nominator(doc, self.nominators)
		self.links.check(doc)
		bulk.check(doc)
		if doc.open_for:
			self.facts.claimed[doc.student] = _("row {0}").format(number)

	def write(self, docs: list) -> None:
		"""Write those that were found good, with what inserting each would leave beside it."""
		bulk.name_all(docs)
		bulk.write(docs)
		self._note_signs(docs)
		bulk.finish(docs)
		self._write_snapshots(docs)
		for doc in docs:
			doc.tell_safeguarding_lead()

	def _note_signs(self, docs: list) -> None:
		signs = frappe.get_all(
			SIGN, {"open_for": ["in", [doc.student for doc in docs]]}, pluck="open_for", order_by="name"
		)
		for doc in docs:
			if doc.student in signs:
				early_signs.note_nomination(doc)

	def _write_snapshots(self, docs: list) -> None:
		students = [doc.student for doc in docs]
		attendance = education_records.attendance_of(students, get_settings().snapshot_days)
		results = education_records.recent_assessments_of(students)
		records = [selection.new_snapshot(doc, attendance[doc.student], results[doc.student]) for doc in docs]
		for record in records:
			bulk.check(record)
		bulk.name_all(records)
		bulk.write(records)


def insert_alone(doc) -> None:
	"""Insert a nomination of a list by itself, where a site has something that runs for each."""
	_take_nominator(doc, _staff({doc.flags.imported["nominated_by"]}))
	bulk.Links([doc]).check(doc)
	doc.insert()


def _take_nominator(doc, staff: dict[str, str]) -> None:
	nominator = staff.get(cstr(doc.flags.imported["nominated_by"]).casefold())
	if not nominator:
		frappe.throw(_("Nominated by: choose a member of staff who may sign in."), MentoringError)
	doc.flags.imported["nominated_by"] = nominator


def _staff(users: set) -> dict[str, str]:
	"""Users who may sign in to the desk, by their names in small letters."""
	filters = {"name": ["in", sorted(map(cstr, users))], "enabled": 1, "user_type": "System User"}
	names = frappe.get_all("User", filters, pluck="name", order_by="name")
	return {name.casefold(): name for name in names}
