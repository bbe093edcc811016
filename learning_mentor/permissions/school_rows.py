"""Of which school a row is: a kind of answer for each doctype, in SQL, for `permissions.scope`."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import frappe

from learning_mentor.permissions import stored

EVERY_ROW = ""
NO_ROW = "1=0"

NOWHERE = "\x00"  # no record has this name
FIELD, STUDENT, PROFILE = "school", "Student", "Mentor Profile"

# Of the whole trust: masters and settings, and what nobody reads as a record.
SHARED = frozenset(
	{
		"Mentoring Settings",
		"Mentoring School",
		"Mentoring Need",
		"Mentoring Strategy",
		"Mentoring Scale",
		"Mentoring Visit Purpose",
		"Mentoring Retention Rule",
		"Mentoring Job Mark",
		"Support Agency",
		"Mentoring Safeguarding Entry",
		"Mentoring Calendar Link",
		"Mentoring Notice",
		"Mentoring Idempotency Key",
	}
)


class Kind(NamedTuple):
	"""How the school of a doctype's rows is found.

	``rows(doctype, schools)``: SQL condition on the rows of these schools. ``takes(doc, schools)``: whether a
	new document is of one. ``for_all``: asked about everybody, not just about those who see pupils by role.
	"""

	rows: Callable[[str, frozenset[str]], str]
	takes: Callable[[Any, frozenset[str]], bool]
	for_all: bool = False


def school_doctype() -> str | None:
	"""What the pupil's field ``school`` links to; None on a site whose pupils have no such field."""
	field = frappe.get_meta(STUDENT).get_field(FIELD)
	return field.options if field and field.fieldtype == "Link" else None


def rows_of(doctype: str, schools: Iterable[str]) -> str:
	"""SQL condition on the rows that are of these schools."""
	return KINDS[doctype].rows(doctype, frozenset(schools))


def school_of_pupil(student: str | None) -> str | None:
	return frappe.db.get_value(STUDENT, student, FIELD) if student and school_doctype() else None


def _one_of(column: str, values: Iterable[str]) -> str:
	listed = ", ".join(frappe.db.escape(value) for value in sorted(values))
	return f"{column} in ({listed})" if listed else NO_ROW


def _own_rows(doctype: str, schools: frozenset[str]) -> str:
	return _one_of(f"`tab{doctype}`.`{FIELD}`", schools)


def _among(doctype: str, fieldname: str, target: str, schools: frozenset[str]) -> str:
	"""Rows whose link leads to a row of the schools."""
	rows = rows_of(target, schools)
	return f"`tab{doctype}`.`{fieldname}` in (select `tab{target}`.`name` from `tab{target}` where {rows})"


def _pupil_rows(doctype: str, schools: frozenset[str]) -> str:
	return _among(doctype, "student", STUDENT, schools)


def _takes_pupil(doc, schools: frozenset[str]) -> bool:
	"""A record bound to a case gets its pupil from there, after Frappe has asked for the right to create."""
	case = stored.case_row(doc.get("case")) if doc.meta.has_field("case") else None
	return school_of_pupil(case.student if case else doc.get("student")) in schools


def _takes_own(doc, schools: frozenset[str]) -> bool:
	"""Without a school: `guards.schools` says that one has to be chosen."""
	return not doc.get(FIELD) or doc.get(FIELD) in schools


def _open_rows(doctype: str, schools: frozenset[str]) -> str:
	"""Of the schools, or of the whole trust."""
	return f"(ifnull(`tab{doctype}`.`{FIELD}`, '') = '' or {_own_rows(doctype, schools)})"


def _log_rows(doctype: str, schools: frozenset[str]) -> str:
	"""Lines about records of the schools; and lists, which name many, that people of these alone saw."""
	kind, name, reader = (f"`tab{doctype}`.`{field}`" for field in ("record_type", "record", "reader"))
	parts = [_among(doctype, "mentoring_case", "Mentoring Case", schools)]
	for other in KINDS:
		if other not in (doctype, STUDENT):
			rows = f"select `tab{other}`.`name` from `tab{other}` where {rows_of(other, schools)}"
			parts.append(f"({kind} = '{other}' and {name} in ({rows}))")
	parts.append(f"({name} is null and {people_of(reader, schools)})")
	return f"({' or '.join(parts)})"


def people_of(column: str, schools: Iterable[str]) -> str:
	"""SQL condition that a column names a user of one of these schools, and of no other."""
	allowed = f"select `user` from `tabUser Permission` where `allow` = {frappe.db.escape(school_doctype())}"
	mentors = f"select `user` from `tab{PROFILE}` where ifnull(`{FIELD}`, '') != ''"
	theirs, at = _one_of("`for_value`", schools), _one_of(f"`{FIELD}`", schools)
	return (
		f"(({column} in ({allowed} and {theirs}) or {column} in ({mentors} and {at}))"
		f" and {column} not in ({allowed} and not ({theirs})) and {column} not in ({mentors} and not ({at})))"
	)


def school_of_row(doctype: str, name: str) -> str | None:
	"""The school of a stored row, whose doctype has the school itself (`OWN`) or its pupil (`OF_PUPIL`)."""
	if KINDS[doctype] is OWN:
		return frappe.db.get_value(doctype, name, FIELD)
	return school_of_pupil(frappe.db.get_value(doctype, name, "student"))


def are_a_tree() -> bool:
	"""Whether a permission for one school is one for all below it too: our own schools have none below."""
	return frappe.get_meta(school_doctype()).is_nested_set()


def holders_of(column: str, school: str) -> str:
	"""SQL condition that a column names a user with a User Permission for a school that is no part of a tree.

	Of this school, of others too, or not: whoever sees pupils by role sees those of the school.
	"""
	allow, value = frappe.db.escape(school_doctype()), frappe.db.escape(school)
	return (
		f"{column} in (select `user` from `tabUser Permission` where `allow` = {allow}"
		f" and `for_value` = {value} and ifnull(`applicable_for`, '') = '')"
	)


def _of_link(fieldname: str, target: str) -> Kind:
	def rows(doctype: str, schools: frozenset[str]) -> str:
		return _among(doctype, fieldname, target, schools)

	def takes(doc, schools: frozenset[str]) -> bool:
		return bool(_names_in(target, doc.get(fieldname), schools))

	return Kind(rows, takes)


def _names_in(doctype: str, name: str | None, schools: frozenset[str]) -> tuple:
	asked = f"select `name` from `tab{doctype}` where `name` = %s and {rows_of(doctype, schools)}"
	return frappe.db.sql(asked, name) if name else ()


OF_PUPIL = Kind(_pupil_rows, _takes_pupil)
OWN = Kind(_own_rows, _takes_own)
OWN_FOR_ALL = Kind(_own_rows, _takes_own, for_all=True)
OPEN = Kind(_open_rows, _takes_own, for_all=True)
OF_READING = Kind(_log_rows, lambda doc, schools: False)

KINDS: dict[str, Kind] = {
	STUDENT: OWN,
	PROFILE: OWN,
	"Mentoring Group": _of_link("mentor", PROFILE),
	"Mentoring Event": OPEN,
	"Mentoring Import": OWN,
	"Mentoring Disposal": OWN,
	"Mentoring Kept Total": OWN_FOR_ALL,
	"Mentoring Read Log": OF_READING,
	"Mentoring Safeguarding Reading": _of_link("note", "Mentoring Safeguarding Note"),
	**dict.fromkeys(
		(
			"Mentoring Nomination",
			"Mentoring Selection Record",
			"Mentoring Case",
			"Mentoring Action Plan",
			"Mentoring Session",
			"Mentoring Check-in",
			"Mentoring Progress Point",
			"Mentoring Early Sign",
			"Mentoring Handover",
			"Mentoring Home Visit",
			"Mentoring Liaison",
			"Mentoring Transition Plan",
			"Mentoring Protection File",
			"Mentoring Referral",
			"Mentoring Outside Link",
			"Mentoring Outside Opening",
			"Mentoring Safeguarding Note",
			"Mentoring Access Request",
			"Mentoring Event Registration",
			"Mentoring Medical Note",
		),
		OF_PUPIL,
	),
}
