"""Frappe's Data Import: not every version asks who may see an import, its file, or its log."""

import frappe

from learning_mentor.data_protection import list_log
from learning_mentor.guards.files import may_fetch
from learning_mentor.guards.methods import guards
from learning_mentor.guards.readers import our_doctype, refuse

DATA_IMPORT = "Data Import"
MODULE = "frappe.core.doctype.data_import.data_import"


def _allowed(name, ask, right: str = "read"):
	"""A name that is no text would be taken for filters."""
	if not isinstance(name, str):
		refuse()
	frappe.get_doc(DATA_IMPORT, name).check_permission(right)
	return ask()


@guards(f"{MODULE}.get_preview_from_template")
def get_preview(asked, ask):
	if asked.import_file and not may_fetch(asked.import_file):
		refuse()
	return _allowed(asked.data_import, ask)


@guards(f"{MODULE}.download_template")
def download_template(asked, ask):
	"""Frappe's Access Log has no line of records that a template is filled with."""
	if asked.export_records != "blank_template":
		list_log.note_export(list_log.LIST, our_doctype(asked.doctype))
	return ask()


@guards(f"{MODULE}.form_start_import")
def form_start_import(asked, ask):
	return _allowed(asked.data_import, ask, "write")


@guards(f"{MODULE}.download_errored_template")
def download_errored_template(asked, ask):
	return _allowed(asked.data_import_name, ask)


@guards(f"{MODULE}.download_import_log")
def download_import_log(asked, ask):
	return _allowed(asked.data_import_name, ask)


@guards(f"{MODULE}.get_import_status")
def get_import_status(asked, ask):
	return _allowed(asked.data_import_name, ask)
