"""Documents that go along with a referral: files of that referral, which whoever adds them may read."""

import frappe
from frappe import _

from learning_mentor.attachments import content_of
from learning_mentor.exceptions import MentoringError


def check(referral) -> None:
	"""Raise MentoringError for a document whose file is not a private file of this very referral."""
	before = referral.get_doc_before_save()
	known = {row.file for row in before.documents} if before else set()
	for row in referral.documents:
		if row.file not in known and not _is_own_file(referral, row.file):
			frappe.throw(
				_("Documents, row {0}: attach the file to this referral first, as a private file.").format(
					row.idx
				),
				MentoringError,
			)


def _is_own_file(referral, address: str) -> bool:
	"""Whether each record of the file is private and readable, and one of them hangs on this referral.

	A record that claims the address of somebody else's file would hand that file out.
	"""
	files = [
		frappe.get_doc("File", name)
		for name in frappe.get_all("File", {"file_url": address}, pluck="name", order_by="name")
	]
	own = [each for each in files if _hangs_on(each, referral)]
	return bool(own) and all(each.is_private and each.has_permission("read") for each in files)


def _hangs_on(file, referral) -> bool:
	return (file.attached_to_doctype, file.attached_to_name) == (referral.doctype, referral.name)


def content(referral, row) -> tuple[str, bytes]:
	"""Name and bytes of a document. Raises DoesNotExistError when its file is gone."""
	found = {
		"file_url": row.file,
		"attached_to_doctype": referral.doctype,
		"attached_to_name": referral.name,
	}
	file = frappe.get_doc("File", found)
	return file.file_name, content_of(file)
