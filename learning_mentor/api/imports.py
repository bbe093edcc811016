"""Importing lists of mentors, agencies, strategies and nominations. Coordinators only."""

from typing import Literal

import frappe
from frappe.utils.csvutils import to_csv
from frappe.utils.xlsxutils import make_xlsx

from learning_mentor.imports import starting
from learning_mentor.imports.targets import template_rows
from learning_mentor.permissions import require_coordinator


@frappe.whitelist(methods=["POST"])
def check(name: str) -> None:
	"""Check an import's file in the background. 403 for others, 417 while it is being worked on."""
	starting.check(name)


@frappe.whitelist(methods=["POST"])
def start(name: str, only_good_rows: bool = False) -> None:
	"""Import in the background. 417 before a check, and for bad rows unless the good are wanted."""
	starting.start(name, bool(frappe.utils.cint(only_good_rows)))


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> None:
	"""Stop an import after the rows that are being written."""
	starting.cancel(name)


@frappe.whitelist()
def template(target: str, kind: Literal["CSV", "XLSX"] = "CSV") -> None:
	"""A file with the columns of a list and an example row. 417 for a list that there is not."""
	require_coordinator()
	rows = template_rows(target)
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{frappe.scrub(target)}.{kind.lower()}"
	is_sheet = kind == "XLSX"
	frappe.response["filecontent"] = make_xlsx(rows, target).getvalue() if is_sheet else to_csv(rows).encode()
