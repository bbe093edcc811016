"""Every reading of records about pupils: the log of readings, safeguarding notes, exports and files."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import add_days, getdate, today

from learning_mentor.data_protection import pupil_records
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import PARENTS, RULES, require_data_protection, scope
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import BLUE, bars, figure
from learning_mentor.translatable import N_

MOST_ROWS = 5000
NOTE = "Mentoring Safeguarding Note"
EXPORT = N_("Export")


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per reading (newest first, no pupil's name), a note, a chart by way and a summary.

	``filters``: ``from_date``, ``to_date`` (default: the last 30 days), ``reader``, ``record`` (or a
	case), ``pupil`` (name of a Student), ``way``. Raises PermissionError for others than officer and leads.
	"""
	require_data_protection()
	asked = _asked(frappe._dict(filters or {}))
	sources = (*_logged(asked), *_notes(asked), *_exports(asked), *_files(asked))
	readings = _of_my_schools([row for row in sources if _suits(row, asked)])
	readings.sort(key=lambda row: row["read_on"], reverse=True)
	readings = _with_names(readings[:MOST_ROWS])
	return columns(), readings, _limit_note(readings), chart(readings), summary(readings)


def _asked(filters):
	filters.to_date = getdate(filters.to_date or today())
	filters.from_date = getdate(filters.from_date or add_days(filters.to_date, -30))
	if filters.to_date < filters.from_date:
		frappe.throw(_("To must not be before From."), MentoringError)
	filters.until = add_days(filters.to_date, 1)
	if filters.pupil:
		filters.records = {
			(doctype, name)
			for doctype, names in pupil_records.of_pupil(filters.pupil).items()
			for name in names
		}
	return filters


def _suits(row: dict, asked) -> bool:
	if asked.way and row["way"] != asked.way:
		return False
	if asked.record and asked.record not in (row["record"], row["mentoring_case"]):
		return False
	return not asked.pupil or (row["record_type"], row["record"]) in asked.records


def _of_my_schools(rows: list[dict]) -> list[dict]:
	"""Of a trust's schools: readings of records of the user's; lists without names, by their people."""
	if not scope.is_on() or frappe.session.user == "Administrator":
		return rows
	named: dict[str, set] = {}
	for row in rows:
		if row["record"]:
			named.setdefault(row["record_type"], set()).add(row["record"])
	shown = {kind: _shown(kind, names) for kind, names in named.items()}
	people = scope.people_among({row["reader"] for row in rows if not row["record"]})
	return [
		row
		for row in rows
		if (row["record"] in shown[row["record_type"]] if row["record"] else row["reader"] in people)
	]


def _shown(kind: str, names: set[str]) -> set[str]:
	return scope.names_of(kind, sorted(names)) if kind in scope.KINDS else set()


def _between(asked, fieldname: str, reader: str) -> list[list]:
	limits = [[fieldname, ">=", asked.from_date], [fieldname, "<", asked.until]]
	return [*limits, [reader, "=", asked.reader]] if asked.reader else limits


def _logged(asked) -> list[dict]:
	lines = frappe.get_list(
		"Mentoring Read Log",
		filters=_between(asked, "read_on", "reader"),
		fields=["read_on", "reader", "way", "record_type", "record", "mentoring_case", "records"],
		order_by="read_on desc",
		limit_page_length=0 if asked.pupil or asked.record else MOST_ROWS,
	)
	return [reading for line in lines for reading in _each(line)]


def _each(line: frappe._dict) -> list[dict]:
	"""A list's line names many records, or none where the columns shown did not hold the name."""
	names = (line.pop("records") or "").split("\n")
	return [{**line, "record": name} for name in names] if line.record is None else [line]


def _notes(asked) -> list[dict]:
	"""Readings of safeguarding notes. Read as the system: shown is that they were read, not a word."""
	rows = frappe.get_all(
		"Mentoring Safeguarding Reading",
		filters=_between(asked, "read_on", "reader"),
		fields=["read_on", "reader", "note"],
		order_by="read_on desc",
		limit_page_length=MOST_ROWS,
	)
	return [_reading(row.read_on, row.reader, N_("Safeguarding Note"), NOTE, row.note) for row in rows]


def _exports(asked) -> list[dict]:
	"""Exports and printed lists by Frappe's Access Log, without its filters, which may name a pupil."""
	rows = _accessed(asked, ["export_from", "in", [*RULES, *PARENTS]])
	return [_reading(row.creation, row.user, EXPORT, row.export_from, row.reference_document) for row in rows]


def _files(asked) -> list[dict]:
	accessed = _accessed(asked, ["export_from", "=", "File"])
	attached = {
		row.name: row
		for row in frappe.get_all(
			"File",
			filters={
				"name": ["in", [row.reference_document for row in accessed]],
				"attached_to_doctype": ["in", list(RULES)],
			},
			fields=["name", "attached_to_doctype", "attached_to_name"],
			order_by="name",
		)
	}
	return [
		_reading(row.creation, row.user, "File", file.attached_to_doctype, file.attached_to_name)
		for row in accessed
		if (file := attached.get(row.reference_document))
	]


def _accessed(asked, of: list) -> list[frappe._dict]:
	return frappe.get_all(
		"Access Log",
		filters=[*_between(asked, "creation", "user"), of],
		fields=["creation", "user", "export_from", "reference_document"],
		order_by="creation desc",
		limit_page_length=MOST_ROWS,
	)


def _reading(read_on, reader: str, way: str, record_type: str, record: str | None) -> dict:
	return frappe._dict(
		read_on=read_on, reader=reader, way=way, record_type=record_type, record=record, mentoring_case=None
	)


def _with_names(readings: list[dict]) -> list[dict]:
	names = dict(
		frappe.get_all(
			"User",
			filters={"name": ["in", list({row["reader"] for row in readings})]},
			fields=["name", "full_name"],
			order_by="name",
			as_list=True,
		)
	)
	return [{**row, "reader_name": names.get(row["reader"], row["reader"])} for row in readings]


def _limit_note(readings: list[dict]) -> str | None:
	if len(readings) < MOST_ROWS:
		return None
	return _("Only the newest {0} readings are shown: choose fewer days or one person.").format(MOST_ROWS)


def chart(readings: list[dict]) -> dict | None:
	ways = Counter(row["way"] for row in readings)
	names = [way for way, _readings in ways.most_common()]
	return bars([_(way) for way in names], {_("Readings"): [ways[way] for way in names]}, [BLUE])


def summary(readings: list[dict]) -> list[dict]:
	records = {(row["record_type"], row["record"]) for row in readings}
	return [
		figure(_("Readings"), len(readings)),
		figure(_("Readers"), len({row["reader"] for row in readings})),
		figure(_("Records"), len(records)),
		figure(_("Exports and prints"), sum(row["way"] in (EXPORT, "Print", "File") for row in readings)),
	]


def columns() -> list[dict]:
	return [
		column("read_on", "Datetime", _("Read on"), 165),
		column("reader_name", "Data", _("Read by"), 170),
		column("reader", "Data", _("User"), 190),
		choice("way", _("Way"), 130),
		choice("record_type", _("Record type"), 190),
		column("record", "Data", _("Record"), 150),
		column("mentoring_case", "Data", _("Case"), 130),
	]
