"""Which file a row of Frappe's File leads to, and whether it is one of our records hidden from the user."""

from pathlib import PurePosixPath
from urllib.parse import unquote

import frappe

from learning_mentor.guards.readers import may_read, our_doctype


def claims_hidden_file(doc, user: str | None = None) -> bool:
	"""Whether a row names the address of a file that hangs on records of ours hidden from the user.

	Frappe reads whatever a new row names, and keeps a copy as the row's own. Taken by the last part of the
	address, however the way to it is spelt.
	"""
	last = PurePosixPath(unquote(doc.file_url or doc.file_name or "")).name
	brings_its_own = doc.get("content") and doc.get("__islocal")  # Frappe takes it from new rows alone
	if not last or brings_its_own:
		return False
	holders = frappe.get_all(
		"File",
		filters={"file_url": f"/private/files/{last}", "name": ["!=", doc.name or ""]},
		fields=["attached_to_doctype", "attached_to_name"],
		order_by="creation asc",
	)
	ours = [(kind, row.attached_to_name) for row in holders if (kind := our_doctype(row.attached_to_doctype))]
	return bool(ours) and not any(may_read(kind, name, user) for kind, name in ours)


def may_take(name) -> bool:
	"""Whether the session user may have a file, named by its row. Asks about files of our records."""
	name = name.get("name") if isinstance(name, dict) else name
	kind = isinstance(name, str) and frappe.db.get_value("File", name, "attached_to_doctype")
	return not our_doctype(kind) or bool(frappe.get_doc("File", name).has_permission("read"))


def may_fetch(file_url: str) -> bool:
	"""Whether one of the rows that hold a private file is open to the session user."""
	rows = frappe.get_all("File", filters={"file_url": file_url}, fields=["*"], order_by="creation asc")
	files = [frappe.get_doc({**row, "doctype": "File"}) for row in rows]
	if not any(our_doctype(each.attached_to_doctype) for each in files):
		return True
	return any(_is_open(each) for each in files)


def _is_open(file) -> bool:
	if doctype := our_doctype(file.attached_to_doctype):
		return may_read(doctype, file.attached_to_name)
	return file.is_downloadable()
