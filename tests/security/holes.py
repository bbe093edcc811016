"""What the tests of holes share: who attacks, and that a refused request has left nothing behind."""

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


def refused(lane, method: str, status: tuple = (403, 404, 417), **arguments) -> None:
	before = rows()
	response = lane.call(method, look=rows, **arguments)
	assert response.status_code in status, (method, text_of(response)[:500])
	assert lane.seen == before, f"{method} has left something behind"
