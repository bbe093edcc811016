"""All that the app keeps about one pupil, as text, found by the schema: a new record type is in by itself.

Read as the system, for access requests alone: `access_requests` checks who asks.
"""

import frappe
from frappe import _
from frappe.model import no_value_fields
from frappe.utils import cstr, format_date, format_datetime, strip_html

from learning_mentor.data_protection import pupil_records, read_log
from learning_mentor.permissions import PARENTS

# Safeguarding is never in by itself: its notes are lines of the review that a safeguarding lead decides on.
SAFEGUARDING = tuple(f"Mentoring Safeguarding {kind}" for kind in ("Note", "Entry", "Reading"))
# Other requests quote what was held back from them.
LEFT_OUT = (*SAFEGUARDING, "Mentoring Access Request")
WRITTEN = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "HTML Editor", "Markdown Editor")
NOT_TOLD = frozenset({"student", "student_name", "mentor", "amended_from", "naming_series", "authors"})


def records(student: str) -> list[dict]:
	"""``[{"record_type", "record", "path", "made_on", "entries": [entry], "files": [name]}]``, oldest first.

	An entry is ``{"path", "label", "text", "fieldname", "is_written"}``, ``is_written`` of text that somebody
	typed. A ``path`` is unique among all records of the pupil: ``type/record/field``,
	``type/record/table/row/field`` or ``type/record/comment/name``.
	"""
	names = pupil_records.of_pupil(student)
	found = [
		_record(frappe.get_doc(doctype, name))
		for doctype in names
		if doctype not in LEFT_OUT
		for name in names[doctype]
	]
	return sorted([*found, *_shared(student, names)], key=lambda record: cstr(record["made_on"]))


def _record(doc) -> dict:
	read_log.note(doc, "Access Pack")
	path = f"{doc.doctype}/{doc.name}"
	return {
		"record_type": doc.doctype,
		"record": doc.name,
		"path": path,
		"made_on": doc.creation,
		"entries": [*_entries(doc, path), *_tables(doc, path), *_talk(doc, path)],
		"files": frappe.get_all(
			"File",
			{"attached_to_doctype": doc.doctype, "attached_to_name": doc.name},
			pluck="name",
			order_by="creation asc",
		),
	}


def _entries(doc, path: str) -> list[dict]:
	entries = []
	for field in doc.meta.fields:
		if field.fieldtype in no_value_fields or field.hidden or field.fieldname in NOT_TOLD:
			continue
		if text := _text(doc.get(field.fieldname), field):
			entries.append(
				{
					"path": f"{path}/{field.fieldname}",
					"label": _(field.label),
					"text": text,
					"fieldname": field.fieldname,
					"is_written": field.fieldtype in WRITTEN,
				}
			)
	return entries


def _text(value, field) -> str:
	if value in (None, "") or field.fieldtype == "Password" or (field.fieldtype == "Check" and not value):
		return ""
	if field.fieldtype == "Check":
		return _("Yes")
	if field.fieldtype == "Date":
		return format_date(value)
	if field.fieldtype == "Datetime":
		return format_datetime(value)
	if field.fieldtype == "Link":
		return _linked(field.options, value)
	if field.fieldtype == "Select":
		return _(value)
	return (
		strip_html(cstr(value)).strip()
		if field.fieldtype in ("Text Editor", "HTML Editor")
		else cstr(value).strip()
	)


def _linked(doctype: str, name: str) -> str:
	"""People by their names: what identifies them to the site is their e-mail address."""
	title = {"User": "full_name", "Guardian": "guardian_name", "Mentor Profile": "mentor_name"}.get(doctype)
	return cstr(frappe.db.get_value(doctype, name, title) if title else name)


def _tables(doc, path: str) -> list[dict]:
	entries = []
	for table in doc.meta.get_table_fields():
		for row in doc.get(table.fieldname):
			for entry in _entries(row, f"{path}/{table.fieldname}/{row.name}"):
				label = _("{0} {1}: {2}").format(_(table.label), row.idx, entry["label"])
				entries.append({**entry, "label": label})
	return entries


def _talk(doc, path: str) -> list[dict]:
	"""What staff wrote under a record, and the mails on it."""
	on_record = {"reference_doctype": doc.doctype, "reference_name": doc.name}
	comments = frappe.get_all(
		"Comment", {**on_record, "comment_type": "Comment"}, ["name", "content"], order_by="creation asc"
	)
	mails = frappe.get_all(
		"Communication", on_record, ["name", "subject", "content"], order_by="creation asc"
	)
	said = [
		*(("comment", _("Comment"), row.name, row.content) for row in comments),
		*(("mail", _("Message"), row.name, f"{row.subject or ''}\n{row.content or ''}") for row in mails),
	]
	return [
		{
			"path": f"{path}/{kind}/{name}",
			"label": label,
			"text": text,
			"fieldname": kind,
			"is_written": True,
		}
		for kind, label, name, content in said
		if (text := strip_html(content or "").strip())
	]


def _shared(student: str, names: dict) -> list[dict]:
	"""The pupil's own rows in records about several pupils, without the others' rows."""
	found = []
	for child, rows in pupil_records.rows_of_pupil(student, names).items():
		for row in (frappe.get_doc(child, name) for name in rows):
			path = f"{row.parenttype}/{row.parent}/{row.parentfield}/{row.name}"
			found.append(
				{
					"record_type": PARENTS[child][0],
					"record": row.parent,
					"path": path,
					"made_on": row.creation,
					"entries": _entries(row, path),
					"files": [],
				}
			)
	return found


def notes(student: str) -> list[str]:
	"""Names of the pupil's safeguarding notes."""
	return pupil_records.of_pupil(student).get(SAFEGUARDING[0], [])


def words_of_note(note: str) -> list[frappe._dict]:
	"""``[{"kind", "entry_text", "written_on"}]`` of a note that a safeguarding lead has released."""
	return frappe.get_all(
		SAFEGUARDING[1],
		filters={"note": note},
		fields=["kind", "entry_text", "written_on"],
		order_by="written_on asc, name asc",
	)
