"""What somebody has to decide on before a pupil's records go out: the lines of an access request's review."""

import frappe
from frappe import _

from learning_mentor.data_protection import access_contents
from learning_mentor.data_protection.third_parties import CONTACT, OTHER_PERSON, Finder, redact

INFORMANT, SERIOUS_HARM = "Informant", "Serious harm"
SAFEGUARDING_NOTE, FILE = "Safeguarding note", "File"
LEAD_DECIDES = frozenset({SERIOUS_HARM, SAFEGUARDING_NOTE})
TRANSFER = "Record transfer"

# Fields that say who told the school, or who else took part; by name, so that new record types are asked too.
INFORMANT_FIELDS = frozenset({"nominated_by", "informant", "told_by"})
PEOPLE_FIELDS = frozenset({"people", "agreed_guardian", "consent_guardian", "guardian", "guardian_name"})
CONTACT_ENDINGS = ("phone", "mobile", "email", "email_address", "mobile_number", "safe_contact")
HARM_FLAGS = ("safeguarding_concern", "serious_harm")
HARM_ROWS = ("risks",)


def lines(student: str, kind: str) -> list[dict]:
	"""What is to be decided, in the order of the records.

	``[{"path", "record_type", "record", "place", "kind", "found", "original", "redacted"}]``. A line without
	``original`` is about all that lies under its path: a record, a table, a file or a safeguarding note. A
	transfer to a new school takes the whole record, so just the safeguarding notes are decided on.
	"""
	notes = [_note_line(note) for note in access_contents.notes(student)]
	if kind == TRANSFER:
		return notes
	finder = Finder(student)
	found = [
		line
		for record in access_contents.records(student)
		for line in (*_harm_lines(record), *_entry_lines(record, finder), *_file_lines(record))
	]
	return [*found, *notes]


def _line(record: dict, path: str, place: str, kind: str, found: str, **texts) -> dict:
	return {
		"path": path,
		"record_type": record["record_type"],
		"record": record["record"],
		"place": place[:140],
		"kind": kind,
		"found": found[:500],
		"original": texts.get("original", ""),
		"redacted": texts.get("redacted", ""),
	}


def _note_line(note: str) -> dict:
	doctype = access_contents.SAFEGUARDING[0]
	record = {"record_type": doctype, "record": note}
	return _line(
		record, f"{doctype}/{note}", _("Whole note"), SAFEGUARDING_NOTE, _("A safeguarding lead decides.")
	)


def _harm_lines(record: dict) -> list[dict]:
	"""What may do serious harm: records with a flag, records that a safeguarding note rests on, risks."""
	found = []
	if _is_flagged(record) or _is_under_a_note(record):
		text = _("A safeguarding concern came up here.")
		found.append(_line(record, record["path"], _("Whole record"), SERIOUS_HARM, text))
	for table in HARM_ROWS:
		path = f"{record['path']}/{table}"
		if any(entry["path"].startswith(f"{path}/") for entry in record["entries"]):
			text = _("Risks that staff noted about a home.")
			found.append(_line(record, path, _("Risk assessment"), SERIOUS_HARM, text))
	return found


def _is_flagged(record: dict) -> bool:
	return any(entry["fieldname"] in HARM_FLAGS for entry in record["entries"])


def _is_under_a_note(record: dict) -> bool:
	reference = {"reference_doctype": record["record_type"], "reference_name": record["record"]}
	# A concern about a case is filed on it in general; that does not make all of the case's record harmful.
	return record["record_type"] != "Mentoring Case" and bool(
		frappe.db.exists(access_contents.SAFEGUARDING[0], reference)
	)


def _entry_lines(record: dict, finder: Finder) -> list[dict]:
	return [line for entry in record["entries"] if (line := _entry_line(record, entry, finder))]


def _entry_line(record: dict, entry: dict, finder: Finder) -> dict | None:
	text, field = entry["text"], entry["fieldname"]
	if kind := _kind_of_field(field):
		return _line(
			record, entry["path"], entry["label"], kind, text, original=text, redacted=_blotted_out(kind)
		)
	findings = finder.find(text) if entry["is_written"] else []
	if not findings:
		return None
	names = ", ".join(dict.fromkeys(text[each.start : each.end] for each in findings))
	kinds = [each.kind for each in findings]
	kind = OTHER_PERSON if OTHER_PERSON in kinds else kinds[0]
	return _line(
		record, entry["path"], entry["label"], kind, names, original=text, redacted=redact(text, findings)
	)


def _kind_of_field(fieldname: str) -> str | None:
	if fieldname in INFORMANT_FIELDS:
		return INFORMANT
	if fieldname in PEOPLE_FIELDS:
		return OTHER_PERSON
	return CONTACT if fieldname.endswith(CONTACT_ENDINGS) else None


def _blotted_out(kind: str) -> str:
	return _("[contact details]") if kind == CONTACT else _("[another person]")


def _file_lines(record: dict) -> list[dict]:
	return [
		_line(
			record,
			f"{record['path']}/file/{name}",
			_("File"),
			FILE,
			frappe.db.get_value("File", name, "file_name") or name,
		)
		for name in record["files"]
	]
