"""Which files may hang on our records, and what is said when the disk is full."""

import errno
from pathlib import Path

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError, NoRoomError, refuse
from learning_mentor.permissions import PARENTS

PROFILE = "Mentor Profile"
WITHOUT_FILES = (PROFILE, *(rows for rows, parents in PARENTS.items() if PROFILE in parents))

WRITE_FILE = "learning_mentor.attachments.write_file"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def refuse_scans(doc, method: str | None = None) -> None:
	"""Hook of File: no file on a mentor's profile or its rows, where certificates would end up.

	The rules on disclosure data let a school keep the date, the kind of check and a reference, but no copy.
	Raises MentoringError.
	"""
	if doc.attached_to_doctype in WITHOUT_FILES:
		frappe.throw(
			_(
				"A mentor's profile takes no files: the school may not keep a copy of a certificate. "
				"Enter its date and its last four characters instead."
			),
			MentoringError,
		)


def write_file(file) -> dict:
	"""Hook ``write_file``: as Frappe, or another app with this hook, writes it.

	A full disk is told in words, and half a file does not stay. Raises NoRoomError; the row is rolled back.
	"""
	others = [method for method in frappe.get_hooks("write_file") if method != WRITE_FILE]
	write = frappe.get_attr(others[0]) if others else type(file).save_file_on_filesystem
	try:
		return write(file)
	except OSError as error:
		if error.errno not in NO_ROOM:
			raise
		Path(file.get_full_path()).unlink(missing_ok=True)
		refuse(
			_("File: there is no room for it on the server, and nothing was saved. Tell your admin."),
			NoRoomError,
		)


def content_of(file) -> bytes:
	"""Bytes of a File as they are stored: later versions of Frappe guess how a text is encoded."""
	if not file.is_remote_file:
		return Path(file.get_full_path()).read_bytes()
	content = file.get_content()
	return content if isinstance(content, bytes) else content.encode()
