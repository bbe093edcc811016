"""Who consented to what: one list over every record that holds a consent.

A record type with a consent of its own adds one line to ``SOURCES``; report and access pack then have it.
Read as the system, within the reader's schools: whoever shows the result checks first that they may see it.
"""

from typing import NamedTuple

import frappe
from frappe.utils import getdate

from learning_mentor.permissions import scope
from learning_mentor.translatable import N_

GIVEN, REFUSED, WITHDRAWN, ENDED = "Given", "Refused", "Withdrawn", N_("Ended")
ASKED = "Asked"  # a question is no consent yet
CASE, PLAN = "Mentoring Case", "Mentoring Action Plan"


class Source(NamedTuple):
	"""Where a kind of consent is kept. Each value is a field of ``doctype``, or of ``table``'s rows.

	``answer`` may be left out where a row is there only once consent was given; ``withdrawn_on`` where the
	record has no such day; ``party`` is a field, or the word itself where it is always the same. ``guardian``
	links to a Guardian, ``person`` is a name in words. A row counts once ``answered_on`` has a day.
	"""

	kind: str
	doctype: str
	answered_on: str
	table: str | None = None
	party: str = "Guardian"
	guardian: str | None = None
	person: str | None = None
	answer: str | None = None
	how: str | None = None
	withdrawn_on: str | None = None
	ended_when: tuple[str, str] | None = None


SOURCES = (
	Source(
		N_("Taking part"),
		CASE,
		"consent_on",
		answer="consent_status",
		how="consent_how",
		guardian="consent_guardian",
	),
	Source(
		N_("Mentoring agreement"),
		CASE,
		"agreed_on",
		table="Mentoring Agreement",
		party="party",
		person="agreed_name",
		how="how",
		withdrawn_on="withdrawn_on",
	),
	Source(
		N_("Action plan"),
		PLAN,
		"agreed_on",
		person="agreed_name",
		guardian="agreed_guardian",
		how="agreed_how",
		ended_when=("status", "Cancelled"),
	),
	Source(
		N_("Referral to an agency"),
		"Mentoring Referral",
		"happened_on",
		table="Mentoring Consent Entry",
		answer="event",
		guardian="guardian",
		person="name_given",
		how="how",
	),
	Source(
		N_("Sharing with the next school"),
		"Mentoring Transition Plan",
		"given_on",
		table="Mentoring Transition Consent",
		party="party",
		guardian="guardian",
		person="given_name",
		how="how",
		withdrawn_on="withdrawn_on",
	),
	Source(
		N_("Event"),
		"Mentoring Event Registration",
		"consent_on",
		guardian="consent_guardian",
		how="consent_how",
		withdrawn_on="consent_withdrawn_on",
	),
)


def kinds() -> list[str]:
	return [source.kind for source in SOURCES]


def register(student: str | None = None, kind: str | None = None) -> list[dict]:
	"""All consents, of one pupil or kind where named, newest first.

	``[{"student", "student_name", "kind", "party", "person", "status", "answered_on", "how", "withdrawn_on",
	"record_type", "record"}]``; ``status`` is Given, Refused, Withdrawn or Ended.
	"""
	asked = [source for source in SOURCES if kind in (None, "", source.kind)]
	rows = [row for source in asked if _is_installed(source) for row in _rows(source, student)]
	return sorted(rows, key=lambda row: (getdate(row["answered_on"]), row["record"]), reverse=True)


def _is_installed(source: Source) -> bool:
	return bool(frappe.db.exists("DocType", source.doctype))


def _rows(source: Source, student: str | None) -> list[dict]:
	record = frappe.qb.DocType(source.doctype)
	holder = frappe.qb.DocType(source.table) if source.table else record
	query = frappe.qb.from_(record).select(record.name, record.student, record.student_name)
	if source.table:
		query = query.join(holder).on((holder.parent == record.name) & (holder.parenttype == source.doctype))
	query = query.select(*[holder[fieldname].as_(alias) for alias, fieldname in _fields(source).items()])
	if source.guardian:
		guardian = frappe.qb.DocType("Guardian")
		query = query.left_join(guardian).on(guardian.name == holder[source.guardian])
		query = query.select(guardian.guardian_name)
	if source.ended_when:
		query = query.select(record[source.ended_when[0]].as_("ended_by"))
	query = query.where(holder[source.answered_on].isnotnull())
	if student:
		query = query.where(record.student == student)
	query = scope.narrowed(query, source.doctype)
	return [_consent(source, row) for row in query.run(as_dict=True) if row.answer != ASKED]


def _fields(source: Source) -> dict[str, str]:
	"""What is read of each row: its name here -> the field."""
	asked = ("answered_on", "guardian", "person", "answer", "how", "withdrawn_on")
	fields = {name: getattr(source, name) for name in asked if getattr(source, name)}
	meta = frappe.get_meta(source.table or source.doctype)
	return {**fields, "party": source.party} if meta.has_field(source.party) else fields


def _consent(source: Source, row) -> dict:
	return {
		"student": row.student,
		"student_name": row.student_name,
		"kind": source.kind,
		"party": row.party or source.party,
		"person": row.person or row.guardian_name,
		"status": _status(source, row),
		"answered_on": row.answered_on,
		"how": row.how,
		"withdrawn_on": row.withdrawn_on,
		"record_type": source.doctype,
		"record": row.name,
	}


def _status(source: Source, row) -> str:
	if row.withdrawn_on or row.answer == WITHDRAWN:
		return WITHDRAWN
	if source.ended_when and row.ended_by == source.ended_when[1]:
		return ENDED
	return REFUSED if row.answer in (REFUSED, "Declined") else GIVEN
