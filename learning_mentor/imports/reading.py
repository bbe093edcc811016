"""Reading the file of an import: its header, and the values of each row."""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils.csvutils import read_csv_content
from frappe.utils.xlsxutils import read_xlsx_file_from_attached_file

from learning_mentor.exceptions import MentoringError
from learning_mentor.imports.targets import Target
from learning_mentor.imports.values import Column

MOST_ROWS = 50_000


class Problem(NamedTuple):
	row_number: int
	column_label: str
	reason: str


class Row(NamedTuple):
	"""``number``: of the line as a spreadsheet shows it. ``problems``: what cannot be read of it."""

	number: int
	values: dict
	problems: list[Problem]


def read(importing, target: Target) -> list[Row]:
	"""The rows of the CSV or XLSX file of an import.

	Raises MentoringError for a file or a header that cannot be used.
	"""
	lines = _lines(importing)
	if not any(map(_is_filled, lines[0] if lines else [])):
		frappe.throw(_("The file is empty: download the template and fill it in."), MentoringError)
	columns = _columns(lines[0], target)
	rows = [(number, cells) for number, cells in enumerate(lines[1:], 2) if any(map(_is_filled, cells))]
	if len(rows) > MOST_ROWS:
		frappe.throw(
			_("The file has {0} rows: import at most {1} at once.").format(len(rows), MOST_ROWS),
			MentoringError,
		)
	return [_row(number, cells, columns) for number, cells in rows]


def _is_filled(cell) -> bool:
	return cell is not None and str(cell).strip() != ""


def _lines(importing) -> list[list]:
	"""The cells of its own file: the address of somebody else's file opens nothing."""
	own = {"attached_to_doctype": importing.doctype, "attached_to_name": importing.name}
	found = frappe.db.get_value("File", {"file_url": importing.source_file, **own}, "name")
	if not found:
		frappe.throw(_("File: attach a CSV or XLSX file to this import."), MentoringError)
	file = frappe.get_doc("File", found)
	name, content = (file.file_name or file.file_url).lower(), file.get_content()
	if name.endswith(".csv"):
		return read_csv_content(content)
	if name.endswith(".xlsx"):
		return read_xlsx_file_from_attached_file(
			fcontent=content if isinstance(content, bytes) else content.encode("latin-1")
		)
	frappe.throw(_("File: attach a CSV or XLSX file."), MentoringError)


def _columns(header: list, target: Target) -> list[Column | None]:
	"""The column of each place of the header; it may name them by label or field, in any order."""
	known = {}
	for column in target.columns:
		known |= dict.fromkeys(
			(name.casefold() for name in (column.fieldname, column.label, _(column.label))), column
		)
	columns = [known.get(str(cell or "").strip().lstrip("\ufeff").casefold()) for cell in header]
	unknown = [
		str(cell) for cell, column in zip(header, columns, strict=True) if _is_filled(cell) and not column
	]
	missing = [_(column.label) for column in target.columns if column.required and column not in columns]
	if unknown or missing:
		frappe.throw(
			_(
				"The first line must name the columns as the template does. Unknown: {0}. Missing: {1}."
			).format(", ".join(unknown) or "-", ", ".join(missing) or "-"),
			MentoringError,
		)
	return columns


def _row(number: int, cells: list, columns: list[Column | None]) -> Row:
	values: dict = {}
	problems = []
	cells = [*cells, *[None] * (len(columns) - len(cells))]
	for column, cell in zip(columns, cells, strict=False):
		if not column:
			continue
		try:
			values[column.fieldname] = column.read(cell)
		except ValueError as error:
			problems.append(Problem(number, _(column.label), str(error)))
			continue
		if column.required and values[column.fieldname] in (None, "", []):
			problems.append(Problem(number, _(column.label), _("this cell is empty.")))
	return Row(number, values, problems)
