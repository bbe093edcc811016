"""What Frappe keeps about a record beside the record itself, and how it is deleted without a trace."""

from collections.abc import Iterable

import frappe
from frappe.utils import cstr
from pypika.terms import Criterion

from learning_mentor import job_marks
from learning_mentor.guards.leads import REFERENCES

# Record type -> the fields that name the record it is about, of all that goes with that record.
# Files come first: Frappe leaves a comment about each that is deleted.
STAY = ("Integration Request", "Milestone")
TRACES = {
	"File": REFERENCES["File"],
	**{doctype: fields for doctype, fields in REFERENCES.items() if doctype not in STAY},
	"Notification Log": ("document_type", "document_name"),
	"Mentoring Notice": ("record_type", "record"),
	"Communication Link": ("link_doctype", "link_name"),
	"Event Participants": ("reference_doctype", "reference_docname"),
}

# Frappe's record types whose text may quote a record -> the columns that do
QUOTES = {
	"Deleted Document": ("data",),
	"Access Log": ("filters", "page"),
	"Error Log": ("error", "metadata"),
	"Notification Log": ("subject", "email_content"),
	"Prepared Report": ("filters",),
	"Email Queue": ("message",),
}
WORDS_AT_ONCE = 100  # that a query looks for, so that it stays of a length that MariaDB takes


def erase(doctype: str, names: Iterable[str], keep_files: bool = False) -> int:
	"""Delete records with their rows and all traces, past their controllers; returns how many rows went.

	The caller has checked the right to do it. ``keep_files`` leaves the disk alone, for a run that is rolled
	back. Frappe's own delete_doc would refuse records that are never deleted, and keep a copy of the others.
	"""
	names = [cstr(name) for name in names]  # some of Frappe's are numbered, and are named by text elsewhere
	if not names or not frappe.db.table_exists(doctype):
		return 0
	if doctype == "File" and not keep_files:
		return _erase_files(names)
	_erase_marks(doctype, names)
	count = sum(_erase_traces(trace, doctype, names, keep_files) for trace in TRACES)
	for table in frappe.get_meta(doctype).get_table_fields():
		count += _delete(table.options, {"parenttype": doctype, "parent": ["in", names]})
	frappe.db.delete("__global_search", {"doctype": doctype, "name": ["in", names]})
	count += _delete(doctype, {"name": ["in", names]})
	for name in names:
		frappe.clear_document_cache(doctype, name)
	return count


def _erase_traces(trace: str, doctype: str, names: list[str], keep_files: bool) -> int:
	type_field, name_field = TRACES[trace]
	if not frappe.db.table_exists(trace) or not frappe.db.has_column(trace, name_field):
		return 0
	if not frappe.db.exists("DocType", trace):
		erase_given_up(trace, {type_field: [doctype], name_field: names})
		return 0
	about = {type_field: doctype, name_field: ["in", names]}
	found = frappe.get_all(trace, filters=about, pluck="name", order_by="name")
	return erase(trace, found, keep_files)


def erase_given_up(doctype: str, about: dict[str, list]) -> None:
	"""Delete rows by values of their columns. Later versions give up a record type, and leave its table."""
	rows = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(rows).delete()
	for column, values in about.items():
		query = query.where(rows[column].isin(values))
	query.run()


def _erase_marks(doctype: str, names: list[str]) -> None:
	"""What scheduled jobs have noted of the records: they name the record, and go with it."""
	mark = frappe.qb.DocType(job_marks.MARK)
	begins = [f"{kind} {name}" for kind in job_marks.OF_RECORDS.get(doctype, ()) for name in names]
	for lot in frappe.utils.create_batch(begins, WORDS_AT_ONCE):
		longer = Criterion.any([mark.name.like(f"{escaped(begin)} %") for begin in lot])
		frappe.qb.from_(mark).delete().where(mark.name.isin(lot) | longer).run()


def _erase_files(names: list[str]) -> int:
	"""Through their records, so that what is on the disk goes too."""
	for name in names:
		options = {"force": True, "delete_permanently": True}
		frappe.delete_doc("File", name, ignore_permissions=True, **options)  # its record was checked
	return len(names)


def _delete(doctype: str, filters: dict) -> int:
	count = frappe.db.count(doctype, filters)
	if count:
		frappe.db.delete(doctype, filters)
	return count


def erase_quotes(words: Iterable[str], keep_files: bool = False) -> int:
	"""Delete what quotes any of the words: copies of deleted records, logs, notices, mails.

	Each table is read once for all of them, since no index helps to find a word within a text.
	"""
	words = list(words)
	return sum(erase(doctype, _quoting(doctype, QUOTES[doctype], words), keep_files) for doctype in QUOTES)


def erase_versions_that_quote(doctypes: Iterable[str], words: Iterable[str]) -> int:
	"""Delete the changes of records about several pupils that quote any of the words."""
	among = frappe.qb.DocType("Version").ref_doctype.isin(list(doctypes))
	found = _quoting("Version", ("data",), list(words), among)
	return _delete("Version", {"name": ["in", found]}) if found else 0


def _quoting(
	doctype: str, columns: Iterable[str], words: list[str], among: Criterion | None = None
) -> list[str]:
	"""Names of the records, in order, that have any of the words in any of the columns; ``among`` narrows."""
	there = frappe.db.table_exists(doctype)
	columns = [column for column in columns if there and frappe.db.has_column(doctype, column)]
	table, words = frappe.qb.DocType(doctype), list(filter(None, words))
	found: set[str] = set()
	for lot in frappe.utils.create_batch(words if columns else [], WORDS_AT_ONCE):
		quotes = [table[column].like(f"%{escaped(word)}%") for column in columns for word in lot]
		query = frappe.qb.from_(table).select(table.name).where(Criterion.any(quotes))
		found.update(name for (name,) in (query.where(among) if among else query).run())
	return sorted(found)


def escaped(word: str) -> str:
	"""The word with the signs that LIKE would read as wildcards."""
	return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
