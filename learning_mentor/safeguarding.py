"""Safeguarding notes: raising a concern, adding to it, reading it, and letting somebody read it.

The words of a note are in a record type that no role has a right to, so that no list, report, export, print,
search or version can hold them. `read` is the one way to them, and it logs who read.
"""

import frappe
from frappe import _
from frappe.utils import cstr, get_datetime, now_datetime

from learning_mentor import notify
from learning_mentor.api.shapes.common import SafeguardingEntry
from learning_mentor.exceptions import MentoringError
from learning_mentor.notices import kinds
from learning_mentor.permissions import RULES, SAFEGUARDING_LEAD, is_safeguarding_lead, may_read_note, scope

NOTE, ENTRY, READING = (f"Mentoring Safeguarding {kind}" for kind in ("Note", "Entry", "Reading"))
LONGEST = 20_000
CONCERN, CORRECTION, AGENCY_TOLD, CLOSED, REOPENED = (
	"Concern",
	"Correction",
	"Agency told",
	"Closed",
	"Reopened",
)
BY_AUTHORS, BY_LEADS = (CORRECTION, "Action"), (AGENCY_TOLD, CLOSED, REOPENED)


def raise_concern(doctype: str, name: str, text: str, category: str = "Not said") -> str:
	"""Make a note about the pupil of a record that the session user may read. Returns the note's name.

	``doctype`` is Student or a record type of the app that has a pupil. The safeguarding leads are told that
	there is a note, and nothing else. Raises PermissionError for a record that is missing or not the user's
	to read, MentoringError without text.
	"""
	text = _plain(text)
	student = _pupil_of(doctype, name)
	note = frappe.get_doc(
		{
			"doctype": NOTE,
			"student": student,
			"student_name": frappe.db.get_value("Student", student, "student_name"),
			"mentoring_case": frappe.db.get_value("Mentoring Case", {"open_for": student}, "name"),
			"reference_doctype": doctype,
			"reference_name": name,
			"category": category,
			"author": frappe.session.user,
			"raised_on": now_datetime(),
		}
	)
	_write(note)
	_add(note, CONCERN, text)
	_tell_leads(note)
	return note.name


def _pupil_of(doctype: str, name: str) -> str:
	"""The pupil of a record; hidden, missing and unsuited records answer alike."""
	suited = doctype == "Student" or (doctype in RULES and frappe.get_meta(doctype).has_field("student"))
	doc = frappe.get_doc(doctype, name) if suited and frappe.db.exists(doctype, name) else None
	if not doc or not doc.has_permission("read") or not scope.allows(doc):
		frappe.throw(_("There is no such record that you may read."), frappe.PermissionError)
	return doc.name if doctype == "Student" else doc.student


def _plain(text: str | None) -> str:
	text = cstr(text).strip()
	if not text:
		frappe.throw(
			_("What was written is empty: say what you saw or heard, in their words."), MentoringError
		)
	if len(text) > LONGEST:
		frappe.throw(_("Your text is too long: {0} characters at most.").format(LONGEST), MentoringError)
	return text


def _write(doc) -> None:
	doc.flags.written_by_code = True
	doc.save(ignore_permissions=True)  # nobody has a right to write; each caller here has checked theirs


def _add(note, kind: str, text: str, **values) -> str:
	entry = frappe.get_doc(
		{
			"doctype": ENTRY,
			"note": note.name,
			"kind": kind,
			"entry_text": text,
			"author": frappe.session.user,
			"written_on": now_datetime(),
			**values,
		}
	)
	_write(entry)
	return entry.name


def _tell_leads(note) -> None:
	"""That there is something to read, and nothing of it."""
	notify.tell_role(SAFEGUARDING_LEAD, kinds.NOTE_WAITS, note)


def _note(name: str):
	"""A note that the session user may read, locked; hidden and missing notes answer alike."""
	if not may_read_note(name):
		frappe.throw(_("There is no such note that you may read."), frappe.PermissionError)
	return frappe.get_doc(NOTE, name, for_update=True)


def read(name: str) -> list[SafeguardingEntry]:
	"""The entries of a note, oldest first, and a line in the log of readings.

	``[{"kind", "entry_text", "agency", "told_on", "author_name", "written_on"}]``. Raises PermissionError
	alike for notes missing and not the user's.
	"""
	note = _note(name)
	_write(
		frappe.get_doc(
			{"doctype": READING, "note": note.name, "reader": frappe.session.user, "read_on": now_datetime()}
		)
	)
	entries = frappe.get_all(
		ENTRY,
		filters={"note": note.name},
		fields=["kind", "entry_text", "agency", "told_on", "author", "written_on"],
		order_by="written_on asc, name asc",
	)
	for entry in entries:
		entry["author_name"] = frappe.utils.get_fullname(entry.pop("author"))
	return entries


def add_entry(name: str, kind: str, text: str, agency: str | None = None, told_on: str | None = None) -> str:
	"""Add to a note; what is there stays. Returns the entry's name.

	``kind``: Correction and Action by everybody who may read the note; Agency told (with ``agency`` and
	``told_on``), Closed and Reopened by safeguarding leads. Raises PermissionError, MentoringError.
	"""
	note, text = _note(name), _plain(text)
	if kind not in (*BY_AUTHORS, *BY_LEADS):
		frappe.throw(_("Kind: choose Correction, Action, Agency told, Closed or Reopened."), MentoringError)
	if kind in BY_LEADS and not is_safeguarding_lead():
		frappe.throw(_("Only a safeguarding lead may write this."), frappe.PermissionError)
	values = _told(agency, told_on) if kind == AGENCY_TOLD else {}
	if kind in (CLOSED, REOPENED):
		note.status = "Closed" if kind == CLOSED else "Open"
		_write(note)
	entry = _add(note, kind, text, **values)
	if not is_safeguarding_lead():
		_tell_leads(note)
	return entry


def _told(agency: str | None, told_on: str | None) -> dict:
	if not cstr(agency).strip():
		frappe.throw(_("Agency is missing: say who was told."), MentoringError)
	moment = get_datetime(told_on) if told_on else now_datetime()
	if moment > now_datetime():
		frappe.throw(_("Told on is in the future."), MentoringError)
	return {"agency": cstr(agency).strip()[:140], "told_on": moment}


def let_read(name: str, user: str) -> None:
	"""Let a member of staff read a note. Safeguarding leads alone (PermissionError)."""
	note = _note_of_lead(name)
	staff = frappe.db.get_value("User", user, ["enabled", "user_type"], as_dict=True)
	if not staff or not staff.enabled or staff.user_type != "System User":
		frappe.throw(_("Person: choose a member of staff who may sign in."), MentoringError)
	if user not in {row.reader for row in note.readers}:
		row = {"reader": user, "let_in_by": frappe.session.user, "since": now_datetime()}
		note.append("readers", row)
		_write(note)
		notify.tell([user], kinds.NOTE_OPENED, note)


def stop_reading(name: str, user: str) -> None:
	"""Take a person's right to a note back. Safeguarding leads alone (PermissionError)."""
	note = _note_of_lead(name)
	note.set("readers", [row for row in note.readers if row.reader != user])
	_write(note)


def _note_of_lead(name: str):
	if not is_safeguarding_lead():
		frappe.throw(_("Only a safeguarding lead may decide who reads a note."), frappe.PermissionError)
	return _note(name)
