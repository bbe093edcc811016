"""Notes cannot be deleted: tests that commit take theirs away as rows."""

import frappe

NOTE, ENTRY, READING = (f"Mentoring Safeguarding {kind}" for kind in ("Note", "Entry", "Reading"))


def remove_notes(student: str) -> None:
	for name in frappe.get_all(NOTE, {"student": student}, pluck="name", order_by="name"):
		frappe.db.delete(ENTRY, {"note": name})
		frappe.db.delete(READING, {"note": name})
		frappe.db.delete("Notification Log", {"document_name": name})
		frappe.db.delete(NOTE, {"name": name})
