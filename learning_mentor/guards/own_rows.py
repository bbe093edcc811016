"""What one of the app's records says of its name, of its rows, and of the record that it follows.

Frappe takes all three from the caller and asks for no right: hooks of each record type of the app.
"""

from typing import NoReturn

import frappe
from frappe import _

from learning_mentor.guards.readers import refuse

EARLIER = "amended_from"
WAS_CALLED = "__temporary_name"  # in a browser: later versions take over the files of a record of that name
CANCELLED = 2  # docstatus


def check_changed(doc, method: str | None = None) -> None:
	"""Hook of each change, also after submission: Frappe writes over any child row of that name.

	Nor does a record that is there follow another one from now on.
	"""
	before = doc.get_doc_before_save()
	if not before:
		return  # rows of a new record get new names
	own = {(row.doctype, row.name) for row in before.get_all_children()}
	kept = {(row.doctype, row.name) for row in doc.get_all_children() if not row.get("__islocal")}
	if kept - own:
		refuse()
	if doc.meta.has_field(EARLIER):
		doc.set(EARLIER, before.get(EARLIER))


def check_new(doc, method: str | None = None) -> None:
	"""Hook ``before_insert``: what a new record says of its name, and of the one that it follows.

	Frappe takes ``amended_from`` whether the record type has it or not, reads that record without asking the
	right, and keeps all of it as what was changed. It follows a cancelled one of the same case, or none.
	"""
	doc.delete_key("__newname")
	if not str(doc.get(WAS_CALLED)).startswith("new-"):
		doc.delete_key(WAS_CALLED)
	doc.name = None
	doc.flags.name_set = frappe.flags.api_name_set = False  # later versions take a caller's name by these
	earlier = doc.get(EARLIER)
	if not doc.meta.has_field(EARLIER):
		doc.delete_key(EARLIER)
	elif earlier:
		row = frappe.db.get_value(doc.doctype, earlier, ["docstatus", "case"], as_dict=True)
		if not row or row.docstatus != CANCELLED or row.case != doc.get("case"):
			refuse()


def refuse_discarding(doc, method: str | None = None) -> NoReturn:
	"""Hook ``before_discard`` of later versions, which would lock a draft past its rules and its workflow."""
	frappe.throw(_("This record cannot be discarded: use its actions, or delete it where you may."))
