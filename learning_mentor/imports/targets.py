"""What can be imported: the columns of each list, and how a row becomes a document of ours."""

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.utils import cstr

from learning_mentor.exceptions import MentoringError
from learning_mentor.imports.values import Column, check_box, day, entries, whole_number
from learning_mentor.permissions import scope
from learning_mentor.translatable import N_

NEEDS_OF_NOMINATION = 3
NOMINATION = "Mentoring Nomination"


class Target(NamedTuple):
	"""One list that can be imported.

	``key`` names what makes two rows the same record; ``existing`` tells which of the keys there are already;
	``make`` turns the values of a row (by field) into an unsaved document.
	"""

	doctype: str
	columns: tuple[Column, ...]
	key: Callable[[dict], str]
	existing: Callable[[list[str]], set[str]]
	make: Callable[[dict], Any]


def _document(doctype: str) -> Callable[[dict], Any]:
	def make(values: dict):
		known = {field: value for field, value in values.items() if value is not None}
		return frappe.get_doc({"doctype": doctype, **known})

	return make


def _one_field(doctype: str, fieldname: str) -> tuple[Callable, Callable]:
	"""``key`` and ``existing`` of records that are told apart by one field."""

	def key(values: dict) -> str:
		return cstr(values.get(fieldname)).casefold()

	def existing(keys: list[str]) -> set[str]:
		found = frappe.get_all(doctype, {fieldname: ["in", keys]}, pluck=fieldname, order_by="name")
		return {cstr(value).casefold() for value in found}

	return key, existing


def _agency_key(values: dict) -> str:
	return f"{cstr(values.get('agency_name'))}|{cstr(values.get('agency_type'))}".casefold()


def _existing_agencies(keys: list[str]) -> set[str]:
	names = [key.partition("|")[0] for key in keys]
	fields = ["agency_name", "agency_type"]
	rows = frappe.get_all("Support Agency", {"name": ["in", names]}, fields, order_by="name")
	return {_agency_key(row) for row in rows}


def _nomination_key(values: dict) -> str:
	parts = (values.get("student"), values.get("nominated_on"), values.get("nominated_by"))
	return hashlib.sha256("|".join(map(cstr, parts)).casefold().encode()).hexdigest()


def _existing_nominations(keys: list[str]) -> set[str]:
	rows = frappe.get_all(NOMINATION, {"import_key": ["in", keys]}, ["name", "import_key"], order_by="name")
	shown = scope.names_of(NOMINATION, [row.name for row in rows])
	return {row.import_key for row in rows if row.name in shown}


def _make_nomination(values: dict):
	"""A nomination in the name of whoever nominated; it has been submitted, and waits for the panel."""
	from learning_mentor.imports.nominations import make

	return make(values, _nomination_key(values))


def _rating_columns() -> list[Column]:
	columns = []
	for number in range(1, NEEDS_OF_NOMINATION + 1):
		first = number == 1
		columns += [
			Column(f"need_{number}", f"Need {number}", "Low confidence" if first else "", required=first),
			Column(f"severity_{number}", f"Severity {number}", "3" if first else "", whole_number, first),
			Column(
				f"evidence_{number}",
				f"Evidence {number}",
				N_("Does not speak in lessons since September") if first else "",
				required=first,
			),
		]
	return columns


MENTOR_KEY, EXISTING_MENTORS = _one_field("Mentor Profile", "user")
STRATEGY_KEY, EXISTING_STRATEGIES = _one_field("Mentoring Strategy", "strategy_name")

TARGETS = {
	"Mentors": Target(
		"Mentor Profile",
		(
			Column("user", N_("User"), "mentor@school.example", required=True),
			Column("mentor_name", N_("Name"), "Alex Morgan", required=True),
			Column("employment", N_("Employment"), "Paid"),
			Column("caseload_limit", N_("Caseload limit"), "12", whole_number),
			Column("primary_phase", N_("Primary"), "no", check_box),
			Column("secondary_phase", N_("Secondary"), "yes", check_box),
			Column("college_phase", N_("College"), "no", check_box),
			Column("clearance_type", N_("Check"), "Enhanced with children's barred list"),
			Column("clearance_issued_on", N_("Issued on"), "2026-03-02", day),
			Column("certificate_last_four", N_("Certificate, last four"), "4711"),
			Column("update_service", N_("Update Service"), "no", check_box),
			Column("prior_experience", N_("Experience"), N_("Five years of youth work")),
		),
		MENTOR_KEY,
		EXISTING_MENTORS,
		_document("Mentor Profile"),
	),
	"Agencies": Target(
		"Support Agency",
		(
			Column("agency_name", N_("Agency"), "Riverside Family Help", required=True),
			Column("agency_type", N_("Type"), "Early help", required=True),
			Column("area", N_("Area"), "North"),
			Column("needs", N_("Needs"), N_("Low confidence; Worry and low mood"), entries("need")),
			Column("min_age", N_("From age"), "5", whole_number),
			Column("max_age", N_("To age"), "16", whole_number),
			Column("thresholds", N_("Thresholds"), N_("School has tried for a term")),
			Column("how_to_refer", N_("How to refer"), N_("Form and consent by mail")),
			Column("secure_email", N_("Secure e-mail"), "referrals@agency.example"),
			Column("acknowledge_days", N_("Acknowledges in"), "5", whole_number),
			Column("decide_days", N_("Decides in"), "15", whole_number),
			Column("start_days", N_("Starts in"), "15", whole_number),
		),
		_agency_key,
		_existing_agencies,
		_document("Support Agency"),
	),
	"Strategies": Target(
		"Mentoring Strategy",
		(
			Column("strategy_name", N_("Strategy"), N_("Two good things"), required=True),
			Column("setting", N_("Setting"), "Class", required=True),
			Column("needs", N_("Needs"), "Low confidence", entries("need"), True),
			Column(
				"steps", N_("Steps"), N_("Ask for two good things; Write them down"), entries("step"), True
			),
			Column("description", N_("What it is"), N_("The lesson ends with what went well")),
			Column("plain_words", N_("In plain words"), N_("We end each lesson with two good things")),
		),
		STRATEGY_KEY,
		EXISTING_STRATEGIES,
		_document("Mentoring Strategy"),
	),
	"Nominations": Target(
		NOMINATION,
		(
			Column("student", N_("Pupil"), "EDU-STU-2026-00001", required=True),
			Column("nominated_on", N_("Nominated on"), "2026-09-14", day, True),
			Column("nominated_by", N_("Nominated by"), "teacher@school.example", required=True),
			Column("source", N_("Source"), "Teacher"),
			Column("urgency", N_("Urgency"), "Routine"),
			*_rating_columns(),
			Column("concern_since", N_("Concern since"), "2026-09-01", day),
			Column("tried", N_("What was tried"), N_("A talk after the lesson"), required=True),
			Column("strengths", N_("Strengths"), N_("Kind to younger pupils")),
			Column("change_wanted", N_("Change wanted"), N_("Speaks in a small group")),
			Column("pupil_view", N_("The pupil's view"), ""),
			Column("safe_contact", N_("Safe times to contact"), N_("After four")),
			Column("guardian_told", N_("Guardian told"), "yes", check_box),
			Column("guardian_not_told_reason", N_("Why not"), ""),
			Column("safeguarding_concern", N_("Safeguarding concern"), "no", check_box),
		),
		_nomination_key,
		_existing_nominations,
		_make_nomination,
	),
}


def get_target(name: str) -> Target:
	if name not in TARGETS:
		frappe.throw(_("What to import: choose one of {0}.").format(", ".join(TARGETS)), MentoringError)
	return TARGETS[name]


def template_rows(name: str) -> list[list[str]]:
	"""Header and an example, as the lines of a file."""
	columns = get_target(name).columns
	return [[_(column.label) for column in columns], [column.example for column in columns]]
