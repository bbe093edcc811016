"""The pack that goes out: what a review has left of a pupil's records, as JSON and as PDF to read."""

import io
import json
import zipfile

import frappe
from frappe import _
from frappe.utils import escape_html, format_date, format_datetime, now_datetime

from learning_mentor.attachments import content_of
from learning_mentor.data_protection import access_contents
from learning_mentor.data_protection.access_findings import FILE, SAFEGUARDING_NOTE, TRANSFER

RELEASE, REDACT, WITHHOLD = "Release", "Redact", "Withhold"
STYLE = """
@page { size: A4; margin: 18mm; @bottom-right { content: counter(page); font-size: 8pt } }
body { font-family: sans-serif; font-size: 10pt }
h1 { font-size: 16pt }
h2 { font-size: 12pt; margin: 6mm 0 1mm }
table { border-collapse: collapse; width: 100% }
td { padding: 1mm 2mm; vertical-align: top; border-top: 1px solid #ddd }
td:first-child { width: 30%; color: #555 }
td:last-child { white-space: pre-wrap }
"""


def contents(request) -> dict:
	"""``{"request", "pupil", "made_on", "records": [record], "held_back": number}`` of a reviewed request.

	A record is ``{"type", "name", "made_on", "entries": [{"label", "text"}], "files": [{"name", "file"}]}``.
	What was withheld is counted and not described: even that it exists may do harm.
	"""
	decisions = {row.path: row for row in request.items}
	records = [_record(record, decisions) for record in access_contents.records(request.student)]
	kept = [record for record in records if record and (record["entries"] or record["files"])]
	return {
		"request": request.name,
		"pupil": request.student_name,
		"made_on": str(now_datetime()),
		"records": [*kept, *_released_notes(request)],
		"held_back": sum(row.decision == WITHHOLD for row in request.items),
	}


def _record(record: dict, decisions: dict) -> dict | None:
	if _decision(record["path"], decisions) == WITHHOLD:
		return None
	entries = [(entry, _shown(entry, record["path"], decisions)) for entry in record["entries"]]
	return {
		"type": _(record["record_type"]),
		"name": record["record"],
		"made_on": str(record["made_on"]),
		"entries": [{"label": entry["label"], "text": text} for entry, text in entries if text],
		"files": [_file(name) for name in record["files"] if _goes_out(record["path"], name, decisions)],
	}


def _decision(path: str, decisions: dict) -> str | None:
	return decisions[path].decision if path in decisions else None


def _shown(entry: dict, record_path: str, decisions: dict) -> str:
	"""The text that goes out; empty where it, or the table that it is in, is withheld."""
	table = "/".join(entry["path"].split("/")[: record_path.count("/") + 2])
	if WITHHOLD in (_decision(table, decisions), _decision(entry["path"], decisions)):
		return ""
	row = decisions.get(entry["path"])
	return row.redacted if row and row.decision == REDACT else entry["text"]


def _goes_out(record_path: str, name: str, decisions: dict) -> bool:
	"""Files of a transfer are not reviewed and go; all others need somebody's yes."""
	row = decisions.get(f"{record_path}/file/{name}")
	return row.decision == RELEASE if row else not any(each.kind == FILE for each in decisions.values())


def _file(name: str) -> dict:
	return {"name": frappe.db.get_value("File", name, "file_name"), "file": name}


def _released_notes(request) -> list[dict]:
	"""Notes that a safeguarding lead has released; never of a transfer, where they travel apart."""
	released = [row for row in request.items if row.kind == SAFEGUARDING_NOTE and row.decision == RELEASE]
	return [] if request.kind == TRANSFER else [note_record(row.record) for row in released]


def note_record(note: str) -> dict:
	words = access_contents.words_of_note(note)
	return {
		"type": _("Mentoring Safeguarding Note"),
		"name": note,
		"made_on": str(words[0].written_on) if words else "",
		"entries": [
			{"label": f"{_(row.kind)}, {format_datetime(row.written_on)}", "text": row.entry_text}
			for row in words
		],
		"files": [],
	}


def as_zip(pack: dict) -> bytes:
	"""``records.json``, ``records.pdf`` and the released files, each under a name of its own."""
	held = io.BytesIO()
	with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
		archive.writestr("records.json", json.dumps(pack, indent=1, ensure_ascii=False))
		archive.writestr("records.pdf", as_pdf(pack))
		for record in pack["records"]:
			for file in record["files"]:
				path = f"files/{file['file']}-{file['name']}"
				archive.writestr(path, content_of(frappe.get_doc("File", file["file"])))
	return held.getvalue()


def as_pdf(pack: dict) -> bytes:
	"""By WeasyPrint, which Frappe 15 and 16 bring along; wkhtmltopdf is not on every bench."""
	import weasyprint

	return weasyprint.HTML(string=as_html(pack), url_fetcher=_fetch_nothing).write_pdf()


def _fetch_nothing(url: str, *args, **kwargs):
	raise ValueError("A pack is made of text alone.")


def as_html(pack: dict) -> str:
	parts = [_section(record) for record in pack["records"]]
	title = escape_html(_("Records of {0}").format(pack["pupil"]))
	return (
		f"<html><head><meta charset='utf-8'><style>{STYLE}</style></head><body><h1>{title}</h1>"
		f"<p>{escape_html(_summary(pack))}</p>{''.join(parts)}</body></html>"
	)


def _summary(pack: dict) -> str:
	made = _("Request {0}, made on {1}: {2} records.").format(
		pack["request"], format_date(pack["made_on"][:10]), len(pack["records"])
	)
	return made + " " + _("Where another person is meant, their name was taken out.")


def _section(record: dict) -> str:
	rows = "".join(
		f"<tr><td>{escape_html(entry['label'])}</td><td>{escape_html(entry['text'])}</td></tr>"
		for entry in record["entries"]
	)
	files = "".join(
		f"<tr><td>{escape_html(_('File'))}</td><td>{escape_html(file['name'])}</td></tr>"
		for file in record["files"]
	)
	heading = escape_html(f"{record['type']} {record['name']}")
	return f"<h2>{heading}</h2><table>{rows}{files}</table>"
