"""What an answer hands out is logged when it is ready, where no hook of Frappe's has seen it."""

from collections.abc import Callable, Iterator

import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.data_protection import read_log
from learning_mentor.guards.readers import our_doctype
from learning_mentor.rest.calls import asked_method

# The desk sends back the whole form that it read; what is left out there is not answered but emptied
FORM_SAVE = "frappe.desk.form.save.savedocs"


class CannotBeLoggedError(frappe.ValidationError):
	"""Something about pupils was not handed out, because who read it could not be written down."""


def keep(write: Callable[[], None], message: str) -> None:
	"""Write lines of the log, and commit. Raises CannotBeLoggedError with ``message`` where that fails.

	The request's own work was committed or undone before its answer was ready, and the connection is closed
	next: Frappe's own commit would begin another transaction.
	"""
	try:
		write()
		frappe.db.sql("commit")
	except Exception as error:
		frappe.db.rollback()
		raise CannotBeLoggedError(message) from error


def note_records() -> None:
	"""Log each record that the answer holds whole, as those of writes do, unless this request has logged it.

	Raises CannotBeLoggedError where that is not possible.
	"""
	if asked_method() == FORM_SAVE:
		return
	unknown = [each for each in _records() if not read_log.is_noted(each)]
	if unknown:
		keep(
			lambda: _note(unknown),
			_("This record cannot be shown now, because the reading cannot be logged."),
		)


def _note(records: list) -> None:
	for each in records:
		read_log.note(each, "API")


def _records() -> Iterator[Document | frappe._dict]:
	"""Those about pupils, wherever Frappe puts a document into its answer."""
	answer = frappe.local.response
	message = answer.get("message")
	of_form = message.get("doc") if isinstance(message, dict) else None  # web forms have it beside themselves
	for part in (answer.get("docs"), message, of_form, answer.get("data")):
		for each in part if isinstance(part, list) else [part]:
			if isinstance(each, dict | Document) and _is_record(each):
				yield each if isinstance(each, Document) else frappe._dict(each)


def _is_record(each) -> bool:
	doctype = our_doctype(each.get("doctype"))
	return bool(doctype and each.get("name") and read_log.is_logged(doctype))
