"""Which file a row of Frappe's File leads to, and whether it is one of our records hidden from the user."""

from pathlib import PurePosixPath
from urllib.parse import unquote

import frappe

from learning_mentor.guards.leads import ours_of
from learning_mentor.guards.readers import may_read


def claims_hidden_file(doc, user: str | None = None) -> bool:
	"""Whether a row names the address of a file that hangs on records of ours hidden from the user.

	Frappe reads whatever a new row names, and keeps a copy as the row's own. Taken by the last part of the
	address, however the way to it is spelt.
	"""
	last = doc.file_url or doc.file_name
	brings_its_own = doc.get("content") and doc.get("__islocal")  # Frappe takes it from new rows alone
	if not last or brings_its_own:
		return False
	holders = frappe.get_all(
		"File",
		filters={"file_url": private_address(last), "name": ["!=", doc.name or ""]},
		fields=["attached_to_doctype", "attached_to_name"],
		order_by="creation asc",
	)
	ours = list(filter(None, map(_record_of, holders)))
	return bool(ours) and not any(may_read(kind, name, user) for kind, name in ours)


def _record_of(file) -> tuple[str, str] | None:
	"""The record of ours that a file hangs on, by a mail or a task too."""
	return ours_of(file.attached_to_doctype, file.attached_to_name)


def private_address(address) -> str:
	"""Where a private file of this name lies, however the way to it is spelt."""
	return f"/private/files/{PurePosixPath(unquote(str(address))).name}"


def may_take(name) -> bool:
	"""Whether the session user may have a file, named by its row. Asks about files of our records."""
	name = name.get("name") if isinstance(name, dict) else name
	file = frappe.get_doc("File", name) if isinstance(name, str) and frappe.db.exists("File", name) else None
	return not (file and _record_of(file)) or bool(file.has_permission("read"))


def may_fetch(file_url: str) -> bool:
	"""Whether one of the rows that hold a private file is open to the session user."""
	rows = frappe.get_all("File", filters={"file_url": file_url}, fields=["*"], order_by="creation asc")
	files = [frappe.get_doc({**row, "doctype": "File"}) for row in rows]
	if not any(map(_record_of, files)):
		return True
	return any(_is_open(each) for each in files)


def _is_open(file) -> bool:
	ours = _record_of(file)
	return may_read(*ours) if ours else file.is_downloadable()
