"""What the tests of holes share: who attacks, what is so for a while, and that nothing was left behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from tests.security import policy
from tests.security.lane import text_of

CASE = "Mentoring Case"
PARTIES = (policy.UNASSIGNED_TEACHER, policy.REMOVED_MENTOR, policy.SYSTEM_MANAGER)
LEFT_BEHIND = ("Comment", "ToDo", "DocShare", "File", "Communication", "Document Follow", "Tag Link", "Tag")


def rows() -> list:
	"""A fingerprint of cases and of all that could be left beside one."""
	tables = ", ".join(f"`tab{each}`" for each in (CASE, "Mentoring Aim", *LEFT_BEHIND))
	return frappe.db.sql(f"checksum table {tables}")


def refused(lane, path: str, /, status: tuple = (403, 404, 417), **arguments) -> None:
	before = rows()
	response = lane.call(path, look=rows, **arguments)
	assert response.status_code in status, (path, text_of(response)[:500])
	assert lane.seen == before, f"{path} has left something behind"


@contextmanager
def for_a_while(doctype: str, name: str, **values) -> Iterator[None]:
	"""The row has these values, committed, past all rules; afterwards what it had before."""
	before = frappe.db.get_value(doctype, name, list(values), as_dict=True)
	_write(doctype, name, values)
	try:
		yield
	finally:
		_write(doctype, name, before)


def _write(doctype: str, name: str, values: dict) -> None:
	frappe.db.set_value(doctype, name, values, update_modified=False)
	frappe.db.commit()


@contextmanager
def there_is(row) -> Iterator[None]:
	"""A new document's row, committed, past all rules; it is gone afterwards."""
	row.db_insert()
	frappe.db.commit()
	try:
		yield
	finally:
		frappe.db.delete(row.doctype, {"name": row.name})
		frappe.db.commit()
